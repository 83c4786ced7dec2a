"""Imposition as arithmetic: every page once, in the place where a folded sheet needs it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonpack.printing.order import Side, in_rows, saddle_stitched

counts = st.integers(1, 200)


def pages_on(sides: list[Side]) -> list[int]:
    return [page for side in sides for page in side if page is not None]


def leafed_through(sides: list[Side]) -> list[int | None]:
    """The pages as somebody meets them who folds the stack, each sheet in the one before, and leafs through it."""
    fronts, backs = sides[::2], sides[1::2]
    halves = [(front[1], back[0]) for front, back in zip(fronts, backs, strict=True)]
    # The other halves of the sheets come from the middle outwards.
    halves += [(back[1], front[0]) for front, back in reversed(list(zip(fronts, backs, strict=True)))]
    return [page for leaf in halves for page in leaf]


@given(counts)
def test_a_folded_booklet_reads_from_the_first_page_to_the_last_and_then_shows_empty_ones(pages: int) -> None:
    read = leafed_through(saddle_stitched(pages))
    assert read == [*range(pages), *[None] * (-pages % 4)]


@given(counts)
def test_a_booklet_holds_each_page_once_on_as_few_sheets_as_can_be(pages: int) -> None:
    sides = saddle_stitched(pages)
    assert sorted(pages_on(sides)) == list(range(pages))
    assert len(sides) == 2 * -(-pages // 4)


@given(counts)
def test_the_two_pages_of_a_side_add_up_to_the_same_and_the_odd_one_stands_on_the_right(pages: int) -> None:
    last = pages + -pages % 4 - 1
    for side in saddle_stitched(pages):
        known = [(place, page) for place, page in enumerate(side) if page is not None]
        assert all(page % 2 == (place + 1) % 2 for place, page in known)
        if len(known) == 2:
            assert known[0][1] + known[1][1] == last


@pytest.mark.parametrize(
    ("pages", "sides"),
    [
        (1, [(None, 0), (None, None)]),
        (4, [(3, 0), (1, 2)]),
        (6, [(None, 0), (1, None), (5, 2), (3, 4)]),
        (8, [(7, 0), (1, 6), (5, 2), (3, 4)]),
    ],
)
def test_sheets_of_a_booklet_come_outermost_first(pages: int, sides: list[Side]) -> None:
    assert saddle_stitched(pages) == sides


@given(counts, st.sampled_from([1, 2, 4]))
def test_pages_in_rows_keep_their_order_and_leave_places_empty_only_at_the_end(pages: int, places: int) -> None:
    sides = in_rows(pages, places)
    assert [page for side in sides for page in side] == [*range(pages), *[None] * (-pages % places)]
    assert {len(side) for side in sides} == {places}
