"""Dates and figures in the words of a language: the one way in which they are printed, so that a gate can compare."""

from __future__ import annotations

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


@cache
def day_words(date: PartialDate, locale: Locale) -> str:
    """A date as exactly as it is known: 2009; May 2009; 26 August 2020."""
    if date.day:
        return str(format_date(date.first_day(), "long", locale))
    return str(format_skeleton("yMMMM" if date.month else "y", date.first_day(), locale=locale))


@cache
def figure_words(amount: Amount, locale: Locale) -> str:
    """A figure with the language's separators, and as many decimals as were typed."""
    decimals = len(amount.typed.partition(".")[2])
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(amount.value, format=pattern, locale=locale))
