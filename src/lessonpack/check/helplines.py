"""Help lines: numbers reach students from the register alone, where a person checks them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from lessonpack.check.case import ERROR, NOTE, WARNING, Content, Finding, Rule
from lessonpack.check.contacts import digits, grouped, reached, telephone
from lessonpack.check.phrases import first
from lessonpack.diagnostics import Severity
from lessonpack.model import inline
from lessonpack.model.help import WORLD, HelpResource, HelpStatus
from lessonpack.model.policy import AloneFrom
from lessonpack.model.reach import Said
from lessonpack.model.text import Text

_NOT_A_COUNT = 5


def _number_in_text(content: Content) -> Iterator[Finding]:
    known = {digits(typed) for line in content.help_lines.resources for typed in (line.phone, line.sms) if typed}
    for said in content.said:
        if said.is_teachers:
            continue
        found = telephone(said.words) or reached(said.words) or _link_to_somebody(said.text)
        # Three digits are any count; from five on they are nobody else's number.
        found = found or next((n for n in grouped(said.words) if len(n) >= _NOT_A_COUNT and n in known), "")
        if found:
            message = (
                f"{found!r} looks like a number or an address of somebody who answers; nobody checks those in a text"
            )
            yield Finding(said.text.span, message, about=said.about)


_LISTED = ("steps", "headings", "rows", "prompts", "objectives")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


def _number_in_pieces(content: Content) -> Iterator[Finding]:
    """help/number-in-text over entries that stand one below the other, as steps do."""
    lists: dict[tuple[object, ...], list[Said]] = {}
    for said in content.said:
        if said.field in _LISTED and not said.is_teachers:
            lists.setdefault((said.about, said.field, said.bands, said.is_easy), []).append(said)
    for listed in lists.values():
        words = ("\0" if _YEAR.fullmatch(said.words) else said.words for said in listed)
        found = telephone("\n".join(words))
        if found and not any(telephone(said.words) for said in listed):
            message = f"{found!r} reads on from one entry to the next like a number to dial"
            yield Finding(listed[0].text.span, message, about=listed[0].about)


def _link_to_somebody(text: Text) -> str:
    links = (link for paragraph in text.paragraphs for link in inline.links(paragraph))
    return next((link.href for link in links if reached(link.href)), "")


def _open(content: Content) -> Iterator[HelpResource]:
    return (line for line in content.help if line.status is not HelpStatus.CLOSED)


def _number(content: Content) -> Iterator[Finding]:
    for line in _open(content):
        for field in ("phone", "phone_intl", "sms"):
            typed = getattr(line, field)
            if typed and (_is_said(typed) or not _is_valid(typed, line, content)):
                found = f"{typed!r} is no number of {', '.join(line.places)}"
                severity = Severity.ERROR if line.status is HelpStatus.VERIFIED else Severity.WARNING
                yield Finding(line.span_of(field), found, about=line.id, severity=severity)


def _is_said(typed: str) -> bool:
    """True where words stand beside the number: one may be its digits in letters, two are a message."""
    return len(re.findall(r"[^\W\d_]{2,}", typed)) > 1


def _is_valid(typed: str, line: HelpResource, content: Content) -> bool:
    """A full number of one of the places, or a short one; never changed, only looked at (it is printed as typed)."""
    import phonenumbers

    short = digits(typed)
    for place in line.places:
        if place == WORLD:
            continue
        if short in {digits(code) for code in content.policy.help.short_codes.get(place, ())}:
            return True
        try:
            number = phonenumbers.parse(typed, place)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number) or phonenumbers.is_valid_short_number_for_region(number, place):
            return True
    return _is_valid_anywhere(typed) if WORLD in line.places else False


def _is_valid_anywhere(typed: str) -> bool:
    import phonenumbers

    try:
        return bool(phonenumbers.is_valid_number(phonenumbers.parse(typed)))
    except phonenumbers.NumberParseException:
        return False


def _expired(content: Content) -> Iterator[Finding]:
    for line in content.help:
        if line.status is HelpStatus.VERIFIED and line.verified_on:
            limit = line.limit_days(content.policy.help.recheck_days)
            age = (content.today - line.verified_on.first_day()).days
            if age > limit:
                found = f"`{line.id}` was last checked {line.verified_on}, {age} days ago; the limit is {limit} days"
                yield Finding(line.span_of("verified_on"), found, about=line.id)


def _future(content: Content) -> Iterator[Finding]:
    for line in content.help:
        if line.verified_on and line.verified_on.first_day() > content.today:
            found = f"`{line.id}` is said to be checked on {line.verified_on}, which lies after {content.today}"
            yield Finding(line.span_of("verified_on"), found, about=line.id)


def _no_contact(content: Content) -> Iterator[Finding]:
    for line in _open(content):
        if not (line.phone or line.sms or line.web or line.phone_intl):
            yield Finding(line.span, f"`{line.id}` has no number and no address", about=line.id)


def _country(content: Content) -> Iterator[Finding]:
    place = content.module.place
    for number, line in enumerate(content.help):
        if place and not line.answers_in(place.iso):
            found = f"`{line.id}` answers in {', '.join(line.places)}, and the module is about {place.iso}"
            yield Finding(content.module.span_of("help", number), found, about=line.id)


def _hours(content: Content) -> Iterator[Finding]:
    for line in content.help:
        if line.status is HelpStatus.VERIFIED and line.phone and line.hours is None:
            yield Finding(line.span, f"nobody knows when `{line.id}` answers", about=line.id)


def _closed(content: Content) -> Iterator[Finding]:
    for number, name in enumerate(content.module.help):
        if any(line.id == name and line.status is HelpStatus.CLOSED for line in content.help):
            yield Finding(content.module.span_of("help", number), f"`{name}` is out of service", about=name)


def _few(content: Content) -> Iterator[Finding]:
    if not content.is_sensitive:
        return
    policy, limit = content.policy, content.policy.help.recheck_days
    country = content.module.place.iso if content.module.place else None
    checked = [line for line in content.help if line.is_current(content.today, limit) and line.answers_in(country)]
    read = [band for band in policy.student_bands() if _is_read_in(content, band)]
    for kind, bands in policy.help.minimum.items():
        serving = [line for line in checked if line.kind is kind]
        asked = [band for band in read if band in bands]
        short = [band for band in asked if not any(line.serves(policy.bands[band].ages) for line in serving)]
        if short:
            found = f"no checked help line of the kind `{kind}` for band {', '.join(short)}: sheets stay drafts"
            yield Finding(content.module.span_of("help"), found)


def _is_read_in(content: Content, band: str) -> bool:
    """True where something sensitive may reach the band."""
    ceiling = content.policy.ceiling
    return any(
        any((item.topics or {}).values())
        and (item.bands is None or band in item.bands)
        and all(found <= ceiling(topic, band) for topic, found in (item.topics or {}).items())
        for item in content.module.items()
    )


def _alone(content: Content) -> Iterator[Finding]:
    for rule in content.policy.help.alone_from:
        for line in content.help:
            named = first(rule.services, "\n".join((line.org, *map(str, line.service.texts()))))
            if named and rule.place in line.places and (line.ages is None or line.ages[0] < rule.age):
                found = f"`{line.id}` names {named!r}, whom children of {rule.place} reach alone from {rule.age} on"
                yield Finding(line.span_of("ages"), found, f"write `ages: [{rule.age}, ...]`", line.id)
        if content.module.place is not None and content.module.place.iso == rule.place:
            yield from _sent_to(content, rule)


def _sent_to(content: Content, rule: AloneFrom) -> Iterator[Finding]:
    """Texts that name such a service to bands of whom some are too young for it."""
    bands = content.policy.bands
    young = [band for band in content.policy.student_bands() if bands[band].ages[0] < rule.age]
    for said in content.said:
        reached = [band for band in young if said.reaches(band)]
        named = first(rule.services, said.words) if reached else ""
        if named:
            found = f"band {', '.join(reached)} reads of {named!r}, whom children reach alone from {rule.age} on"
            yield Finding(said.text.place_of(named), found, about=said.about)


def _recheck(content: Content) -> Iterator[Finding]:
    limit = content.policy.help.recheck_days
    for line in content.help:
        if line.recheck_days is not None and line.recheck_days > limit:
            found = f"`{line.id}` asks for {line.recheck_days} days, and the policy's limit of {limit} holds"
            yield Finding(line.span_of("recheck_days"), found, about=line.id)


RULES = (
    Rule(
        "help/number-in-text",
        ERROR,
        "A text that students may read holds a telephone number, an e-mail address or a chat, or a link to one.",
        "Lines close and change hands; only the register says who checked a number, and when.",
        "put it into content/help.yaml and name its id under `help:`",
        lambda content: chain(_number_in_text(content), _number_in_pieces(content)),
    ),
    Rule(
        "help/number",
        ERROR,
        "A help line's number cannot be dialled in any of its places.",
        "A wrong digit leaves a child with a dead line.",
        "compare it with the source; add a short number of the country to `help.short_codes` of the policy",
        _number,
    ),
    Rule(
        "help/expired",
        WARNING,
        "A help line was checked longer ago than the policy allows; students do not get it, and final builds refuse.",
        "Within five years most lines of a country changed number, hours or operator.",
        "call the line again, then set verified_on",
        _expired,
    ),
    Rule(
        "help/future-check",
        ERROR,
        "A help line claims a check on a day that has not come.",
        "A check that nobody can have made protects nobody.",
        "write the day of the call",
        _future,
    ),
    Rule(
        "help/no-contact",
        WARNING,
        "A help line has neither number nor address; it stays a task for the teacher.",
        "An empty line in a help box would be a promise that nobody keeps.",
        "find out how it is reached, or delete the entry",
        _no_contact,
    ),
    Rule(
        "help/country",
        WARNING,
        "A help line does not answer in the module's country.",
        "Short numbers mean other things, or nothing, across a border.",
        "name a line of this country, or add the country to `places` after a check",
        _country,
    ),
    Rule(
        "help/hours",
        WARNING,
        "A checked line has no hours.",
        "Who calls at night and gets no answer may not call again.",
        "ask for the hours at the next call",
        _hours,
    ),
    Rule(
        "help/closed",
        NOTE,
        "The module names a help line that is out of service; it is printed nowhere.",
        "The entry is kept so that nobody adds it again.",
        "delete it from the module's `help:`",
        _closed,
    ),
    Rule(
        "help/few",
        WARNING,
        "The checked help lines do not reach what the policy asks for a band.",
        "A final sheet names at least an emergency number and a children's line.",
        "call or open a line in content/help.yaml, and record the check",
        _few,
    ),
    Rule(
        "help/alone-from",
        WARNING,
        "A service that children reach without their parents only from an age on is offered to younger ones.",
        "Who is turned away once does not ask again; the young are shown a school adult and a line without names.",
        "name a school adult and an anonymous line, or give the help line its `ages:`",
        _alone,
    ),
    Rule(
        "help/recheck",
        WARNING,
        "A help line asks for a longer time between checks than the policy allows.",
        "A line may shorten the limit and not lengthen it.",
        "lower `recheck_days`, or delete it",
        _recheck,
    ),
)
