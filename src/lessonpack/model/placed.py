"""Plain data that remembers where it was typed: what `load.source` makes of a YAML file and models are validated from.

Scalars stay the text that was typed; what they mean (a date, a number, words) only the schema says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from lessonpack.diagnostics import Span


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file's text, for finding the place of a character inside a scalar; `file` is its name as shown to people."""

    file: str
    text: str

    def span(self, start: int, end: int) -> Span:
        """The place of `text[start:end]`, as far as it stands on one line."""
        before = self.text[:start]
        width = len(self.text[start:end].partition("\n")[0].rstrip())
        return Span(self.file, before.count("\n") + 1, len(before) - before.rfind("\n"), max(1, width))


def _match(written: str, value: str, offset: int) -> int | None:
    """The index in `written` of `value[offset]`.

    Folding and indentation change white space alone, so that everything else stands in both in the same order.
    """
    head = re.match(r"[|>][^\n]*\n|['\"]|", written)  # the header of a block, or the quotation mark
    index = head.end() if head else 0
    before = value[:offset].replace("'", "''") if written.startswith("'") else value[:offset]
    for word in before.split():
        at = _after_space(written, index)
        if not written.startswith(word, at):
            return None
        index = at + len(word)
    return _after_space(written, index) if value[offset : offset + 1].strip() else index


def _after_space(text: str, index: int) -> int:
    while index < len(text) and text[index].isspace():
        index += 1
    return index


class Scalar(str):
    """The text of one scalar. `is_plain` tells unquoted ones, of which an empty one means: nothing given."""

    __slots__ = ("_end", "_source", "_start", "is_plain", "span")

    span: Span
    is_plain: bool
    _source: SourceText
    _start: int
    _end: int

    @classmethod
    def at(cls, value: str, span: Span, *, source: SourceText, start: int, end: int, is_plain: bool) -> Scalar:
        made = cls(value)
        made.span, made.is_plain = span, is_plain
        made._source, made._start, made._end = source, start, end
        return made

    @property
    def written(self) -> tuple[int, int]:
        """Where the scalar begins and ends in the text of its file, quotation marks and all."""
        return self._start, self._end

    def index_in_file(self, offset: int) -> int | None:
        """Where the character at `offset` stands in the text of the file; None where escapes hide it."""
        found = _match(self._source.text[self._start : self._end], str(self), offset)
        return None if found is None else self._start + found

    def place(self, offset: int, length: int = 1) -> Span:
        """The place of so many characters from `offset` on, or that of the scalar where its writing hides them."""
        start, last = self.index_in_file(offset), self.index_in_file(offset + max(1, length) - 1)
        if start is None:
            return self.span
        return self._source.span(start, start + 1 if last is None else last + 1)


class Mapping(dict[str, Any]):
    """A mapping with its own place and those of its keys; keys are unique."""

    __slots__ = ("key_spans", "span", "value_spans")

    span: Span
    key_spans: dict[str, Span]
    value_spans: dict[str, Span]

    @classmethod
    def at(cls, span: Span, pairs: Iterable[tuple[str, Span, Any, Span]]) -> Mapping:
        made = cls()
        made.span, made.key_spans, made.value_spans = span, {}, {}
        for key, key_span, value, value_span in pairs:
            made[key] = value
            made.key_spans[key], made.value_spans[key] = key_span, value_span
        return made


class Sequence(list[Any]):
    """A sequence with its own place and those of its entries."""

    __slots__ = ("entry_spans", "span")

    span: Span
    entry_spans: tuple[Span, ...]

    @classmethod
    def at(cls, span: Span, entries: Iterable[tuple[Any, Span]]) -> Sequence:
        listed = list(entries)
        made = cls(value for value, _ in listed)
        made.span, made.entry_spans = span, tuple(s for _, s in listed)
        return made


def place_of(data: Any, path: tuple[str | int, ...]) -> Span | None:
    """The place of what stands at `path` below `data`, or of the nearest thing above it that has one."""
    span: Span | None = getattr(data, "span", None)
    for step in path:
        if isinstance(data, Mapping) and step in data and isinstance(step, str):
            span, data = data.value_spans[step], data[step]
        elif isinstance(data, Sequence) and isinstance(step, int) and step < len(data):
            span, data = data.entry_spans[step], data[step]
        # A step that is not in the data is the validator's own (a branch of a union): the place above stands.
    return span
