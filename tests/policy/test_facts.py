"""What the facts promise."""

from contracts.disclosure import Disclosure, DisclosureLevel, Facet, FacetDisclosure
from contracts.features.registry import FEATURES
from contracts.mark import Credentials, FileMarks, MarkCheck, Marks
from contracts.party import Party
from policy.conditions.port import FactType
from policy.facts import declared_facts, facts_of
from tests.marks import SUNO_TEXT
from tests.policy.samples import scored

PYTHON = {FactType.NUMBER: float, FactType.TEXT: str, FactType.TRUTH: bool, FactType.TEXTS: tuple}


def test_every_fact_is_declared_with_its_type() -> None:
    declared = declared_facts({"ai": {"hold": 0.9}, "spam": {}})
    every = scored(
        isrc="QZAAA2600001",
        is_instrumental=True,
        codes=("DX-H01",),
        features=dict.fromkeys(FEATURES, 1.0),
    )
    for name, value in facts_of(every).items():
        assert isinstance(value, PYTHON[declared[name]]), name


def test_unknown_is_absent_and_undeclared_is_not_none() -> None:
    facts = facts_of(scored(ai=None, isrc=None, sender=Party(name="S"), features={"title_words": None}))
    assert not facts.keys() & {"score.ai", "track.isrc", "sender.dpid", "feature.title_words"}
    assert facts["disclosure.level"] == "undeclared"


def test_marks_that_were_not_looked_for_are_unknown_not_none() -> None:
    facts = facts_of(scored())
    assert facts["mark.check"] == "not_checked"
    assert not facts.keys() & {"mark.claims", "mark.generators", "mark.credentials"}


def test_marks_are_facts() -> None:
    file = FileMarks(
        file="a.mp3", check=MarkCheck.CHECKED, credentials=Credentials.BROKEN, found=(SUNO_TEXT, SUNO_TEXT)
    )
    plain = scored()
    track = plain.track.model_copy(update={"marks": Marks(files=(file,))})
    facts = facts_of(plain.model_copy(update={"track": track}))
    assert facts["mark.check"] == "checked"
    assert facts["mark.claims"] == ("all",)
    assert facts["mark.credentials"] == ("broken",)
    assert facts["mark.generators"] == ("Suno",)


def test_only_facets_declared_as_ai_count() -> None:
    facets = tuple(
        FacetDisclosure(facet=facet, level=level)
        for facet, level in (
            (Facet.VOCALS, DisclosureLevel.ALL),
            (Facet.PRODUCTION, DisclosureLevel.NONE),
            (Facet.OTHER, DisclosureLevel.UNDECLARED),
        )
    )
    disclosure = Disclosure(level=DisclosureLevel.PARTLY, facets=facets)
    assert facts_of(scored(disclosure=disclosure))["disclosure.ai_facets"] == ("vocals",)
