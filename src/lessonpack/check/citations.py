"""How sources are used: cited or not, twice under two names, against each other, and where an address may go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lessonpack.check.case import ERROR, NOTE, WARNING, Content, Finding, Rule
from lessonpack.check.contacts import seen
from lessonpack.diagnostics import Span
from lessonpack.model import inline
from lessonpack.model.items import Question
from lessonpack.model.source import Source


def _never_cited(content: Content) -> Iterator[Finding]:
    cited = set(_cited(content))
    for source in content.module.sources:
        if source.id not in cited:
            yield Finding(source.span, f"nothing in the module rests on `{source.id}`", about=source.id)


def _cited(content: Content) -> Iterator[str]:
    """Ids of what items rest on, are read with, or replace."""
    module = content.module
    for item in module.items():
        for field in ("source", "superseded_by"):
            if name := getattr(item, field, None):
                yield name
        yield from getattr(item, "uses", ())
        if isinstance(item, Question):
            yield from (slip.source for slip in item.misconceptions if slip.source)
    yield from (value.source for table in module.comparisons for value in table.values if value.source)


def _duplicate(content: Content) -> Iterator[Finding]:
    known: dict[tuple[str, int], Source] = {}
    for source in content.module.sources:
        maker = source.org or source.author
        if source.date is None or maker is None:
            continue
        first = known.setdefault((maker.casefold(), source.date.year), source)
        if first is not source:
            found = f"`{source.id}` may be `{first.id}` under another title: {maker} made both in {source.date.year}"
            yield Finding(source.span, found, about=source.id)


def _conflict(content: Content) -> Iterator[Finding]:
    asked = [set(question.uses) for question in content.module.questions]
    asked += [set(task.uses) for task in content.module.activities]
    for excerpt in content.module.excerpts:
        for number, other in enumerate(excerpt.conflicts_with):
            if excerpt.topics is not None and not any({excerpt.id, other} <= uses for uses in asked):
                found = f"`{excerpt.id}` and `{other}` disagree, and nothing asks the class about it"
                yield Finding(excerpt.span_of("conflicts_with", number), found, about=excerpt.id)


_CONTESTED = "state_policy"


def _one_view(content: Content) -> Iterator[Finding]:
    items = [
        i for i in content.module.items() if (i.topics or {}).get(_CONTESTED, 0) >= 2 and not isinstance(i, Source)
    ]
    sources = {name for item in items if (name := getattr(item, "source", None))}
    if items and len(sources) == 1:
        found = f"what students read on contested politics comes from `{next(iter(sources))}` alone"
        yield Finding(items[0].span, found, about=items[0].id)


def _link(content: Content) -> Iterator[Finding]:
    for link in content.module.links:
        if link.url is None:
            yield Finding(link.span, f"{str(link.label)!r} has no address")


def _restricted(content: Content) -> Iterator[Finding]:
    place = content.module.place
    barred = [s for s in content.module.sources if place and place.iso in s.restricted_in and s.url]
    for source in barred:
        for where, printed, about in _printed(content, source):
            yield from _same_site(source, where, printed, about=about)
        spelled = re.compile(rf"(?<![\w.-]){re.escape(_address(source.url or ''))}(?!\w|[.-]\w)")
        for said in content.said:
            if spelled.search(seen(said.words).casefold()):
                found = f"the restricted address of `{source.id}` is spelled out here"
                yield Finding(said.text.span, found, about=said.about)


def _same_site(source: Source, where: Span, printed: str, *, about: str) -> Iterator[Finding]:
    address, restricted = _address(printed), _address(source.url or "")
    if address == restricted or address.startswith(restricted + "/"):
        yield Finding(where, f"the restricted address of `{source.id}` is printed here", about=about)
    elif address.partition("/")[0] == restricted.partition("/")[0]:
        found = f"an address of the site of `{source.id}`, which is restricted, is printed here"
        yield Finding(where, found, about=about, severity=WARNING)


def _printed(content: Content, but: Source) -> Iterator[tuple[Span, str, str]]:
    """Every address that may be printed, with its place and item: links in texts, and fields of their own."""
    for said in content.said:
        for paragraph in said.text.paragraphs:
            yield from ((said.text.span, link.href, said.about) for link in inline.links(paragraph))
    for further in content.module.links:
        if further.url:
            yield further.span_of("url"), further.url, ""
    for line in content.help:
        if line.web:
            yield line.span_of("web"), line.web, line.id
    place = content.module.place
    for source in content.module.sources:
        if source.url and source is not but and not (place and place.iso in source.restricted_in):
            yield source.span_of("url"), source.url, source.id


def _address(url: str) -> str:
    """Host and path in small letters: whatever else differs, it leads to the same place."""
    parts = urlsplit(url.casefold())
    return (parts.netloc.rpartition("@")[2].removeprefix("www.") + parts.path).rstrip("/")


RULES = (
    Rule(
        "sources/never-cited",
        NOTE,
        "Nothing in the module rests on a source of its list.",
        "A long list looks like proof; a source that backs nothing is only further reading.",
        "name it under `source:` or `uses:`, or delete it",
        _never_cited,
    ),
    Rule(
        "sources/duplicate",
        NOTE,
        "Two sources have the same maker and year.",
        "One document under two titles counts twice as evidence.",
        "compare them; if they are one, make one title `also_known_as` of the other",
        _duplicate,
    ),
    Rule(
        "sources/conflict",
        WARNING,
        "Two items for students disagree, and no question or activity uses both.",
        "Sources that disagree are a lesson when somebody asks about it, and a trap when nobody does.",
        "ask the class about both: `uses:` with the two ids",
        _conflict,
    ),
    Rule(
        "sources/one-view",
        WARNING,
        "All that students read on contested politics comes from one source.",
        "One voice on a contested matter is taken for the truth.",
        "set a second source beside it",
        _one_view,
    ),
    Rule(
        "sources/link",
        WARNING,
        "Further material for teachers has no address; the guide says that it was lost.",
        "A title without an address is a search for every reader.",
        "find the address, or keep the entry as a trace and waive this",
        _link,
    ),
    Rule(
        "sources/restricted-link",
        ERROR,
        "An address that is restricted in the module's country is printed by another way, or one of the same site.",
        "Where a site is banned, a printed link can endanger the teacher and the class (safeguarding 2f).",
        "delete the link; the source itself stays, without its address. A person has to decide",
        _restricted,
    ),
)
