"""Lines of words in one ink are found in a shorter way; they are the lines that the general way finds."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lessonpack.write.pdf.fonts import face
from lessonpack.write.pdf.lines import longest, marked_lines, plain_lines
from lessonpack.write.pdf.strips import Ink, Span
from lessonpack.write.pdf.tags import Element

INK = Ink(face("noto-sans"), 11.0, "#000000")
WORDS = st.sampled_from(
    ["a", "I", "of", "know,", "responsibilities", "self-evaluation", "either/or", "www.a.org", "2024-03", "жизнь", ""]
)
TEXTS = st.lists(WORDS, max_size=40).map(" ".join)
WIDTHS = st.floats(20, 500)


def a_span(text: str) -> Span:
    return Span(text, INK, Element("P"))


@given(TEXTS, WIDTHS)
def test_plain_lines_are_those_of_the_general_way(text: str, width: float) -> None:
    span = a_span(text)
    found = plain_lines(span, width)
    assume(found is not None)
    expected = marked_lines([span], width)
    assert [[s[1] for s in line.segments] for line in found or ()] == [[s[1] for s in e.segments] for e in expected]
    for line, other in zip(found or (), expected, strict=True):
        assert line.width == pytest.approx(other.width)
        assert [(x, w) for x, _, w, _ in line.segments] == [pytest.approx((x, w)) for x, _, w, _ in other.segments]


def test_plain_lines_are_found_wherever_no_word_is_broken() -> None:
    assert plain_lines(a_span("all of the words that stand here fit on some line"), 60.0) is not None


@pytest.mark.parametrize("text", ["a responsibilities", "a self-evaluation", "a line\nends"])
def test_where_a_word_or_a_line_must_be_broken_the_general_way_is_taken(text: str) -> None:
    assert plain_lines(a_span(text), 60.0) is None


@given(TEXTS)
def test_the_longest_word_is_that_of_the_general_way(text: str) -> None:
    # A second span, though empty, has the words looked at one by one.
    assert longest([a_span(text)]) == longest([a_span(text), a_span("")])
