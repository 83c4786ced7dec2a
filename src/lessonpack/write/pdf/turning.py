"""Paragraphs with words from right to left: their spans cut where the direction turns, and their lines put in order.

Everything is measured from the side where the document's lines start; `paint` turns a page of a document that is
written from right to left as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lessonpack.write.direction import is_leftward, steadied
from lessonpack.write.pdf.bidi import Stretch, stretches
from lessonpack.write.pdf.shaping import CARE, JOINER, UNSEEN, ShapedFace, joined, shaped
from lessonpack.write.pdf.strips import Ink, Span
from lessonpack.write.pdf.tags import Element

Segment = tuple[float, str, float, Span]
_BREAK = "\u2028"


def turned(spans: Sequence[Span], language: str, *, is_leftward_paragraph: bool) -> list[Span]:
    """The spans in logical order, each in one direction and with its rank; `language` is the document's."""
    is_leftward_page = is_leftward(language)
    spans = [replace(span, text=steadied(span.text)) for span in spans]
    # A line break counts as a space (UAX #9, class WS), and not as the end of the paragraph.
    text = "".join(_BREAK if span.text == "\n" else span.text for span in spans)
    parts = stretches(text, is_leftward=is_leftward_paragraph)
    found: list[Span] = []
    at = index = 0
    for span in spans:
        end = at + len(span.text)
        while at < end:
            part = parts[index]
            cut = min(end, part.end)
            piece = span.text[len(span.text) - (end - at) :][: cut - at]
            place = part.place + (part.end - cut if part.is_leftward else at - part.start)
            # Below 0 on pages from right to left, where lines start at the right.
            rank = -1 - place if is_leftward_page else place
            ink = _ink(span, part, language)
            is_far = is_leftward_page is not is_leftward_paragraph
            found.append(Span(piece, ink, span.element, span.href, rank, is_far))
            at = cut
            index += cut == part.end
    return _reaching(found)


def _ink(span: Span, part: Stretch, language: str) -> Ink:
    """The span's own ink, or one that joins its letters and turns its brackets."""
    face = span.ink.face
    if isinstance(face, ShapedFace):
        face = face.plain
    if not part.is_leftward:
        return span.ink
    return replace(span.ink, face=shaped(face, is_leftward=True, language=_language(span.element, language)))


def _language(element: Element, otherwise: str) -> str:
    found: Element | None = element
    while found is not None and not found.language:
        found = found.parent
    return found.language if found else otherwise


def _reaching(spans: list[Span]) -> list[Span]:
    """Letters join over the border between two spans of one word, as between a stem and a stressed ending."""
    for index in range(1, len(spans)):
        before, after = spans[index - 1 : index + 1]
        one, other = before.ink.face, after.ink.face
        if not (isinstance(one, ShapedFace) and one.is_leftward and isinstance(other, ShapedFace)):
            continue
        if other.is_leftward and joined(before.text, after.text, one):
            spans[index - 1] = replace(before, text=before.text + JOINER)
            spans[index] = replace(after, text=JOINER + after.text)
    return spans


def bare(span: Span) -> Span:
    """The span without characters that only act on their neighbours, where these are set one by one."""
    if isinstance(span.ink.face, ShapedFace) or not CARE.search(span.text):
        return span
    return replace(span, text=UNSEEN.sub("", span.text))


def in_order(pieces: Sequence[tuple[str, float, Span]], tail: Span | None) -> tuple[list[Segment], float]:
    """The segments of one line in logical order, each at its place from the line's start, and the width of all.

    `pieces` are the words and spaces in logical order; `tail` is the span of the space that the line's end stands for.
    """
    joined_up: list[tuple[str, float, Span]] = []
    for text, width, span in pieces:
        if joined_up and joined_up[-1][2] is span:
            joined_up[-1] = (joined_up[-1][0] + text, joined_up[-1][1] + width, span)
        else:
            joined_up.append((text, width, span))
    places: dict[int, float] = {}
    x = 0.0
    for index in sorted(range(len(joined_up)), key=lambda index: joined_up[index][2].rank or 0):
        places[index] = x
        x += joined_up[index][1]
    segments: list[Segment] = []
    for index, (text, width, span) in enumerate(joined_up):
        segments += _divided(places[index], text, width, span)
    if tail:
        space = tail.ink.face.width(" ") * tail.ink.size / 1000
        segments.append((-space if tail.is_far else x, " ", space, tail))
    return segments, x


def _divided(x: float, text: str, width: float, span: Span) -> list[Segment]:
    """The segment; or its words and the space after them, where words run against the page and end at its start."""
    words = text.rstrip(" ")
    if isinstance(span.ink.face, ShapedFace) or (span.rank or 0) >= 0 or words in ("", text):
        return [(x, text, width, span)]
    own = span.ink.face.width(words) * span.ink.size / 1000
    return [(x + width - own, words, own, span), (x, text[len(words) :], width - own, span)]


def ranged(segments: Sequence[Segment], room: float) -> list[Segment]:
    """The segments of a line at the far side of `room` points."""
    return [(x + room, text, width, span) for x, text, width, span in segments]
