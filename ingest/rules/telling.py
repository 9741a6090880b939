"""Makes a finding: what was found, with the catalogue's words for its code."""

from contracts.finding import Finding, Severity
from ingest.rules.catalogue import CATALOGUE


def tell(
    code: str,
    *,
    observed: str,
    expected: str,
    fix: str,
    severity: Severity | None = None,
    xpath: str | None = None,
    line: int | None = None,
    isrc: str | None = None,
    file: str | None = None,
    file_status: str | None = None,
) -> Finding:
    """The finding of ``code``; severity and file status are the catalogue's where not given."""
    entry = CATALOGUE[code]
    return Finding(
        code=code,
        severity=severity or entry.severity,
        observed=observed,
        expected=expected,
        fix=fix,
        xpath=xpath,
        line=line,
        isrc=isrc,
        file=file,
        error_type=entry.error_type,
        file_status=file_status or entry.file_status,
        proposed_action=entry.action,
        manual_check=entry.manual_check,
        rule_version=entry.version,
    )
