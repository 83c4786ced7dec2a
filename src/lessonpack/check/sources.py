"""Sources: what must be known of them before anybody trusts them, and how they stand to each other."""

from __future__ import annotations

from collections.abc import Iterator

from lessonpack.check.case import ERROR, NOTE, WARNING, Content, Finding, Rule
from lessonpack.model.items import ContextKind, ContextNote, Item
from lessonpack.model.source import Originality, Source, SourceStatus, Verification
from lessonpack.model.values import PartialDate

_TRUSTED = (Verification.CHECKED, Verification.CORROBORATED)
_LONG_PAGES = 10
_GAP_YEARS = 3


def _no_caution(content: Content) -> Iterator[Finding]:
    doubtful = {s.id for s in content.module.sources if s.verification not in _TRUSTED}
    if content.module.caution is None:
        for excerpt in content.module.excerpts:
            if excerpt.source in doubtful:
                found = f"the source `{excerpt.source}` is not verified, and the module has no caution"
                yield Finding(excerpt.span_of("source"), found, about=excerpt.id)


def _date_order(content: Content) -> Iterator[Finding]:
    for source in content.module.sources:
        for number, read in enumerate(source.accessed):
            span = source.span_of("accessed", number)
            if read.first_day() > content.today:
                yield Finding(span, f"accessed {read} lies after {content.today}", about=source.id)
            elif _is_before(read, source):
                yield Finding(span, f"accessed {read}, but published {source.date}", about=source.id)


def _is_before(read: PartialDate, source: Source) -> bool:
    """True only where even the latest day that is meant lies before the earliest of the publication."""
    published = source.date
    if published is None:
        return False
    return (read.year, read.month or 12, read.day or 31) < (published.year, published.month or 1, published.day or 1)


def _no_maker(content: Content) -> Iterator[Finding]:
    for source in content.module.sources:
        if not (source.org or source.author or source.host):
            yield Finding(source.span, f"nobody is named who made `{source.id}`", about=source.id)


def _no_date(content: Content) -> Iterator[Finding]:
    for source in content.module.sources:
        if source.date is None and source.date_note is None:
            yield Finding(source.span, f"`{source.id}` has no date, and nothing says why", about=source.id)


def _no_address(content: Content) -> Iterator[Finding]:
    for source in content.module.sources:
        if source.url is None and source.url_note is None:
            yield Finding(source.span, f"`{source.id}` has no address, and nothing says why", about=source.id)


def _student_notes(content: Content) -> Iterator[ContextNote]:
    """Context that some band of students may read, whether it is written for all or for one."""
    bands = content.policy.student_bands()
    for note in content.module.context:
        if note.topics is not None and any(note.text.levels(band) and _is_meant(note, band) for band in bands):
            yield note


def _is_meant(item: Item, band: str) -> bool:
    return item.bands is None or band in item.bands


def _no_as_of(content: Content) -> Iterator[Finding]:
    for note in _student_notes(content):
        if note.source and note.as_of is None:
            yield Finding(note.span, f"`{note.id}` retells a source and does not say of when", about=note.id)


def _law_date(content: Content) -> Iterator[Finding]:
    for note in content.module.context:
        if note.kind is ContextKind.LAW and note.as_of is None:
            yield Finding(note.span, f"`{note.id}` is about law and does not say of when", about=note.id)


def _stale(content: Content) -> Iterator[Finding]:
    for note in _student_notes(content):
        if note.as_of and content.policy.is_stale(note.as_of.first_day(), content.today):
            yield Finding(note.span_of("as_of"), f"`{note.id}` describes {note.as_of}", about=note.id)


def _coverage(content: Content) -> Iterator[Finding]:
    coverage = content.module.coverage
    years = [source.date.year for source in content.module.sources if source.date]
    if coverage and years and coverage.to - max(years) > _GAP_YEARS:
        found = f"the pack covers {coverage.from_} to {coverage.to}, and its newest source is of {max(years)}"
        yield Finding(content.module.span_of("coverage"), found)


