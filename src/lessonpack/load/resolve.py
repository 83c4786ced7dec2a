"""What no single field can tell: ids are unique, and whatever an item refers to exists.

Whether the figures and words are right is left to `check`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from lessonpack.diagnostics import Diagnostic, Span, error
from lessonpack.model import inline
from lessonpack.model.help import HelpRegistry
from lessonpack.model.items import Activity, Comparison, Excerpt, Question
from lessonpack.model.module import Module
from lessonpack.model.record import Record
from lessonpack.model.source import Source
from lessonpack.model.text import ByBand, Text


def broken_links(module: Module) -> Iterator[Diagnostic]:
    """`content/duplicate-id` and `content/dangling-reference` for everything inside the module."""
    yield from _duplicates([*module.items(), *module.notes])
    ids = {item.id for item in module.items()}
    sources = {s.id for s in module.sources}
    definitions = {d.id for d in module.definitions}
    for item in module.items():
        yield from _dangling(item, "source", _one(item, "source"), known=sources, what="source")
        if isinstance(item, Source):
            yield from _dangling(item, "superseded_by", _one(item, "superseded_by"), known=sources, what="source")
        if isinstance(item, Comparison):
            for value in item.values:
                yield from _dangling(value, "source", _one(value, "source"), known=sources, what="source")
        if isinstance(item, Question | Activity):
            yield from _dangling(item, "uses", item.uses, known=ids, what="item")
        if isinstance(item, Excerpt):
            yield from _dangling(item, "conflicts_with", item.conflicts_with, known=ids, what="item")
    yield from _undefined_terms(module, definitions)


def unknown_help(module: Module, registry: HelpRegistry) -> Iterator[Diagnostic]:
    """`content/dangling-reference` for help ids that the registry does not hold."""
    known = {r.id for r in registry.resources}
    return _dangling(module, "help", module.help, known=known, what="help entry")


def duplicate_help(registry: HelpRegistry) -> Iterator[Diagnostic]:
    return _duplicates(registry.resources)


def _one(record: Record, field: str) -> tuple[str, ...]:
    value = getattr(record, field, None)
    return (value,) if value else ()


def _duplicates(records: Iterable[Record]) -> Iterator[Diagnostic]:
    first: dict[str, Span] = {}
    for record in records:
        name, place = getattr(record, "id", ""), record.span_of("id")
        if name in first:
            found = f"the id `{name}` stands here for the second time; it was first given in line {first[name].line}"
            yield error("content/duplicate-id", place, found, hint="give one of the two another id")
        first.setdefault(name, place)


def _dangling(record: Record, field: str, names: Iterable[str], *, known: set[str], what: str) -> Iterator[Diagnostic]:
    for index, name in enumerate(names):
        if name not in known:
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
