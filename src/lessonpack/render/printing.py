"""How values are printed into markup: words of content with their origin, dates and figures in the document's language.

Only what is meant to be printed can be: None, a whole item or a list is a fault, not `<Foo object>` on a child's sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, TypeVar, assert_never

from babel import Locale
from jinja2 import Undefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from lessonpack.model import inline
from lessonpack.model.text import NO_PLACE, Text
from lessonpack.model.values import Amount, PartialDate
from lessonpack.select.selection import Selection
from lessonpack.select.written import DATE_ITEM, FIGURE_ITEM, FORMS, ID_ITEM, day_words, figure_words, locale_of
from lessonpack.tree.proofs import Entry, Ledger
from lessonpack.tree.vocabulary import STAMPED


class UnprintableError(TypeError):
    """A template prints something that is no words; the message is for the template's author."""


def printed(value: Any, ledger: Ledger) -> Any:
    """Jinja2's `finalize`: what `{{ value }}` puts into the markup. Words of content are entered into the ledger."""
    match value:
        case Text():
            return text_markup(value, ledger)
        case Markup() | str() | Undefined():
            # An undefined name must reach Jinja2 as it is: it knows the name, and says it.
            return value
        case bool():
            raise UnprintableError("a yes or no cannot be printed; ask for it with {% if ... %}")
        case int() | Decimal():
            return str(value)
        case None:
            raise UnprintableError(_NOTHING)
        case Amount() | PartialDate():
            raise UnprintableError("print a figure with `| number` and a date with `| day`")
        case _:
            raise UnprintableError(
                f"a whole {kind_of(value)} cannot be printed; name one of its parts, or go through it with a loop"
            )


_NOTHING = "nothing is there to print; ask first: {% if pack.x %}...{% endif %}"


def kind_of(value: object) -> str:
    """What a template's author would call a value."""
    name = type(value).__name__.removesuffix("View").lower()
    return _KINDS.get(name, name)


_KINDS = {"amount": "figure", "partialdate": "date", "templatemodule": "file of macros", "tuple": "list"}


def text_markup(text: Text, ledger: Ledger) -> Markup:
    """All paragraphs of a text as words; `| paragraphs` gives them one by one."""
    entry = entry_of(text)
    number = ledger.enter(entry.item, entry.place, entry.words)
    inner = " ".join(_marks(p) for p in text.paragraphs)
    where = f' s="{escape(entry.place)}"' if entry.place else ""
    return Markup(f'<{STAMPED} i="{escape(text.item)}"{where} n="{number}">{inner}</{STAMPED}>')  # noqa: S704  # escaped


def entry_of(text: Text) -> Entry:
    """What is entered when the text is printed."""
    place = str(text.span) if text.span != NO_PLACE else ""
    is_one = len(text.paragraphs) == 1
    return Entry(text.item, place, str(text) if is_one else " ".join(inline.plain(p) for p in text.paragraphs))


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


# ---- filters -----------------------------------------------------------------------------------------------------
#
# They make texts, so that what they print has an origin like all words that are not the template's own.

T = TypeVar("T")


def paragraphs(text: Text) -> list[Text]:
    """The parts that blank lines separate, each a text of its own."""
    found = _wanted(text, Text, "| paragraphs parts a text")
    return [Text((p,), found.span, found.item) for p in found.paragraphs]


def day(date: PartialDate, language: str, form: str = "long") -> Text:
    """A date as exactly as it is known, in the words of the language: 2009; May 2009; 26 August 2020. A list of
    sources may ask for the form of its style."""
    known = _wanted(date, PartialDate, "| day prints a date")
    if form not in FORMS:
        raise UnprintableError(f"no form of a date is called {form!r}; there are {', '.join(FORMS)}")
    return _made(day_words(known, _locale(language), form), DATE_ITEM)


def number(amount: Amount, language: str) -> Text:
    """A figure with the language's separators, and as many decimals as were typed."""
    known = _wanted(amount, Amount, "| number prints a figure")
    return _made(figure_words(known, _locale(language)), FIGURE_ITEM)


def size(amount: Amount) -> str:
    """A figure as a plain number, for the length of a bar; what is printed on it comes from `| number`."""
    return f"{_wanted(amount, Amount, '| size measures a figure').value:f}"


@pass_context
def name(context: Context, item_id: str) -> Text:
    """An item's id, for lists that a teacher looks up in the content file. Any other word is refused: as an id it
    would pass for content."""
    if item_id not in ids_of(context.resolve_or_missing("pack")):
        raise UnprintableError("`| name` prints the id of an item")
    return name_words(item_id)


def name_words(item_id: str) -> Text:
    return _made(item_id, ID_ITEM)


def ids_of(pack: object) -> Iterator[str]:
    """The ids that `| name` prints."""
    if isinstance(pack, Selection):
        yield from pack.kept
        yield from (omission.item for omission in pack.omitted)
        yield from (line.id for line in pack.help)


def _wanted(value: object, kind: type[T], does: str) -> T:
    if isinstance(value, kind):
        return value
    if isinstance(value, Undefined):
        str(value)  # raises, and says the name
    found = _NOTHING if value is None else f"{does}; this is a {kind_of(value)}"
    raise UnprintableError(found)


def _made(words: str, item: str) -> Text:
    return Text(((inline.Words(words),),), item=item)


def _locale(language: str) -> Locale:
    found = locale_of(str(language))
    if found is None:
        raise UnprintableError(f"dates and figures cannot be written in the language {str(language)[:20]!r}")
    return found
