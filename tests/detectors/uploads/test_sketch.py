"""Sketches are exact for few things and close for many."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detectors.uploads.sketch import KEPT, Sketch, mark, merged


def sketch_of(names: list[str]) -> Sketch:
    sketch = Sketch()
    for name in names:
        sketch.add(mark(name))
    return sketch


NAMES = st.lists(st.integers(0, 400).map(str), max_size=500)


@settings(deadline=None)
@given(NAMES)
def test_few_things_are_counted_exactly(names: list[str]) -> None:
    few = [name for name in names if int(name) < KEPT]
    sketch = sketch_of(few)
    assert sketch.distinct == len(set(few))
    assert all(sketch.count(mark(name)) == few.count(name) for name in set(few))


@settings(deadline=None)
@given(NAMES, NAMES)
def test_merging_two_is_adding_to_one(left: list[str], right: list[str]) -> None:
    both = merged([sketch_of(left), sketch_of(right)])
    assert both == sketch_of(left + right)


@settings(deadline=None)
@given(NAMES)
def test_the_order_does_not_matter(names: list[str]) -> None:
    assert sketch_of(names) == sketch_of(sorted(names))


@settings(deadline=None)
@given(NAMES)
def test_packing_keeps_everything(names: list[str]) -> None:
    sketch = sketch_of(names)
    packed = b"before" + sketch.packed() + b"behind"
    assert Sketch.unpacked(packed, 6) == (sketch, len(packed) - 6)


@settings(deadline=None)
@given(NAMES, NAMES)
def test_adding_to_a_merged_sketch_is_merging_after_adding(left: list[str], right: list[str]) -> None:
    both = merged([sketch_of(left)])
    for name in right:
        both.add(mark(name))
    assert both == merged([sketch_of(left), sketch_of(right)])


@settings(deadline=None)
@given(NAMES)
def test_the_repeated_share_is_that_of_the_counts(names: list[str]) -> None:
    sketch = sketch_of(names)
    counts = sketch.counts.values()
    assert sketch.total == sum(counts)
    assert sketch.repeated == sum(c for c in counts if c > 1)


def test_many_things_are_estimated_within_four_standard_errors() -> None:
    sketch = sketch_of([f"artist {i}" for i in range(20_000)])
    assert len(sketch.counts) == KEPT
    assert sketch.distinct == pytest.approx(20_000, rel=4 * 0.09)


def test_the_repeated_share_of_many_is_estimated() -> None:
    names = [f"once {i}" for i in range(5000)] + [f"thrice {i}" for i in range(2500)] * 3
    share = sketch_of(names).repeated_share
    assert share == pytest.approx(0.6, abs=0.12)
    assert Sketch().repeated_share is None


def test_a_count_that_was_dropped_is_not_known() -> None:
    sketch = sketch_of([f"artist {i}" for i in range(1000)])
    unknown = [sketch.count(mark(f"artist {i}")) for i in range(1000)].count(None)
    assert unknown == 1000 - KEPT
