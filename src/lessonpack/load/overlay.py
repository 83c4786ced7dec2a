"""A project's own policy laid over the one that comes with the program: stricter is free, looser needs a decision.

Mappings are joined key by key. Lists of rules are added to and never shortened; the fixed words of `care` are
replaced. What a project loosens is compared here, rule by rule, and must be recorded under `raised:` by a role that may
decide it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from lessonpack.diagnostics import Diagnostic, LessonPackError, Span, error
from lessonpack.load.decode import decoded
from lessonpack.load.source import read_yaml
from lessonpack.model.lexicon import Exemption
from lessonpack.model.placed import Mapping, Sequence
from lessonpack.model.policy import Band, Caps, Policy

_REPLACED = frozenset(("care", "ages", "raised"))
"""Keys below which a list stands for itself: the project's takes the place of the base's."""


def laid_over(base: Mapping, own: bytes, file: str) -> Policy:
    """The base with the project's own file over it.

    Raises LessonPackError with all faults of the file, among them `policy/raised` for each rule that is looser than the
    base's without a recorded decision.
    """
    faults: list[Diagnostic] = []
    tree = read_yaml(own, file, found=faults)
    before = decoded(Policy, base, file)
    after = decoded(Policy, joined(base, tree), file)
    faults += _undecided(before, after, tree, file)
    if faults:
        raise LessonPackError(faults)
    return after


def joined(base: Mapping, own: Mapping, *, replacing: bool = False) -> Mapping:
    """Both mappings as one, each value with the place where it was typed."""
    pairs = []
    for key in {**base, **own}:
        holder = own if key in own else base
        value = holder[key]
        if key in base and key in own:
            value = _both(base[key], own[key], replacing=replacing or key in _REPLACED)
        pairs.append((key, holder.key_spans[key], value, holder.value_spans[key]))
    return Mapping.at(own.span, pairs)


def _both(base: object, own: object, *, replacing: bool) -> object:
    if isinstance(base, Mapping) and isinstance(own, Mapping):
        return joined(base, own, replacing=replacing)
    if isinstance(base, Sequence) and isinstance(own, Sequence) and not replacing:
        return _added(base, own)
    return own


def _added(base: Sequence, own: Sequence) -> Sequence:
    """The base's entries, and those of the project that are not among them."""
    entries = list(zip(base, base.entry_spans, strict=True))
    entries += [(value, span) for value, span in zip(own, own.entry_spans, strict=True) if value not in base]
    return Sequence.at(own.span, entries)


# ---- what is looser ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Looser:
    path: tuple[str | int, ...]
    before: str
    after: str

    @property
    def name(self) -> str:
        return ".".join(map(str, self.path))


def _undecided(before: Policy, after: Policy, own: Mapping, file: str) -> Iterator[Diagnostic]:
    deciders = [role.id for role in before.sign_offs if role.may_raise]
    decided = {(entry.what, entry.to) for entry in after.raised if entry.role in deciders}
    for change in _loosened(before, after):
        if (change.name, change.after) not in decided:
            message = f"`{change.name}` is loosened from {change.before} to {change.after} without a recorded decision"
            role = deciders[0] if deciders else "safeguarding-lead"
            hint = (
                f"keep {change.before}; or record who decided it, under `raised:`: "
                f'{{what: {change.name}, to: "{change.after}", role: {role}, on: 2026-09-01, reason: ...}}'
            )
            yield error("policy/raised", _place(own, change.path) or Span(file), message, hint=hint)


def _loosened(before: Policy, after: Policy) -> Iterator[_Looser]:
    yield from _ceilings(before, after)
    yield from _caps(before.caps, after.caps)
    yield from _bands(before, after)
    yield from _words(before, after)
    yield from _others(before, after)


def _place(own: Mapping, path: tuple[str | int, ...]) -> Span | None:
    span: Span | None = own.span
    data: object = own
    for step in path:
        if not isinstance(data, Mapping) or step not in data:
            break
        span, data = data.value_spans[str(step)], data[str(step)]
    return span


