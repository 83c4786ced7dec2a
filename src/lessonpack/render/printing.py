"""How values are printed into markup: words of content with their origin, dates and figures in the document's language.

Only what is meant to be printed can be: None, a whole item or a list is a fault, not `<Foo object>` on a child's sheet.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, assert_never

from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from jinja2 import Undefined
from markupsafe import Markup, escape

from lessonpack.model import inline
from lessonpack.model.text import Text
from lessonpack.model.values import Amount, PartialDate
from lessonpack.tree.vocabulary import STAMPED

DATE_ITEM, FIGURE_ITEM, ID_ITEM = ":date", ":figure", ":id"
"""Item ids of words that the program made from a typed date, a figure, or an item's id."""


class UnprintableError(TypeError):
    """A template prints something that is no words; the message is for the template's author."""


def printed(value: Any) -> Any:
    """Jinja2's `finalize`: what `{{ value }}` puts into the markup."""
    match value:
        case Text():
            return text_markup(value)
        case Markup() | str() | Undefined():
            # An undefined name must reach Jinja2 as it is: it knows the name, and says it.
            return value
        case bool():
            raise UnprintableError("a yes or no cannot be printed; ask for it with {% if ... %}")
        case int() | Decimal():
            return str(value)
        case None:
            raise UnprintableError("nothing is there to print; ask first: {% if pack.x %}...{% endif %}")
        case Amount() | PartialDate():
            raise UnprintableError("print a figure with `| number` and a date with `| day`")
        case _:
            kind = type(value).__name__.removesuffix("View").lower()
            raise UnprintableError(
                f"a whole {kind} cannot be printed; name one of its parts, or go through it with a loop"
            )


def text_markup(text: Text) -> Markup:
    """All paragraphs of a text as words; `| paragraphs` gives them one by one."""
    inner = " ".join(_marks(p) for p in text.paragraphs)
    span = text.span
    return Markup(  # noqa: S704  # every part of it is escaped below
        f'<{STAMPED} i="{escape(text.item)}" s="{escape(span.file)}:{span.line}:{span.column}">{inner}</{STAMPED}>'
    )


def paragraphs(text: Text) -> list[Text]:
    """The parts that blank lines separate, each a text of its own."""
    return [Text((p,), text.span, text.item) for p in text.paragraphs]


def _marks(marks: tuple[inline.Mark, ...]) -> str:
    return "".join(map(_mark, marks))


def _mark(mark: inline.Mark) -> str:
    match mark:
        case inline.Words():
            return str(escape(mark.text))
        case inline.Strong():
            return f"<strong>{_marks(mark.children)}</strong>"
        case inline.Stress():
            return f"<em>{_marks(mark.children)}</em>"
        case inline.Link():
            return f'<a href="{escape(mark.href)}">{_marks(mark.children)}</a>'
        case inline.Foreign():
            return f'<span lang="{escape(mark.language)}">{_marks(mark.children)}</span>'
        case inline.Term():
            return f"<term>{_marks(mark.children)}</term>"
        case _:
            assert_never(mark)


def day(date: PartialDate, language: str) -> Markup:
    """A date as exactly as it is known, in the words of the language: 2009; May 2009; 26 August 2020."""
    first, locale = date.first_day(), _locale(language)
    if date.day:
        return _stamped(format_date(first, "long", locale), DATE_ITEM)
    return _stamped(format_skeleton("yMMMM" if date.month else "y", first, locale=locale), DATE_ITEM)


def number(amount: Amount, language: str) -> Markup:
    """A figure with the language's separators, and as many decimals as were typed."""
    decimals = len(amount.typed.partition(".")[2])
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return _stamped(format_decimal(amount.value, format=pattern, locale=_locale(language)), FIGURE_ITEM)


def name(item_id: str) -> Markup:
    """An item's id, for lists that a teacher looks up in the content file."""
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,59}", item_id):
        raise UnprintableError("`| name` prints the id of an item")
    return _stamped(item_id, ID_ITEM)


def _stamped(words: str, item: str) -> Markup:
    return Markup(f'<{STAMPED} i="{item}">{escape(words)}</{STAMPED}>')  # noqa: S704  # escaped right here


def _locale(language: str) -> str:
    # Schools outside the United States write 26 August 2020; en alone is American in CLDR.
    return "en_GB" if language == "en" else language.replace("-", "_")
