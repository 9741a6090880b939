"""A shape tells where each element of a composite stands, and is the same for all that look alike."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from ingest.ern.node import Descendants, Node
from ingest.ern.shape import (
    MOST_ELEMENTS,
    MOST_NAMES,
    NOWHERE,
    LongNamesError,
    Shape,
    Sight,
    Spot,
    check_names,
    look,
)

# A busy machine is no fault of the reader.
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
Tree = tuple[str, list["Tree"]]
NAMES = st.sampled_from(["a", "b", "{urn:q}a", "c"])
TREES: st.SearchStrategy[Tree] = st.recursive(
    st.tuples(NAMES, st.just([])), lambda trees: st.tuples(NAMES, st.lists(trees, max_size=4)), max_leaves=20
)


def _element(tree: Tree) -> etree._Element:
    element = etree.Element(tree[0])
    element.extend(map(_element, tree[1]))
    return element


def _look(element: etree._Element) -> Sight:
    sight = look(element)
    assert sight is not None
    return sight


@UNHURRIED
@given(TREES)
def test_every_element_has_its_way_and_its_number(tree: Tree) -> None:
    root = Node(_element(tree))
    sight = _look(root.element)
    shape = Shape(sight.key)
    descendants = Descendants(root)
    for index, element in enumerate(sight.elements):
        node = descendants.node(element)
        assert Spot(root, element, shape.ways[index]).xpath == node.xpath
        assert (shape.names[index], shape.numbers[index]) == (node.name, node.number)
        found = [sight.elements[child] for child in shape.all(index, *node.names)]
        assert found == [child.element for child in node.all(*node.names)]


@UNHURRIED
@given(TREES, TREES)
def test_two_composites_have_one_key_where_their_trees_are_one(one: Tree, other: Tree) -> None:
    assert (_look(_element(one)).key == _look(_element(other)).key) == (one == other)


def test_what_is_not_there_is_nowhere_and_says_nothing() -> None:
    sight = _look(etree.fromstring("<a> x <b/></a>"))
    assert Shape(sight.key).first(0, "c", "d") == NOWHERE
    assert sight.texts() == ["x", "", ""]
    assert sight.texts()[NOWHERE] == ""


def test_a_composite_of_very_many_elements_is_not_looked_at() -> None:
    assert look(etree.fromstring(f"<a>{'<b/>' * (MOST_ELEMENTS - 1)}</a>")) is not None
    assert look(etree.fromstring(f"<a>{'<b/>' * MOST_ELEMENTS}</a>")) is None


def test_very_long_names_are_refused() -> None:
    check_names(_look(etree.fromstring(f"<a><{'b' * (MOST_NAMES - 1)}/></a>")).key)
    with pytest.raises(LongNamesError):
        check_names(_look(etree.fromstring(f"<a><{'b' * MOST_NAMES}/></a>")).key)