def _ceilings(before: Policy, after: Policy) -> Iterator[_Looser]:
    for name, topic in after.topics.items():
        known = before.topics.get(name)
        for band, limit in topic.ceilings.items():
            was = known.ceilings.get(band, 0) if known else 0
            if limit > was:
                yield _Looser(("topics", name, "ceilings", band), str(was), str(limit))
        for flag, guarded in (("protective", False), ("sexual", True), ("harm", True)):
            was_set, is_set = getattr(known, flag, guarded), getattr(topic, flag)
            if known and was_set != is_set and was_set == guarded:
                yield _Looser(("topics", name, flag), str(was_set).lower(), str(is_set).lower())


_MORE_IS_LOOSER = ("student_max", "student_sexual_max", "never", "help_line_from", "note_words", "grounding_words",
                   "source_years")  # fmt: skip


def _caps(before: Caps, after: Caps) -> Iterator[_Looser]:
    for name in _MORE_IS_LOOSER:
        was, now = getattr(before, name), getattr(after, name)
        if now > was:
            yield _Looser(("caps", name), str(was), str(now))
    for name in ("student", "teacher", "hard"):
        was, now = getattr(before.excerpt_words, name), getattr(after.excerpt_words, name)
        if now > was:
            yield _Looser(("caps", "excerpt_words", name), str(was), str(now))
    for name in ("quote_max", "hard_topics"):
        for band, was in getattr(before, name).items():
            now = getattr(after, name)[band]
            if now > was:
                yield _Looser(("caps", name, band), str(was), str(now))
    for band, was in before.protective_ratio.items():
        if after.protective_ratio[band] < was:
            yield _Looser(("caps", "protective_ratio", band), str(was), str(after.protective_ratio[band]))


def _others(before: Policy, after: Policy) -> Iterator[_Looser]:
    if after.teacher_band != before.teacher_band:
        yield _Looser(("teacher_band",), before.teacher_band, after.teacher_band)
    if after.help.recheck_days > before.help.recheck_days:
        yield _Looser(("help", "recheck_days"), str(before.help.recheck_days), str(after.help.recheck_days))
    for country, codes in after.help.short_codes.items():
        for code in codes:
            if code not in before.help.short_codes.get(country, ()):
                yield _Looser(("help", "short_codes", country), "no such code", code)
    for kind in type(before.required).model_fields:
        for part in getattr(before.required, kind):
            if part not in getattr(after.required, kind):
                yield _Looser(("required", kind), f"with {part}", f"without {part}")
    for role in (s for s in before.sign_offs if s not in after.sign_offs):
        yield _Looser(("sign_offs", role.id), "asked", "changed")


def _bands(before: Policy, after: Policy) -> Iterator[_Looser]:
    """A band that is new has no words and no caps of its own yet; one that is known may become narrower and easier."""
    for name, band in after.bands.items():
        known = before.bands.get(name)
        if known is None:
            yield _Looser(("bands", name), "no such band", "added")
            yield from _unguarded(before, after, name)
            continue
        for was, now, is_looser in zip(known.ages, band.ages, (int.__lt__, int.__gt__), strict=True):
            if is_looser(now, was):
                yield _Looser(("bands", name, "ages"), str(was), str(now))
        for country, mark in known.age_mark.items():
            if _age(band.age_mark[country]) < _age(mark):
                yield _Looser(("bands", name, "age_mark", country), mark, band.age_mark[country])
        yield from _lengths(name, known, band)


