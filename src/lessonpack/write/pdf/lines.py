"""Words into lines: left aligned, no hyphenation, as many words on a line as fit.

Which face and element the words have is decided before, in `measure`; where lines go afterwards, in `blocks`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from lessonpack.write.pdf.strips import Span
from lessonpack.write.pdf.turning import in_order, ranged

# Where a long word may go on in the next line without a sign being added: after a hyphen or dash between letters.
_SEAMS = re.compile(r"(?<=[^\W\d_][-–—])(?=[^\W\d_])")
# An address without spaces may also break after the signs that divide it, before the next part.
_ADDRESS_SEAMS = re.compile(r"(?<=[/?&=._@-])(?=\w)")
_MAY_HAVE_SEAMS = re.compile(r"[-–—/@]|www\.")

Piece = tuple[str, float, Span]


@dataclass(slots=True)
class Word:
    """Pieces that stand together; `spaced` is true where a space divides the word from the one before, and `gap` is
    the span that the space belongs to."""

    pieces: list[Piece] = field(default_factory=list)
    width: float = 0.0
    spaced: bool = True
    ends_line: bool = False
    gap: Span | None = None

    def add(self, text: str, span: Span) -> None:
        width = span.ink.face.width(text) * span.ink.size / 1000
        self.pieces.append((text, width, span))
        self.width += width


@dataclass(slots=True)
class Line:
    """Segments (x from the line's left end, text, width, span) and the width that is taken."""

    segments: list[tuple[float, str, float, Span]]
    width: float


def words(spans: Sequence[Span]) -> list[Word]:
    """The words of a paragraph; "\\n" in a span ends the line."""
    found: list[Word] = []
    current = Word()
    for span in spans:
        if span.text == "\n":
            current.ends_line = True
            found.append(current)
            current = Word()
            continue
        for i, text in enumerate(span.text.split(" ")):
            if i and current.pieces:
                found.append(current)
                current = Word()
            if i:
                current.gap = span
            if text:
                current.add(text, span)
    if current.pieces:
        found.append(current)
    return found


def longest(spans: Sequence[Span]) -> tuple[float, str]:
    """Width and text of the widest part that no line break divides."""
    if len(spans) == 1 and "\n" not in spans[0].text and not _MAY_HAVE_SEAMS.search(spans[0].text):
        texts, ink = spans[0].text.split(" "), spans[0].ink
        return max(zip([advance * ink.size / 1000 for advance in ink.face.widths(texts)], texts, strict=True))
    parts = [part for word in words(spans) for part in _parts(word)]
    return max(((part.width, "".join(p[0] for p in part.pieces)) for part in parts), default=(0.0, ""))


Row = tuple[list[Word], float, str]
"""Words of a line, the width they take, and the space that the line's end stands for."""


def broken(spans: Sequence[Span], width: float) -> list[Line]:
    """Lines of at most `width` points; only a word wider than that is broken inside, first at its seams."""
    plain = plain_lines(spans[0], width) if len(spans) == 1 else None
    return marked_lines(spans, width) if plain is None else plain


def marked_lines(spans: Sequence[Span], width: float) -> list[Line]:
    """Lines of words in any number of inks."""
    rows = _rows(spans, width)
    _fill_last(rows, width)
    if spans and spans[0].rank is not None:
        following = [row[0] for row, _, _ in rows[1:]]
        return [_turned_line(row, tail, after) for (row, _, tail), after in zip(rows, [*following, None], strict=True)]
    return [_line(*row) for row in rows]


def plain_lines(span: Span, width: float) -> list[Line] | None:
    """The same lines for words in one ink, which most paragraphs are, at a fraction of the work. None where a word
    at a line's end might be broken inside."""
    if "\n" in span.text:
        return None
    parts = [part for part in span.text.split(" ") if part]
    scale = span.ink.size / 1000
    face = span.ink.face
    space, limit = face.width(" ") * scale, width + 0.001
    widths = [advance * scale for advance in face.widths(parts)]
    ends: list[tuple[int, float]] = []
    taken = -space
    for index, own in enumerate(widths):
        if taken + space + own <= limit:
            taken += space + own
        elif own > limit or _MAY_HAVE_SEAMS.search(parts[index]):
            return None
        else:
            ends.append((index, taken))
            taken = own
    if parts:
        ends.append((len(parts), taken))
    _fill_last_plain(ends, widths, width, space)
    return _plain_segments(ends, parts, span)


def _fill_last_plain(ends: list[tuple[int, float]], widths: list[float], width: float, space: float) -> None:
    """As `_fill_last`, for lines given by the index after their last word and the width they take."""
    if len(ends) < 2:
        return
    (cut, taken), (count, short) = ends[-2:]
    start = ends[-3][0] if len(ends) > 2 else 0
    if count - cut > 1 or short > width * 0.15 or cut - start < 4:
        return
    gained = widths[cut - 1] + space
    if short + gained <= width:
        ends[-2:] = [(cut - 1, taken - gained), (count, short + gained)]


def _plain_segments(ends: list[tuple[int, float]], parts: list[str], span: Span) -> list[Line]:
    lines, start = [], 0
    for end, taken in ends:
        text = " ".join(parts[start:end])
        # The space that the line's end stands for.
        lines.append(Line([(0.0, text if end == len(parts) else text + " ", taken, span)], taken))
        start = end
    return lines


def _rows(spans: Sequence[Span], width: float) -> list[Row]:
    rows: list[Row] = []
    row: list[Word] = []
    taken = 0.0
    pending = words(spans)[::-1]
    while pending:
        word = pending.pop()
        gap = _space(row[-1]) if row and word.spaced else 0.0
        if taken + gap + word.width <= width + 0.001:
            row.append(word)
            taken += gap + word.width
        elif len(parts := _parts(word)) > 1:
            pending.extend(reversed(parts))
            continue
        elif row:
            rows.append((row, taken, " " if word.spaced else ""))
            row, taken = [], 0.0
            pending.append(word)
            continue
        else:
            pending.extend(reversed(_letters(word, width)))
            continue
        if word.ends_line:
            rows.append((row, taken, " " if pending else ""))
            row, taken = [], 0.0
    if row:
        rows.append((row, taken, ""))
    return rows


def _fill_last(rows: list[Row], width: float) -> None:
    """Give a last line of one short word the last word of the line above: a word alone reads like a mistake."""
    if len(rows) < 2:
        return
    (above, taken, tail), (last, short, _) = rows[-2:]
    moved = above[-1]
    if len(last) > 1 or short > width * 0.15 or not last[0].spaced or len(above) < 4:
        return
    if moved.ends_line or not moved.spaced or not last[0].pieces:
        return
    gained = moved.width + _space(moved)
    if short + gained <= width:
        lost = moved.width + _space(above[-2])
        rows[-2:] = [(above[:-1], taken - lost, tail), ([moved, *last], short + gained, "")]


def balanced(spans: Sequence[Span], width: float) -> list[Line]:
    """As few lines as `broken` gives, but of similar length: for headings."""
    lines = broken(spans, width)
    if len(lines) == 1:
        return lines
    narrow, wide = width / 2, width
    for _ in range(6):
        middle = (narrow + wide) / 2
        attempt = broken(spans, middle)
        if len(attempt) == len(lines) and max(line.width for line in attempt) <= middle + 0.01:
            wide, lines = middle, attempt
        else:
            narrow = middle
    return lines


def far(lines: list[Line], width: float) -> list[Line]:
    """The lines of a paragraph that starts at the other side than its document, moved there; others as they are."""
    return [
        Line(ranged(line.segments, width - line.width), line.width)
        if line.segments and line.segments[0][3].is_far
        else line
        for line in lines
    ]


def _space(word: Word) -> float:
    if not word.pieces:
        return 0.0
    ink = word.pieces[-1][2].ink
    return ink.face.width(" ") * ink.size / 1000


def _parts(word: Word) -> list[Word]:
    """The word cut at its seams; the word itself if it has none."""
    whole = "".join(piece[0] for piece in word.pieces)
    seams = _ADDRESS_SEAMS if "/" in whole or "@" in whole or "www." in whole else _SEAMS
    if not seams.search(whole):
        return [word]
    return _cut(word, [match.start() for match in seams.finditer(whole)])


def _letters(word: Word, width: float) -> list[Word]:
    """The word cut so that its first part fits: the last resort for a word wider than its frame."""
    taken, at = 0.0, 0
    for text, _, span in word.pieces:
        for letter in text:
            taken += span.ink.face.width(letter) * span.ink.size / 1000
            if taken > width and at and not unicodedata.combining(letter):
                return _cut(word, [at])
            at += 1
    # One letter is wider than the frame: it has to stand out, or no line would ever hold it.
    word.width = 0.0
    return [word]


def _cut(word: Word, places: list[int]) -> list[Word]:
    parts: list[Word] = []
    part, at, marks = Word(spaced=word.spaced, gap=word.gap), 0, [*places]
    for text, _, span in word.pieces:
        start = 0
        while marks and marks[0] - at < len(text):
            cut = marks.pop(0) - at
            if cut > start:
                part.add(text[start:cut], span)
            parts.append(part)
            part, start = Word(spaced=False), cut
        part.add(text[start:], span)
        at += len(text)
    part.ends_line = word.ends_line
    return [*parts, part]


def _line(row: list[Word], width: float, tail: str) -> Line:
    """The words of one line, neighbours of one span joined into one segment; `tail` is the space that the line break
    stands for."""
    segments: list[tuple[float, str, float, Span]] = []
    x = start = 0.0
    texts: list[str] = []
    current: Span | None = None
    for i, word in enumerate(row):
        if i and word.spaced and texts:
            x += _space(row[i - 1])
            texts.append(" ")
        for text, piece_width, span in word.pieces:
            if span is not current:
                if current is not None:
                    segments.append((start, "".join(texts), x - start, current))
                current, start, texts = span, x, []
            texts.append(text)
            x += piece_width
    if current is not None:
        segments.append((start, "".join(texts) + tail, x - start, current))
    return Line(segments, width)


def _turned_line(row: list[Word], tail: str, following: Word | None) -> Line:
    """As `_line`, for words of both directions; each space is its own span's, which may run another way than the
    words beside it."""
    pieces: list[Piece] = []
    for index, word in enumerate(row):
        if index and word.spaced and pieces:
            span = word.gap or pieces[-1][2]
            pieces.append((" ", _space(row[index - 1]), span))
        pieces += word.pieces
    gap = (following and following.gap) or (pieces[-1][2] if pieces else None)
    segments, taken = in_order(pieces, gap if tail else None)
    return Line(segments, taken)
