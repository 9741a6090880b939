"""What every shared sample is told: written down in golden.json, so that no change goes unseen.

``python -m tests.ingest.golden`` writes the file and the table in docs anew.
"""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from ingest.check import check

GOLDEN = Path(__file__).with_name("golden.json")
TABLE = Path(__file__).resolve().parents[2] / "docs" / "samples.md"


def samples(shared: Path) -> dict[str, Path]:
    """Every sample message by its name; those with assets as the folders that they lie in."""
    root = shared / "ern"
    with_assets = root / "dedex-3.8.2" / "with_assets"
    folders = sorted(path for path in with_assets.iterdir() if path.is_dir())
    files = sorted(path for path in root.rglob("*.xml") if with_assets not in path.parents)
    return {path.relative_to(root).as_posix(): path for path in (*files, *folders)}


def told(path: Path) -> dict[str, Any]:
    """The status, the number of recordings, and how often each code is told with which severity."""
    (result,) = check(path)
    counts = Counter(f"{finding.code} {finding.severity.value}" for finding in result.findings)
    return {
        "status": result.status.value,
        "recordings": len(result.tracks),
        "findings": dict(sorted(counts.items())),
    }


HEAD = (
    "# What the samples are told\n\n"
    "Every sample message that Deadwax is tested against, with the codes that it gets and how often "
    "(C critical, W warning, I information). The samples belong to others and are not part of Deadwax; "
    "their names are enough to find them: DDEX's own samples of ERN 4.2 and 4.3, the numbered messages of "
    "miqwit/dedex, and fourteen messages with AI fields made for Deadwax. What a code means: "
    "[catalogue](catalogue.md).\n\n"
    "A message without any of its files beside it gets DX-H03 once, as information. Written by "
    "`python -m tests.ingest.golden`.\n\n"
    "| sample | status | recordings | codes |\n|---|---|---|---|\n"
)


def table(golden: dict[str, dict[str, Any]]) -> str:
    """The page for docs."""
    return HEAD + "".join(_row(name, each) for name, each in golden.items())


def _row(name: str, each: dict[str, Any]) -> str:
    counted = []
    for told_of, count in each["findings"].items():
        code, severity = told_of.split(" ")
        counted.append(f"{code} {severity[0]}{f' ({count})' if count > 1 else ''}")
    status = each["status"].replace("_", " ")
    return f"| {name} | {status} | {each['recordings']} | {', '.join(counted) or 'none'} |\n"


def main(shared: Path) -> None:
    """Write the file and the table anew."""
    golden = {name: told(path) for name, path in samples(shared).items()}
    GOLDEN.write_text(json.dumps(golden, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    TABLE.write_text(table(golden), encoding="utf-8")


if __name__ == "__main__":
    import os

    main(Path(os.environ.get("DEADWAX_SHARED") or Path(__file__).resolve().parents[3] / "shared"))
