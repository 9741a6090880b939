"""Titles and artist names as a service shows them."""

from ingest.ern.bodies import inner_text, preferred
from ingest.ern.credits import Credit
from ingest.ern.node import Node

MAIN_ROLES = frozenset({"MainArtist", "PrimaryArtist", "Artist"})


def read_title(among: list[Node]) -> tuple[str, str | None]:
    """The display title and the version title (the subtitle), empty and None where not given."""
    chosen = preferred(_titles(among))
    title = chosen.text("TitleText") if chosen else None
    if title is None:
        whole = preferred([text for node in among for text in node.all("DisplayTitleText")])
        title = whole.content if whole else ""
    return title, chosen.text("SubTitle") if chosen else None


def _titles(among: list[Node]) -> list[Node]:
    display = [title for node in among for title in node.all("DisplayTitle")]
    if display:
        return display
    given = [title for node in among for title in node.all("Title")]
    display = [title for title in given if title.attribute("TitleType") == "DisplayTitle"]
    return display or [title for node in among for title in node.all("ReferenceTitle", "Title")]


def read_display_artist(among: list[Node], credited: tuple[Credit, ...]) -> str:
    """The artist name to show; the main display artists' names where the message gives no such name."""
    chosen = preferred([name for node in among for name in node.all("DisplayArtistName") if name.content])
    if chosen:
        return chosen.content
    artists = [credit for credit in credited if credit.is_display_artist and credit.name]
    main = [credit for credit in artists if any(role.value in MAIN_ROLES for role in credit.roles)]
    return ", ".join(dict.fromkeys(credit.name for credit in main or artists))


def read_line(among: list[Node], name: str) -> str | None:
    """The text of the first ``PLine`` or ``CLine``."""
    return inner_text(among, name, f"{name}Text")
