"""Hands out what every release of the demo world needs: numbers, formats, times and sounds."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import cycle

import numpy as np

from deadwax.demo import identifiers, names
from deadwax.demo.plan import Credit, Format, Kind, PlannedRelease, PlannedTrack, Recipe, Sender
from detectors.training.decoder_families import FAMILIES, DecoderFamily
from detectors.training.decoders import DecoderFaults
from detectors.training.synthesis.style import Style

DAY = datetime(2026, 11, 20, tzinfo=UTC)
SENDER_BASE = 2_026_000_100
MUSICAL = (Style.BAND, Style.ELECTRONIC, Style.LOFI, Style.PIANO, Style.AMBIENT, Style.STRINGS)
FULL_BAND_HZ = 32_000
GENERATORS = tuple(family for family in FAMILIES if family.sample_rate_hz >= FULL_BAND_HZ)


@dataclass(slots=True)
class Studio:
    """Counts up while the world is planned; the same seed gives the same world."""

    rng: np.random.Generator
    senders: list[Sender] = field(default_factory=list)
    releases: list[PlannedRelease] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)
    _human_formats: "cycle[Format]" = field(default_factory=lambda: cycle(Format))
    _machine_formats: "cycle[Format]" = field(default_factory=lambda: cycle(Format))

    def sender(self, name: str, ern: str) -> Sender:
        """A new sender with a party id of its own."""
        sender = Sender(name, identifiers.dpid(SENDER_BASE + len(self.senders)), ern)
        self.senders.append(sender)
        return sender

    def label(self) -> str:
        """A label's name that no other sender has."""
        taken = {sender.name for sender in self.senders}
        while (name := names.label(self.rng)) in taken:
            continue
        return name

    def isrc(self, sender: Sender) -> str:
        """The next ISRC under a sender's registrant code."""
        return identifiers.isrc(100 + self.senders.index(sender), self._next(sender.dpid))

    def icpn(self, sender: Sender) -> str:
        """The next release number in a sender's own block."""
        return identifiers.icpn(100 + self.senders.index(sender), self._next(f"releases of {sender.dpid}"))

    def human(
        self, style: Style | None = None, seconds: tuple[float, float] = (46.0, 66.0), seed: int | None = None
    ) -> Recipe:
        """A sound that people made: no decoder in its way."""
        return Recipe(
            seed=self._next("seed") if seed is None else seed,
            style=style or MUSICAL[int(self.rng.integers(len(MUSICAL)))],
            duration_s=round(float(self.rng.uniform(*seconds)), 2),
            format=next(self._human_formats),
        )

    def machine(self, family: DecoderFamily | None = None, style: Style | None = None) -> Recipe:
        """A sound that came out of a neural decoder."""
        faults = DecoderFaults(
            bias=float(10 ** self.rng.uniform(-2.1, -1.6)),
            kernel_error=float(10 ** self.rng.uniform(-2.7, -2.0)),
            quantisation=float(10 ** self.rng.uniform(-2.5, -1.6)),
            mid_side=bool(self.rng.integers(2)),
        )
        return Recipe(
            seed=self._next("seed"),
            style=style or MUSICAL[int(self.rng.integers(len(MUSICAL)))],
            duration_s=round(float(self.rng.uniform(46.0, 66.0)), 2),
            format=next(self._machine_formats),
            decoder=family or GENERATORS[int(self.rng.integers(len(GENERATORS)))],
            faults=faults,
        )

    def reformat(self) -> Format:
        """The next format in the round of human sounds."""
        return next(self._human_formats)

    def producer(self) -> tuple[Credit, ...]:
        """A human producer, named."""
        return (Credit(names.person(self.rng), "StudioProducer"),)

    def at(self, from_hour: float, to_hour: float) -> datetime:
        """A time of arrival between two hours of the day, to the second."""
        return DAY + timedelta(seconds=int(self.rng.uniform(from_hour, to_hour) * 3600))

    def release(
        self,
        sender: Sender,
        tracks: tuple[PlannedTrack, ...],
        *,
        arrival: datetime,
        title: str | None = None,
        label: str = "",
        genre: str = "",
        language: str = "en",
    ) -> PlannedRelease:
        """Plan a delivery; without ``title`` it is called after its first track."""
        release = PlannedRelease(
            sender=sender,
            label=label or names.label(self.rng),
            artist=tracks[0].artist,
            title=title or tracks[0].title,
            icpn=self.icpn(sender),
            genre=genre or names.genre(self.rng),
            language=language,
            arrival=arrival,
            tracks=tracks,
        )
        self.releases.append(release)
        return release

    def honest(self) -> list[tuple[PlannedRelease, PlannedTrack]]:
        """All honest tracks planned so far, with their releases."""
        return [(r, t) for r in self.releases for t in r.tracks if t.kind is Kind.HONEST]

    def _next(self, what: str) -> int:
        self._numbers[what] = self._numbers.get(what, 0) + 1
        return self._numbers[what]
