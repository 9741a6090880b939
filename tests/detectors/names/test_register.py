"""Imported lists inform while they last, and protect until they are removed."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from detectors.names.lists import NameList, Use
from detectors.names.register import ProtectedNames, keep, listings, remove, summaries

NOW = datetime(2026, 3, 1, tzinfo=UTC)
END = NOW + timedelta(days=30)


@pytest.fixture
def rooms() -> tuple[str, ...]:
    return ("runtime", "detectors")


def a_list(*names: str, title: str = "List", use: Use = Use.REPUTATION) -> NameList:
    end = END if use is Use.REPUTATION else None
    return NameList(title, use, "Somebody", end, dict.fromkeys(names, ""), "0" * 64)


def test_an_opinion_is_found_by_any_spelling_until_its_end(engine: Engine) -> None:
    with engine.begin() as connection:
        assert keep(connection, a_list("Some One", "SOMEONE", "\u5b87\u591a\u7530"), NOW) == 2
        assert [found.title for found in listings(connection, "some-one", NOW)] == ["List"]
        assert listings(connection, "\u5b87\u591a\u7530", END)
        assert not listings(connection, "Some One", END + timedelta(seconds=1))
        assert not listings(connection, "Nobody", NOW)


def test_a_list_takes_the_place_of_one_of_its_title(engine: Engine) -> None:
    with engine.begin() as connection:
        keep(connection, a_list("Ann", "Bo"), NOW)
        keep(connection, a_list("Cy"), NOW + timedelta(days=1))
        (found,) = summaries(connection)
        assert (found.names, found.imported_at) == (1, NOW + timedelta(days=1))
        assert not listings(connection, "Ann", NOW)
        assert remove(connection, "List")
        assert not remove(connection, "List")
        assert summaries(connection) == []


def test_protected_names_are_no_opinion_and_opinions_protect_nobody(engine: Engine) -> None:
    register = ProtectedNames()
    with engine.begin() as connection:
        assert register.index(connection).resembled("Velvt Harbourmaster") is None
        keep(connection, a_list("Velvet Harbourmaster", use=Use.PROTECTED, title="Ours"), NOW)
        keep(connection, a_list("Quiet Lighthouse"), NOW)
        assert not listings(connection, "Velvet Harbourmaster", NOW)
        index = register.index(connection)
        assert index is register.index(connection)
        found = index.resembled("Velvt Harbourmaster")
        assert found is not None
        assert found.name == "Velvet Harbourmaster"
        assert index.resembled("Quiet Lighthuse") is None
        remove(connection, "Ours")
        assert register.index(connection).resembled("Velvt Harbourmaster") is None
