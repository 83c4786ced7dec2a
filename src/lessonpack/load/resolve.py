"""What no single field can tell: ids are unique, and whatever an item refers to exists.

Whether the figures and words are right is left to `check`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from lessonpack.diagnostics import Diagnostic, Span, error
from lessonpack.model import inline
from lessonpack.model.help import HelpRegistry
from lessonpack.model.module import Module
from lessonpack.model.placed import Mapping, place_of
from lessonpack.model.record import Record
from lessonpack.model.text import ByBand, Text


class _Entry:
    """One entry of a list as it was typed, whatever else is wrong with it."""

    def __init__(self, kind: str, data: Mapping) -> None:
        self.kind, self.data = kind, data
        self.id = self.names("id")[0] if self.names("id") else ""

    def names(self, field: str) -> tuple[str, ...]:
        """The ids that stand in a field: one, or a list of them."""
        value = self.data.get(field)
        listed = value if isinstance(value, list) else [value]
        return tuple(str(name) if isinstance(name, str) else "" for name in listed if name is not None)

    def span_of(self, *path: str | int) -> Span:
        return place_of(self.data, path) or self.data.span


_ITEMS = (
    "definitions", "context", "sources", "excerpts", "statistics", "comparisons", "factors", "questions", "activities",
    "organisers",
)  # fmt: skip


def broken_links(tree: Mapping) -> Iterator[Diagnostic]:
    """`content/duplicate-id` and `content/dangling-reference` in a module as it was typed, so that they are told
    together with the faults that keep it from being read."""
    entries = [entry for kind in _ITEMS for entry in _entries(tree, kind)]
    yield from _duplicates(e for e in [*entries, *_entries(tree, "notes")] if e.id)
    ids = {e.id for e in entries}
    sources = {e.id for e in entries if e.kind == "sources"}
    for entry in entries:
        for holder in (entry, *_entries(entry.data, "values"), *_entries(entry.data, "misconceptions")):
            yield from _dangling(holder, "source", holder.names("source"), known=sources, what="source")
        yield from _dangling(entry, "superseded_by", entry.names("superseded_by"), known=sources, what="source")
        for field in ("uses", "conflicts_with", "ratio_of"):
            yield from _dangling(entry, field, entry.names(field), known=ids, what="item")


def _entries(tree: Mapping, kind: str) -> tuple[_Entry, ...]:
    listed = tree.get(kind)
    return tuple(_Entry(kind, d) for d in listed if isinstance(d, Mapping)) if isinstance(listed, list) else ()


def undefined_terms(module: Module) -> Iterator[Diagnostic]:
    """`content/dangling-reference` for `{term-id}` marks that name no definition."""
    return _undefined_terms(module, {d.id for d in module.definitions})


def unknown_help(module: Module, registry: HelpRegistry) -> Iterator[Diagnostic]:
    """`content/dangling-reference` for help ids that the registry does not hold."""
    known = {r.id for r in registry.resources}
    return _dangling(module, "help", module.help, known=known, what="help entry")


def duplicate_help(registry: HelpRegistry) -> Iterator[Diagnostic]:
    return _duplicates(registry.resources)


def _duplicates(records: Iterable[Record | _Entry]) -> Iterator[Diagnostic]:
    first: dict[str, Span] = {}
    for record in records:
        name, place = getattr(record, "id", ""), record.span_of("id")
        if name in first:
            found = f"the id `{name}` stands here for the second time; it was first given in line {first[name].line}"
            yield error("content/duplicate-id", place, found, hint="give one of the two another id")
        first.setdefault(name, place)


def _dangling(
    record: Record | _Entry, field: str, names: Iterable[str], *, known: set[str], what: str
) -> Iterator[Diagnostic]:
    for index, name in enumerate(names):
        if name and name not in known:
            near = get_close_matches(name, sorted(known), n=1, cutoff=0.6)
            hint = f"did you mean `{near[0]}`?" if near else f"known: {', '.join(sorted(known)[:12]) or 'none yet'}"
            place = record.span_of(field, index)
            yield error("content/dangling-reference", place, f"there is no {what} called `{name}`", hint=hint)


def _undefined_terms(value: object, definitions: set[str]) -> Iterator[Diagnostic]:
    """Walks every text below `value`, for `{term-id}` marks that name no definition."""
    match value:
        case Text():
            for name in (name for paragraph in value.paragraphs for name in inline.terms(paragraph)):
                if name not in definitions:
                    near = get_close_matches(name, sorted(definitions), n=1, cutoff=0.6)
                    hint = f"did you mean {{{near[0]}}}?" if near else "define it, or write the word without braces"
                    found = f"no definition has the id `{name}`"
                    yield error("content/dangling-reference", value.span, found, hint=hint)
        case ByBand():
            for text in value.texts():
                yield from _undefined_terms(text, definitions)
        case Record():
            for field in type(value).model_fields:
                yield from _undefined_terms(getattr(value, field), definitions)
        case tuple():
            for part in value:
                yield from _undefined_terms(part, definitions)
        case _:
            return
