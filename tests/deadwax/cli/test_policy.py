import json
from pathlib import Path

from policy.load import DEFAULT, load
from tests.deadwax.conftest import Deadwax


def test_the_policy_that_comes_with_deadwax_is_usable(deadwax: Deadwax) -> None:
    told = json.loads(deadwax("policy", "check", "--json").stdout)
    assert told == {"status": "valid", "sha256": load().sha256, "problems": []}


def test_show_names_every_rule_and_the_content_hash(deadwax: Deadwax) -> None:
    policy = load()
    told = json.loads(deadwax("policy", "show", "--json").stdout)
    assert told["sha256"] == policy.sha256
    assert [rule["id"] for rule in told["rules"]] == [rule.id for rule in policy.document.rules]
    assert policy.sha256 in deadwax("policy", "show").stdout


def test_problems_are_named_with_their_lines(deadwax: Deadwax, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(DEFAULT.read_text("utf-8").replace("action: hold", "action: explode", 1), "utf-8")
    result = deadwax("policy", "check", wrong, "--json")
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert told["status"] == "invalid"
    assert all(problem["line"] for problem in told["problems"])
    assert deadwax("policy", "check", wrong).exit_code == 1


def test_a_policy_that_is_not_there_is_unreadable(deadwax: Deadwax, tmp_path: Path) -> None:
    result = deadwax("policy", "check", tmp_path / "none.yaml")
    assert result.exit_code == 2
    assert "none.yaml" in result.stderr


def test_every_fact_is_listed_with_its_type_and_values(deadwax: Deadwax) -> None:
    facts = {fact["name"]: fact for fact in json.loads(deadwax("policy", "facts", "--json").stdout)}
    assert facts["score.ai"]["type"] == "number"
    assert facts["disclosure.level"]["values"] == ["all", "none", "partly", "undeclared"]
    assert "disclosure.level" in deadwax("policy", "facts").stdout
