"""The alerts and the dashboard ask for metrics and labels that exist, in PromQL that parses."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import promql_parser
import pytest
import yaml
from prometheus_client import CollectorRegistry
from prometheus_client.metrics import MetricWrapperBase

from deadwax.wiring import STAGES
from review_api.metrics import ApiMetrics
from runtime.telemetry.metrics import Metrics

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
RULES: list[dict[str, Any]] = yaml.safe_load((DEPLOY / "prometheus" / "rules.yaml").read_text())["groups"][0][
    "rules"
]
DASHBOARD: dict[str, Any] = json.loads((DEPLOY / "grafana" / "dashboards" / "deadwax.json").read_text())
PANELS = [panel for panel in DASHBOARD["panels"] if panel["type"] != "row"]
SCRAPED = frozenset({"job", "instance"})
"""Labels that Prometheus adds."""

QUERIES = [pytest.param(rule["expr"], id=rule["alert"]) for rule in RULES] + [
    pytest.param(target["expr"], id=f"{panel['title']} {target['refId']}")
    for panel in PANELS
    for target in panel["targets"]
]


def known() -> dict[str, frozenset[str]]:
    """Every series that Deadwax exposes, with its labels."""
    found = {"up": SCRAPED}
    for registry in (Metrics().registry, _api()):
        for collector in list(registry._collector_to_names):
            assert isinstance(collector, MetricWrapperBase)
            labels = frozenset(collector._labelnames) | SCRAPED
            for name in registry._collector_to_names[collector]:
                found[name] = labels | ({"le"} if name.endswith("_bucket") else frozenset())
    return found


def _api() -> CollectorRegistry:
    registry = CollectorRegistry()
    ApiMetrics(registry)
    return registry


def selectors(node: object) -> Iterator[promql_parser.VectorSelector]:
    """Every series that a query asks for."""
    if isinstance(node, promql_parser.VectorSelector):
        yield node
    for name in ("expr", "lhs", "rhs", "vector_selector", "param"):
        inner = getattr(node, name, None)
        if inner is not None and not isinstance(inner, str):
            yield from selectors(inner)
    for argument in getattr(node, "args", None) or []:
        yield from selectors(argument)


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_parses_and_asks_for_what_exists(query: str) -> None:
    series = known()
    found = list(selectors(promql_parser.parse(query)))
    assert found
    allowed: set[str] = set()
    for selector in found:
        assert selector.name in series
        allowed |= series[selector.name]
        assert {matcher.name for matcher in selector.matchers.matchers} <= series[selector.name]
    for group in re.findall(r"\bby \(([^)]*)\)", query):
        assert {label.strip() for label in group.split(",")} <= allowed


def test_every_kind_of_trouble_that_is_counted_has_an_alert() -> None:
    asked = " ".join(rule["expr"] for rule in RULES)
    for name in ("dead_letters_total", "records_expired_total", "circuit_open", "log_errors_total", "lag"):
        assert f"deadwax_{name}" in asked
    for rule in RULES:
        assert set(rule["annotations"]) == {"summary", "action"}
        assert rule["labels"]["severity"] in {"page", "ticket"}


def test_the_dashboard_answers_its_three_questions() -> None:
    rows = [panel["title"] for panel in DASHBOARD["panels"] if panel["type"] == "row"]
    assert rows == ["Is it keeping up?", "What is it finding?", "What is failing?"]
    ids = [panel["id"] for panel in DASHBOARD["panels"]]
    assert len(set(ids)) == len(ids)
    sources = yaml.safe_load((DEPLOY / "grafana/provisioning/datasources/prometheus.yaml").read_text())
    uids = {source["uid"] for source in sources["datasources"]}
    assert {panel["datasource"]["uid"] for panel in PANELS} <= uids


def test_panels_do_not_lie_on_one_another() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in DASHBOARD["panels"]:
        at = panel["gridPos"]
        assert at["x"] + at["w"] <= 24
        cells = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
        assert not taken & cells
        taken |= cells


def test_prometheus_asks_every_worker() -> None:
    config = yaml.safe_load((DEPLOY / "prometheus" / "prometheus.yaml").read_text())
    jobs = {job["job_name"]: job for job in config["scrape_configs"]}
    assert set(jobs["workers"]["dns_sd_configs"][0]["names"]) == {"inbox", *STAGES}
    assert all((DEPLOY / "prometheus" / name).is_file() for name in config["rule_files"])