def _none_current(content: Content) -> Iterator[Finding]:
    sources = content.module.sources
    if sources and all(source.status is not SourceStatus.CURRENT for source in sources):
        yield Finding(sources[0].span, "every source of this module is archived or superseded")


def _archived_only(content: Content) -> Iterator[Finding]:
    shown = [source for source in content.module.sources if source.topics is not None]
    if shown and all(source.status is not SourceStatus.CURRENT for source in shown):
        yield Finding(shown[0].span, "students see only archived or superseded sources")


def _no_locator(content: Content) -> Iterator[Finding]:
    pages = {source.id: source.pages for source in content.module.sources}
    for excerpt in content.module.excerpts:
        length = pages.get(excerpt.source) or 0
        if excerpt.locator is None and length > _LONG_PAGES:
            yield Finding(excerpt.span, f"`{excerpt.source}` has {length} pages, and no place in it is named",
                          about=excerpt.id)  # fmt: skip


def _duplicate(content: Content) -> Iterator[Finding]:
    seen: dict[tuple[str, str], Source] = {}
    for source in content.module.sources:
        if source.date is None:
            continue
        key = (f"{source.org or source.author} {source.date}", str(source.title)[:20].casefold())
        if key in seen:
            found = f"`{source.id}` looks like `{seen[key].id}`: same maker, date and beginning of the title"
            yield Finding(source.span, found, about=source.id)
        seen.setdefault(key, source)


def _conflict(content: Content) -> Iterator[Finding]:
    asked = [set(question.uses) for question in content.module.questions]
    asked += [set(task.uses) for task in content.module.activities]
    for excerpt in content.module.excerpts:
        for number, other in enumerate(excerpt.conflicts_with):
            if excerpt.topics is not None and not any({excerpt.id, other} <= uses for uses in asked):
                found = f"`{excerpt.id}` and `{other}` disagree, and nothing asks the class about it"
                yield Finding(excerpt.span_of("conflicts_with", number), found, about=excerpt.id)


def _unverified(content: Content) -> Iterator[Finding]:
    for source in content.module.sources:
        if source.verification is Verification.UNVERIFIED and source.topics is not None:
            found = f"nobody has checked `{source.id}`, and students read it"
            severity = NOTE if content.module.caution is not None else WARNING
            yield Finding(source.span_of("verification"), found, about=source.id, severity=severity)


_CONTESTED = "state_policy"


def _one_view(content: Content) -> Iterator[Finding]:
    items = [
        i for i in content.module.items() if (i.topics or {}).get(_CONTESTED, 0) >= 2 and not isinstance(i, Source)
    ]
    sources = {name for item in items if (name := getattr(item, "source", None))}
    if items and len(sources) == 1:
        found = f"what students read on contested politics comes from `{next(iter(sources))}` alone"
        yield Finding(items[0].span, found, about=items[0].id)


def _originality(content: Content) -> Iterator[Finding]:
    for source in content.module.sources:
        if source.format == "pupil-work" and source.originality is not Originality.CHECKED:
            yield Finding(source.span, f"nobody has compared `{source.id}` with what it may be copied from",
                          about=source.id)  # fmt: skip


def _attribution(content: Content) -> Iterator[Finding]:
    module = content.module
    if (module.legacy_title or module.series) and not module.compiler:
        field = "legacy_title" if module.legacy_title else "series"
        yield Finding(module.span_of(field), "the module grew from somebody's material and names nobody")


def _link(content: Content) -> Iterator[Finding]:
    for link in content.module.links:
        if link.url is None:
            yield Finding(link.span, f"{str(link.label)!r} has no address")


def _good_practice(content: Content) -> Iterator[Finding]:
    kinds = [note.kind for note in content.module.context]
    if content.is_sensitive and ContextKind.GOOD_PRACTICE not in kinds:
        yield Finding(content.module.span, "no context note tells of something that helped")


