"""A carrier that says something else than ERN's own field."""

from dataclasses import dataclass

from ingest.ern.place import Place


@dataclass(frozen=True, slots=True)
class Disagreement:
    """``own`` is what the ERN field says, ``carried`` what the ``carrier`` says. The field counts."""

    place: Place
    own: str
    carried: str
    carrier: str


@dataclass(frozen=True, slots=True)
class Misunderstood:
    """What stands in an agreed place and cannot be taken as it stands, in the words of a finding."""

    place: Place
    observed: str
    expected: str
    fix: str
