"""Writes catalogue.md from the code: what every finding means, how hard it is, and an example of each.

Run it as ``python -m docs.write_catalogue``; a test holds the page against it.
"""

from pathlib import Path

from contracts.reasons.disclosure import DISCLOSURE_REASONS
from contracts.reasons.reason import Reason
from ingest.examples.case import Case
from ingest.examples.every import EXAMPLES
from ingest.rules.catalogue import CATALOGUE, Entry

PAGE = Path(__file__).with_name("catalogue.md")
FAMILIES = {
    "X": "The message as a document",
    "V": "Values",
    "D": "Disclosure by itself",
    "C": "Contradictions",
    "P": "Marks in the files",
    "I": "Identifiers",
    "H": "Files",
    "B": "Batches",
    "S": "How the parts hang together",
}
HEAD = (
    "# Catalogue of findings\n\n"
    "What Deadwax can find in a delivery. Written from the code by `python -m docs.write_catalogue`.\n\n"
    "The severity is the default: a sender's contract can set another one by version, date and age of the "
    "music ([contracts](deliveries.md#sender-contracts)), and some rules are milder or harder where they "
    'know more. "Rests on" says whether the text of ERN asks for it or good practice does. File status and '
    "action are DDEX's own values for acknowledgements. What each sample message is told: "
    "[samples](samples.md).\n\n"
    "| code | finding | severity | error type | rests on | file status | action | a person looks |\n"
    "|---|---|---|---|---|---|---|---|\n"
)


def page() -> str:
    """The whole page."""
    reasons = {reason.code: reason for reason in DISCLOSURE_REASONS}
    rows = "".join(_row(entry, reasons[code]) for code, entry in CATALOGUE.items())
    sections = []
    for letter, title in FAMILIES.items():
        codes = [code for code in CATALOGUE if code[3] == letter]
        if codes:
            sections.append(f"\n## {title}\n" + "".join(_entry(CATALOGUE[c], reasons[c]) for c in codes))
    return HEAD + rows + "".join(sections)


def _row(entry: Entry, reason: Reason) -> str:
    link = f"[{entry.code}](#{entry.code.lower()})"
    cells = (
        link,
        reason.title,
        entry.severity.value,
        entry.error_type.value,
        entry.basis.value,
        entry.file_status,
        entry.action or "none",
        "yes" if entry.manual_check else "",
    )
    return f"| {' | '.join(cells)} |\n"


def _entry(entry: Entry, reason: Reason) -> str:
    facts = f"{entry.severity.value}, rules of version {entry.version}"
    text = f"\n### {entry.code}\n\n**{reason.title}** ({facts}). {reason.explanation}\n"
    example = EXAMPLES[entry.code]
    return text + _case("Gets it", example.failing) + _case("Does not", example.passing)


def _case(title: str, case: Case) -> str:
    text = f"\n{title}{f': {case.note}' if case.note else ':'}\n"
    return text + (f"\n```xml\n{case.shown}\n```\n" if case.shown else "")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"Wrote {PAGE.name}: {len(CATALOGUE)} codes.")
