"""Numbers to dial and addresses, recognised in words however they are typed; what they mean is for the caller.

Words are read as a child would see them: full-width or circled digits are digits, and what has no width is not there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_GAP = r"[^\w\0]|_"
_SHORT = re.compile(rf"\d(?:(?:{_GAP}){{0,4}}\d)*")
_LONG = re.compile(r"\d(?:[\s().\-/·–—_]{0,2}\d)*")
_ADDRESS = re.compile(r"(?:https?|mailto|tel|sms):|www\.|\w@\w", re.IGNORECASE)
_ENDING = (
    r"(?:com|org|net|info|int|edu|gov|eu|online|help|chat|me|io|app|site|xyz|club|dev|link|live|shop|social|store|top"
    r"|az|bg|by|ca|cc|ch|cn|cz|de|dk|ee|fi|fr|ge|gg|gr|hr|hu|ie|jp|kg|kz|lt|lv|md|nl|pl|ro|rs|ru|se|sk|su|tj|tm|tr|tv"
    r"|ua|uk|us|uz)\b"
)
"""How names of sites end that stand without a scheme."""
_DOMAIN = re.compile(rf"\w\.{_ENDING}", re.IGNORECASE)


@lru_cache(maxsize=16_384)
def seen(words: str) -> str:
    """The words with compatible characters made plain, and without marks and characters that have no width."""
    if words.isascii():
        return words
    normal = unicodedata.normalize("NFKC", words)
    # Of the characters of a text, few differ, and fewer are none of ASCII.
    unseen = [c for c in set(normal) if not c.isascii() and unicodedata.category(c) in ("Cf", "Mn", "Me")]
    return normal.translate(dict.fromkeys(map(ord, unseen))) if unseen else normal


def digits(words: str) -> str:
    """The decimal digits of the words, whatever their script, as 0 to 9."""
    if words.isascii():
        return "".join(filter(str.isdecimal, words))
    return "".join(str(unicodedata.decimal(c)) for c in words if c.isdecimal())


def short_numbers(words: str) -> Iterator[str]:
    """Digits that stand together, three or more however grouped: already an emergency number may be meant."""
    return (found for match in _SHORT.finditer(seen(words)) if len(found := digits(match.group())) >= 3)


def long_numbers(words: str) -> Iterator[str]:
    """Digits that stand together, five or more: longer than a year or a sum of money that somebody would type."""
    return (found for match in _LONG.finditer(seen(words)) if len(found := digits(match.group())) >= 5)


def has_address(words: str) -> bool:
    """True for an address with its scheme, for `www.` and for e-mail."""
    return bool(_ADDRESS.search(seen(words)))


def has_bare_address(words: str) -> bool:
    """True also for the name of a site alone."""
    return has_address(words) or bool(_DOMAIN.search(seen(words)))


_SITE = re.compile(
    r"(?:(?:https?|ftp)://(?:www\.)?|\bwww\.)(?P<host>[\w.-]*\w)"
    rf"|(?<![\w.@/-])(?P<bare>(?:[\w-]{{1,63}}\.){{1,4}}{_ENDING})(?![\w-]|\.\w)"
    r"|(?<![\w.@/-])(?P<spelled>[\w-]{2,63}(?:\s?[\[(]\s?(?:\.|dot)\s?[\])]\s?|\sdot\s)(?:com|org|net|info|by|ru|ua))(?![\w-])",
    re.IGNORECASE,
)


def sites(words: str) -> list[str]:
    """The hosts of all addresses in the words, with a scheme or bare, in small letters and without `www.`."""
    plain = seen(words)
    return [_host(found) for found in _SITE.finditer(plain)]


def _host(found: re.Match[str]) -> str:
    """The name of the site; a dot that is spelled out (`site dot com`) is one."""
    spelled = re.sub(r"[\s\[(]+(?:\.|dot)[\s\])]+", ".", found["spelled"] or "", flags=re.IGNORECASE)
    return (found["host"] or found["bare"] or spelled).lower().removeprefix("www.")


_REACHED = re.compile(
    r"(?:\b(?:mailto|tel|sms|viber|tg|skype|whatsapp|signal):|[\w.+-]{1,64}@\w"
    r"|\b(?:wa|t|m|signal|telegram)\.me/|\b(?:whatsapp|telegram|viber|discord)\.(?:com|gg|org)\b)[^\s)]*",
    re.IGNORECASE,
)


@lru_cache(maxsize=4_096)
def reached(words: str) -> str:
    """The first address where somebody answers: e-mail, a messenger, a link that dials; empty where there is none."""
    match = _REACHED.search(seen(words))
    return match.group() if match else ""


# ---- in texts of content, where figures, years and dates are at home ------------------------------------------------

_YEARS_OR_DAY = re.compile(
    r"(?:1[5-9]|20)\d\d\D{1,3}(?:1[5-9]|20)\d\d|\d{4}-\d\d-\d\d|[0-3]?\d[./][0-3]?\d[./](?:1[5-9]|20)\d\d"
)
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:[\s.]\d{3})+")
_DIALLED = re.compile(
    r"\b(?:call|calls|calling|dial|dialling|ring|phone|telephone|text|tel)\b[\W_]{1,3}"
    r"(?:(?:the|this|on|to|at|number|line|police|us|or|a|helpline)\b[\W_]{1,3}){0,3}(\d[\d\s-]{1,8}\d)",
    re.IGNORECASE,
)
_A_LINE = re.compile(
    r"\b(?:(?:(?:help|hot)?line|police|ambulance)\b[\W_]{1,3}(?:(?:is|has|at|on|under|the|number)\b[\W_]{1,3}){1,3}"
    r"|(?:our|its|his|her|their|phone|telephone|emergency) number\b[\W_]{1,3}(?:is\b[\W_]{1,3})?)"
    r"(\d{3,6})(?=\W*$|\s*(?:[;!?)\n]|[.,](?!\d)))",
    re.IGNORECASE,
)
"""A line or its number, and digits that end the sentence: figures count something, which stands behind them."""
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


_YEAR_AT_AN_END = re.compile(r"^(?:1[5-9]|20)\d\d\s+(?=\d)|(?<=\d)\s+(?:1[5-9]|20)\d\d$")


def _is_dialled(typed: str) -> bool:
    """True for digits that are grouped, or begin as only numbers to dial do, or are more than a count has unbroken."""
    is_long = len(typed) >= _UNBROKEN and not typed.endswith("000")
    return typed[0] == "+" or digits(typed)[0] == "0" or bool(re.search(r"\D", typed)) or is_long


_UNBROKEN = 10


def grouped(words: str) -> Iterator[str]:
    """The digits of everything that is typed like one number, in groups or not."""
    return (digits(match.group()) for match in re.finditer(r"\d(?:[\s().\-/–·]{0,2}\d)*", seen(words)))


@lru_cache(maxsize=4_096)
def telephone(words: str) -> str:
    """The first thing in the words that looks like a telephone number; empty where there is none."""
    if not re.search(r"\d", seen(words)):
        return ""
    plain = re.sub(r"\((?:1[5-9]|20)\d\d\)", "\0", seen(words))
    for match in re.finditer(r"\+?\d(?:[\s().\-/–·]{0,2}\d)*", plain):
        typed = _YEAR_AT_AN_END.sub("", match.group())
        is_figure = _YEARS_OR_DAY.fullmatch(typed) or _THOUSANDS.fullmatch(typed)
        if len(digits(typed)) >= 7 and not is_figure and _is_dialled(typed):
            return typed
    for match in (*_DIALLED.finditer(plain), *_A_LINE.finditer(plain)):
        if len(digits(match.group(1))) >= 3 and not _YEAR.fullmatch(match.group(1)):
            return match.group(1)
    return ""
