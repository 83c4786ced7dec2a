"""Dates and figures in the words of a language: the one way in which they are printed, so that a gate can compare."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from lessonpack.model.values import Amount, PartialDate

DATE_ITEM, FIGURE_ITEM, ID_ITEM = ":date", ":figure", ":id"
"""Item ids of words that the program made from a typed date, a figure, or an item's id."""


@cache
def locale_of(language: str) -> Locale | None:
    """The locale of a language tag, or else of its language alone; None where nobody knows how it writes dates."""
    # Schools outside the United States write 26 August 2020; en alone is American in CLDR.
    wanted = "en-GB" if language == "en" else language
    for tag in (wanted, wanted.partition("-")[0]):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None


_FORMS = {
    "long": ("long", "yMMMM"),
    "short": ("medium", "yMMM"),
    "month-first": ("MMMM d, y", "yMMMM"),
    "year-first": ("y, MMMM d", "y, MMMM"),
    "figures": ("dd.MM.y", "MM.y"),
}
"""Name -> how a day and how a month is written: in sentences, and as styles of citation write them."""
FORMS = tuple(_FORMS)


@cache
def day_words(date: PartialDate, locale: Locale, form: str = "long") -> str:
    """A date as exactly as it is known: 2009; May 2009; 26 August 2020."""
    of_a_day, of_a_month = _FORMS[form]
    if date.day:
        return str(format_date(date.first_day(), of_a_day, locale))
    if date.month and not re.fullmatch("yM+", of_a_month):
        return str(format_date(date.first_day(), of_a_month, locale))
    return str(format_skeleton(of_a_month if date.month else "y", date.first_day(), locale=locale))


@cache
def figure_words(amount: Amount, locale: Locale) -> str:
    """A figure with the language's separators, and as many decimals as were typed."""
    decimals = len(amount.typed.partition(".")[2])
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(amount.value, format=pattern, locale=locale))