RULES = (
    Rule(
        "sources/no-caution",
        ERROR,
        "An excerpt of a source that nobody verified stands in a module that warns of nothing.",
        "A page that looks official is believed; the caution is printed beside the excerpts.",
        "write `caution:` at the top of the module",
        _no_caution,
    ),
    Rule(
        "sources/date-order",
        ERROR,
        "A source was read before it was published, or on a day that has not come.",
        "One of the two dates is wrong, and a reader cannot tell which.",
        "mend the date",
        _date_order,
    ),
    Rule(
        "sources/no-maker",
        WARNING,
        "A source names neither organisation nor author nor host.",
        "Who made this is the first question that pupils learn to ask.",
        "write `org:` or `author:`; where nobody knows, waive this and say so in `date_note`",
        _no_maker,
    ),
    Rule(
        "sources/no-date",
        WARNING,
        "A source has no date, and no note on it.",
        "A source without a date can be neither old nor new.",
        "write `date:`, or `date_note:` with what is known",
        _no_date,
    ),
    Rule(
        "sources/no-address",
        WARNING,
        "A source has no address, and no note on it.",
        "Who wants to check it must know that the address was lost, and not overlooked.",
        "write `url:`, or `url_note:`; never guess an address",
        _no_address,
    ),
    Rule(
        "sources/no-as-of",
        ERROR,
        "A context note for students retells a source and does not say of which time.",
        "Without a date, readers take it for today.",
        "write `as_of:`; it is printed before the words",
        _no_as_of,
    ),
    Rule(
        "sources/law-date",
        WARNING,
        "A note on law does not say of when it is.",
        "Laws change, and a pack is read for years.",
        "write `as_of:`",
        _law_date,
    ),
    Rule(
        "sources/stale",
        NOTE,
        "A context note for students describes a time that is long past; its date is printed.",
        "A country is not what it was.",
        "look for something newer, or keep it as history",
        _stale,
    ),
    Rule(
        "sources/coverage",
        WARNING,
        "The pack claims to cover years after its newest source.",
        "A span that no source reaches is a promise on a title page.",
        "end the coverage with the newest source, or add one",
        _coverage,
    ),
    Rule(
        "sources/none-current",
        WARNING,
        "Every source of the module is archived or superseded.",
        "A pack of old pages alone describes a country that was.",
        "add a current source",
        _none_current,
    ),
    Rule(
        "sources/archived-only",
        NOTE,
        "Students see only archived or superseded sources.",
        "They should know that newer ones exist.",
        "add a current source for students, or say in the caution that all are old",
        _archived_only,
    ),
    Rule(
        "sources/no-locator",
        WARNING,
        "An excerpt of a long document does not say where in it it stands.",
        "Nobody reads a hundred pages to check one sentence.",
        "write `locator:`",
        _no_locator,
    ),
    Rule(
        "sources/duplicate",
        NOTE,
        "Two sources have the same maker, date and beginning of a title.",
        "One document under two titles counts twice as evidence.",
        "make one of them `also_known_as` of the other",
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
        "sources/unverified",
        WARNING,
        "Students read a source that nobody has checked; with a caution in the module this is a note.",
        "The card says so, and the class learns to ask; still, somebody should look at the original.",
        "open the original, then set verification, verified_by and verified_on",
        _unverified,
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
        "sources/originality",
        WARNING,
        "A pupil's work is used, and nobody has looked whether it is copied.",
        "Copied sentences carry rights and faults of somebody else.",
        "compare it, then set `originality: checked`; or retell it only, and waive this",
        _originality,
    ),
    Rule(
        "sources/attribution",
        WARNING,
        "The module grew from somebody's material, and nobody is named.",
        "Who gathered sources for years deserves a line.",
        "write `compiler:`",
        _attribution,
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
        "sources/good-practice",
        NOTE,
        "A module on a sensitive subject tells of nothing that helped.",
        "People who help are part of the truth, and the part that protects.",
        "add a context note with `kind: good-practice`",
        _good_practice,
    ),
)
