"""Findings as SARIF 2.1.0, the format that code hosts show beside the lines of a file.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
"""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from contracts.finding import Finding, Severity
from contracts.message import content_id
from contracts.reasons.registry import REASONS
from ingest.check import CheckResult
from ingest.rules.catalogue import CATALOGUE

VERSION = "2.1.0"
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
BASE = "%SRCROOT%"
"""SARIF's customary name for the folder that relative paths start from."""

LEVELS = MappingProxyType(
    {Severity.CRITICAL: "error", Severity.WARNING: "warning", Severity.INFORMATION: "note"}
)


def sarif(results: Sequence[CheckResult], base: Path, version: str) -> dict[str, Any]:
    """The findings of ``results`` as one SARIF run.

    Paths are relative to ``base`` where they lie in it, else absolute URIs. A finding about the message
    as a whole points at its first line, because viewers drop what has no line. ``version`` is that of
    Deadwax.
    """
    codes = sorted({finding.code for result in results for finding in result.findings})
    index = {code: number for number, code in enumerate(codes)}
    driver = {
        "name": "Deadwax",
        "version": version,
        "rules": [_rule(code) for code in codes],
    }
    found = [_result(f, result, index[f.code], base) for result in results for f in result.findings]
    return {
        "$schema": SCHEMA,
        "version": VERSION,
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {BASE: {"description": {"text": "The folder of the check."}}},
                "artifacts": [{"location": _location(result.path, base)} for result in results],
                "results": list(_numbered(found)),
            }
        ],
    }


def _rule(code: str) -> dict[str, Any]:
    reason, entry = REASONS.get(code), CATALOGUE.get(code)
    rule: dict[str, Any] = {"id": code}
    if reason:
        rule |= {
            "name": "".join(word.capitalize() for word in reason.title.split() if word.isalnum()),
            "shortDescription": {"text": reason.title},
            "fullDescription": {"text": reason.explanation},
        }
    if entry:
        rule["defaultConfiguration"] = {"level": LEVELS[entry.severity]}
    return rule


def _result(finding: Finding, result: CheckResult, index: int, base: Path) -> dict[str, Any]:
    place: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": _location(result.path, base),
            "region": {"startLine": finding.line or 1},
        }
    }
    if finding.xpath:
        place["logicalLocations"] = [{"fullyQualifiedName": finding.xpath, "kind": "element"}]
    file = f"{finding.file}: " if finding.file else ""
    names = ("isrc", "file", "observed", "expected", "fix")
    return {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": LEVELS[finding.severity],
        "message": {"text": f"{file}{finding.observed} Expected: {finding.expected}. Fix: {finding.fix}"},
        "locations": [place],
        "partialFingerprints": {
            # Without the line, so that a finding stays the same one when others above it are fixed.
            "deadwaxFinding/v1": content_id(
                finding.code, finding.xpath or "", finding.isrc or "", finding.file or "", finding.observed
            )
        },
        "properties": {
            "severity": finding.severity.value,
            **{name: value for name in names if (value := getattr(finding, name)) is not None},
        },
    }


def _numbered(results: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """Tells equal findings of one message apart by a number after the fingerprint, as viewers expect."""
    seen: dict[tuple[str, str], int] = {}
    for result in results:
        prints = result["partialFingerprints"]
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for name, value in prints.items():
            seen[uri, value] = seen.get((uri, value), 0) + 1
            prints[name] = f"{value}:{seen[uri, value]}"
        yield result


def _location(path: Path, base: Path) -> dict[str, str]:
    whole, folder = path.absolute(), base.absolute()
    if whole.is_relative_to(folder):
        return {"uri": quote(os.fsencode(whole.relative_to(folder).as_posix())), "uriBaseId": BASE}
    return {"uri": whole.as_uri()}
