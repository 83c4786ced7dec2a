"""What leads a reader out of the page unseen: addresses of sites that nobody names, and figures that can be dialled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from urllib.parse import urlsplit

from lessonpack.check.case import ERROR, Content, Finding, Rule
from lessonpack.check.contacts import digits, reached, sites, telephone
from lessonpack.check.phrases import first
from lessonpack.model import inline
from lessonpack.model.items import Part, Statistic
from lessonpack.model.text import Text

_SHORT = 3
_SHORTEST = 9
"""Digits of the shortest number that is taken for one to dial, where a figure may stand."""
_TO_DIAL = (
    "(call|dial|ring|text|phone) (it|us|me|now|this)",
    "(phone|telephone) number*",
    "number (to call|of the (line|helpline|hotline))",
    "(number|line|digits) ... to (call|dial|ring|text|phone)",
    "(dial|ring) (the|this|a|your|at|on|for|police)",
)
_TOLD_TO = re.compile(r"\W*(?:call|dial|ring|phone|text)\s", re.IGNORECASE)
"""How a label begins that tells to dial; calls may be counted."""


def _address_in_text(content: Content) -> Iterator[Finding]:
    """A site is known where the module names it as a source. One that helps is printed from the register alone."""
    known = {host for source in content.module.sources if source.url for host in sites(source.url)}
    for said in content.said:
        if said.is_teachers or reached(said.words):
            continue
        unknown = [host for host in (*_linked(said.text), *sites(said.words)) if not _is_known(host, known)]
        if unknown:
            found = f"{unknown[0]!r} is the site of no source of this module"
            yield Finding(said.text.place_of(unknown[0]), found, about=said.about)


def _linked(text: Text) -> Iterator[str]:
    """The host of every link; a link that names none (`page.html`) by its whole address."""
    for paragraph in text.paragraphs:
        for link in inline.links(paragraph):
            if not reached(link.href):
                yield (urlsplit(link.href).hostname or link.href).removeprefix("www.")


def _is_known(host: str, known: Iterable[str]) -> bool:
    return any(host == site or host.endswith(f".{site}") for site in known)


def _figure_as_number(content: Content) -> Iterator[Finding]:
    lines = {
        digits(typed): line.id
        for line in content.help_lines.resources
        for typed in (line.phone, line.phone_intl, line.sms)
        if typed
    }
    for figure in content.module.statistics:
        counts: tuple[Statistic | Part, ...] = (figure, *figure.parts)
        for counted in counts:
            if found := _dials(counted.value.typed, lines, content):
                yield Finding(counted.span_of("value"), f"{counted.value.typed} {found}", about=figure.id)
        if dialled := _told_to_dial(*map(str, figure.label.texts()), str(figure.unit)):
            found = f"{figure.value.typed} beside {dialled!r} reads as a number to dial"
            yield Finding(figure.span_of("value"), found, about=figure.id)
    for field in ("code", "version"):
        typed = str(getattr(content.module, field))
        if telephone(typed) or len(digits(typed)) >= _SHORTEST - 1:
            found = f"{typed!r} stands on every page and reads as a number to dial"
            yield Finding(content.module.span_of(field), found)


def _compared_as_number(content: Content) -> Iterator[Finding]:
    """help/figure-as-number in a comparison, whose table says what is to be done with its values."""
    for table in content.module.comparisons:
        about = [str(text) for words in (table.indicator, table.definition) for text in words.texts()]
        for number, value in enumerate(table.values):
            typed = str(value.value)
            dialled = _told_to_dial(*about, str(table.unit), str(value.unit or ""), value.place)
            if dialled and len(digits(typed)) >= _SHORT:
                found = f"{typed} beside {dialled!r} reads as a number to dial"
                yield Finding(table.span_of("values", number, "value"), found, about=table.id)


def _told_to_dial(*texts: str) -> str:
    """What bids to dial in texts that hold no number themselves: for those see help/number-in-text."""
    if any(map(telephone, texts)):
        return ""
    begun = (match.group().strip() for text in texts if (match := _TOLD_TO.match(text)))
    return first(_TO_DIAL, "\n".join(texts)) or next(begun, "")


def _dials(typed: str, lines: dict[str, str], content: Content) -> str:
    """What a figure reaches when it is dialled; empty for nothing. Rounded figures are none: three zeros at the end."""
    if len(typed) < _SHORTEST or not typed.isdecimal() or typed.endswith("000"):
        return ""
    if typed in lines:
        return f"is the number of the help line `{lines[typed]}`"
    country = content.module.place.iso if content.module.place else None
    return "can be dialled, as a telephone number of the module's country" if _is_number_of(country, typed) else ""


def _is_number_of(country: str | None, typed: str) -> bool:
    """True for a number of the country, typed with what one dials first at home, or as from abroad."""
    import phonenumbers

    if country is None:
        return False
    known = phonenumbers.PhoneMetadata.metadata_for_region(country)
    home = [typed] if known and typed.startswith(known.national_prefix or "") else []
    for number in (*home, f"+{typed}"):
        try:
            if phonenumbers.is_valid_number_for_region(phonenumbers.parse(number, country), country):
                return True
        except phonenumbers.NumberParseException:
            continue
    return False


RULES = (
    Rule(
        "help/address-in-text",
        ERROR,
        "A text that students may read holds the address of a site, or a link to one, that the module does not name.",
        "Nobody has looked at where it leads, and a child may go there alone.",
        "name it under `sources:`; a site that helps goes into content/help.yaml; or leave it out",
        _address_in_text,
    ),
    Rule(
        "help/figure-as-number",
        ERROR,
        "A figure, or the pack's code or version, can be dialled: it has the digits of a telephone number.",
        "A number to dial comes from the register alone, whatever it is called.",
        "round the figure, and say what it counts",
        lambda content: chain(_figure_as_number(content), _compared_as_number(content)),
    ),
)