def _unguarded(before: Policy, after: Policy, name: str) -> Iterator[_Looser]:
    """Where a new band keeps less than the known band that its youngest readers would be in."""
    youngest = after.bands[name].ages[0]
    if youngest > max(before.bands[band].ages[1] for band in before.student_bands()):
        return
    peers = [band for band in before.student_bands() if before.bands[band].ages[0] <= youngest]
    peer = peers[-1] if peers else before.student_bands()[0]
    yield from _lengths(name, before.bands[peer], after.bands[name])
    for field, is_looser in (("quote_max", int.__gt__), ("hard_topics", int.__gt__), ("protective_ratio", int.__lt__)):
        was, now = getattr(before.caps, field).get(peer), getattr(after.caps, field).get(name)
        if was is not None and (now is None or is_looser(now, was)):
            yield _Looser(("caps", field, name), f"{was}, as for {peer}", str(now).lower())
    for kind, bands in before.help.minimum.items():
        if peer in bands and name not in after.help.minimum[kind]:
            yield _Looser(("help", "minimum", str(kind)), f"asked for {peer}", f"not asked for {name}")
    for tag, known in before.lexicon.items():
        own = after.lexicon_of(tag)
        if not {*known.blocked.get(peer, ())} <= {*own.blocked.get(name, ())}:
            yield _Looser(("lexicon", tag, "blocked", name), f"the words of {peer}", "fewer")
        if peer in known.fear_is_error and name not in own.fear_is_error:
            yield _Looser(("lexicon", tag, "fear_is_error"), f"an error for {peer}", f"a warning for {name}")


def _age(mark: str) -> int:
    return int("0" + "".join(letter for letter in mark if letter.isdecimal()))


def _lengths(name: str, known: Band, band: Band) -> Iterator[_Looser]:
    """Limits on how much, and how hard words, a band reads."""
    for field in ("pages", "terms_per_page"):
        was, now = getattr(known, field), getattr(band, field)
        if was is not None and (now is None or now > was):
            yield _Looser(("bands", name, field), str(was), str(now))
    if known.reading is None:
        return
    if band.reading is None:
        yield _Looser(("bands", name, "reading"), "given", "none")
        return
    limits: list[tuple[tuple[str, ...], str, str]] = [
        (("grade", level), getattr(known.reading.grade, level).typed, getattr(band.reading.grade, level).typed)
        for level in ("core", "easy")
    ]
    limits += [
        ((field,), str(getattr(known.reading, field)), str(getattr(band.reading, field)))
        for field in ("mean_words", "max_words")
    ]
    limits.append((("long_words",), known.reading.long_words.typed, band.reading.long_words.typed))
    for path, was, now in limits:
        if Decimal(now) > Decimal(was):
            yield _Looser(("bands", name, "reading", *path), was, now)


def _told(exemption: Exemption) -> str:
    """All that an exemption frees: a decision on one is none on a wider one."""
    parts = [", ".join(exemption.words)]
    parts += [f"for {', '.join(exemption.bands)}"] if exemption.bands is not None else []
    parts += [f"in {', '.join(exemption.subjects)}"] if exemption.subjects else []
    parts += ["in legal titles"] if exemption.in_legal_titles else []
    return "; ".join(parts)


def _words(before: Policy, after: Policy) -> Iterator[_Looser]:
    """Words may be added to what is watched, in a language or in one country's form of it, and not let go."""
    for tag, own in after.lexicon.items():
        known = before.lexicon_of(tag)
        if not before.has_lexicon(tag):
            # A module on a sensitive topic is refused in a language without any.
            yield _Looser(("lexicon", tag), "no watched words", "some")
        for field in ("allowed", "legal_titles", "blame_rejected"):
            for phrase in getattr(own, field):
                if phrase not in getattr(known, field):
                    yield _Looser(("lexicon", tag, field), "not allowed", phrase)
        for exemption in own.exempt:
            if exemption not in known.exempt:
                yield _Looser(("lexicon", tag, "exempt"), "not exempt", _told(exemption))
        if known.needs_native_reader and not after.lexicon_of(tag).needs_native_reader:
            yield _Looser(("lexicon", tag, "needs_native_reader"), "true", "false")
