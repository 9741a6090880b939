"""Titles, names and lines, as people see them."""

from dataclasses import KW_ONLY

from ingest.ern.bodies import inner_text, preferred
from ingest.ern.credits import Credit
from ingest.ern.node import Node
from ingest.ern.record import record

MAIN_ROLES = frozenset({"MainArtist", "PrimaryArtist", "Artist"})


@record
class Words:
    """What is told of a recording or a release. The rules ask for little of it: it is read when asked for.

    ``bodies`` are its element and the details by territory, ``editions`` those of a recording.
    """

    _: KW_ONLY
    bodies: tuple[Node, ...] = ()
    editions: tuple[Node, ...] = ()
    credits: tuple[Credit, ...] = ()

    @property
    def title(self) -> str:
        """The display title, empty where none is given."""
        chosen = preferred(self._titles())
        title = chosen.text("TitleText") if chosen else None
        if title is None:
            whole = preferred([text for node in self.bodies for text in node.all("DisplayTitleText")])
            title = whole.content if whole else ""
        return title

    @property
    def version_title(self) -> str | None:
        """The subtitle."""
        chosen = preferred(self._titles())
        return chosen.text("SubTitle") if chosen else None

    @property
    def display_artist(self) -> str:
        """The artist name to show; the main display artists' names where the message gives no such name."""
        names = [name for node in self.bodies for name in node.all("DisplayArtistName") if name.content]
        if chosen := preferred(names):
            return chosen.content
        artists = [credit for credit in self.credits if credit.is_display_artist and credit.name]
        main = [credit for credit in artists if any(role.value in MAIN_ROLES for role in credit.roles)]
        return ", ".join(dict.fromkeys(credit.name for credit in main or artists))

    @property
    def p_line(self) -> str | None:
        """The text of the first line about the producer's rights."""
        return inner_text((*self.bodies, *self.editions), "PLine", "PLineText")

    def _titles(self) -> list[Node]:
        display = [title for node in self.bodies for title in node.all("DisplayTitle")]
        if display:
            return display
        given = [title for node in self.bodies for title in node.all("Title")]
        display = [title for title in given if title.attribute("TitleType") == "DisplayTitle"]
        return display or [title for node in self.bodies for title in node.all("ReferenceTitle", "Title")]
