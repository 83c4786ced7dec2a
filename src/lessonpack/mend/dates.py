"""Dates that can be meant in one way only, written as the schema wants them."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
           "december")  # fmt: skip
_NUMBERS = {name: at for at, month in enumerate(_MONTHS, 1) for name in (month, month[:3])} | {"sept": 9}
_NAME = r"([A-Za-z]{3,9})\.?"
_DAY = r"([0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"([0-9]{4})"


def rewritten(typed: str) -> str | None:
    """`2009-05-26` for 26 May 2009, May 26, 2009, 2009/5/26 or 26.05.2009; `2009-05` for May 2009 or 2009/5.

    None for what may mean two days, such as 05/06/2009, or a year of two digits, and for what is no date.
    """
    words = " ".join(typed.split())
    if match := re.fullmatch(rf"{_YEAR}([-/.])([0-9]{{1,2}})(?:\2([0-9]{{1,2}}))?", words):
        return _written(match[1], int(match[3]), match[4])
    if match := re.fullmatch(rf"{_DAY} {_NAME},? {_YEAR}", words):
        return _named(match[3], match[2], match[1])
    if match := re.fullmatch(rf"{_NAME} {_DAY},? {_YEAR}", words):
        return _named(match[3], match[1], match[2])
    if match := re.fullmatch(rf"{_NAME},? {_YEAR}", words):
        return _named(match[2], match[1], None)
    if match := re.fullmatch(rf"([0-9]{{1,2}})([-/.])([0-9]{{1,2}})\2{_YEAR}", words):
        days = {_written(match[4], int(match[month]), match[day]) for day, month in ((1, 3), (3, 1))} - {None}
        return days.pop() if len(days) == 1 else None
    return None


def _named(year: str, month: str, day: str | None) -> str | None:
    number = _NUMBERS.get(month.lower())
    return _written(year, number, day) if number else None


def _written(year: str, month: int, day: str | None) -> str | None:
    """The date as the schema wants it; None where the calendar has no such day."""
    try:
        made = date(int(year), month, int(day or 1))
    except ValueError:
        return None
    return made.isoformat() if day else made.isoformat()[:7]
