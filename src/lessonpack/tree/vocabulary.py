"""The markup that templates may write, as one table: the parser obeys it, error messages and documentation read it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lessonpack.tree.nodes import CalloutKind, ParagraphKind


class Role(StrEnum):
    """Where an element may stand."""

    BLOCK = "block"
    INLINE = "inline"
    PART = "part"
    """Only directly inside the element that it belongs to."""


class Inside(StrEnum):
    """What an element may hold."""

    INLINES = "words"
    BLOCKS = "blocks"
    FLOW = "words or blocks"
    """Words standing alone become a paragraph, as in HTML."""
    PARTS = "its own parts"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Element:
    name: str
    role: Role
    inside: Inside
    means: str
    attributes: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    """Elements with the role PART that it may hold."""


def _block(name: str, inside: Inside, means: str, *, attributes: str = "", parts: str = "") -> Element:
    return Element(name, Role.BLOCK, inside, means, tuple(attributes.split()), tuple(parts.split()))


def _inline(name: str, means: str, *, attributes: str = "", inside: Inside = Inside.INLINES) -> Element:
    return Element(name, Role.INLINE, inside, means, tuple(attributes.split()))


def _part(name: str, inside: Inside, means: str, *, attributes: str = "", parts: str = "") -> Element:
    return Element(name, Role.PART, inside, means, tuple(attributes.split()), tuple(parts.split()))


PARAGRAPHS = {
    "p": ParagraphKind.BODY,
    "lead": ParagraphKind.LEAD,
    "small": ParagraphKind.SMALL,
    "footnote": ParagraphKind.FOOTNOTE,
    "label": ParagraphKind.LABEL,
}
CALLOUTS = {str(kind): kind for kind in CalloutKind}
STAMPED = "t"
"""Made by the program around the words of content; templates cannot write it."""

_TABLE = (
    _block("h1", Inside.INLINES, "the title of the document; once"),
    _block("h2", Inside.INLINES, "a heading"),
    _block("h3", Inside.INLINES, "a heading below h2"),
    _block("p", Inside.INLINES, "a paragraph"),
    _block("lead", Inside.INLINES, "the one-line purpose below the title"),
    _block("small", Inside.INLINES, "a caption, a detail in small print"),
    _block("footnote", Inside.INLINES, "a note on what stands before it: its source, the day it was checked"),
    _block("label", Inside.INLINES, "a short marker, such as a question's thinking skill"),
    _block("ul", Inside.PARTS, "a list with bullets", parts="li"),
    _block("ol", Inside.PARTS, "a numbered list", attributes="start", parts="li"),
    _part("li", Inside.FLOW, "one entry of a list"),
    _block("dl", Inside.PARTS, "a list of words and their meanings", parts="dt dd"),
    _part("dt", Inside.INLINES, "a word that is explained"),
    _part("dd", Inside.FLOW, "its meaning"),
    _block("blockquote", Inside.PARTS, "somebody's words, verbatim", parts="cite p"),
    _part("cite", Inside.INLINES, "whose words they are, and where they stand"),
    _block("table", Inside.PARTS, "a table of data", attributes="shares", parts="caption thead tbody"),
    _part("caption", Inside.INLINES, "the table's title"),
    _part("thead", Inside.PARTS, "the rows that repeat on every page", parts="tr"),
    _part("tbody", Inside.PARTS, "the rows of data", parts="tr"),
    _part("tr", Inside.PARTS, "one row", parts="th td"),
    _part("th", Inside.FLOW, "a cell that heads its column or row"),
    _part("td", Inside.FLOW, "a cell"),
    _block("organiser", Inside.PARTS, "a grid to fill in by hand", attributes="shares", parts="caption thead tbody"),
    _block("checks", Inside.PARTS, "a list of entries to tick", parts="check"),
    _part("check", Inside.FLOW, "one entry to tick"),
    _block("chart", Inside.PARTS, "figures drawn to scale: bars, columns, or parts of a whole", attributes="kind",
           parts="caption bar"),
    _part("bar", Inside.PARTS, "one figure; `size` is its number", attributes="size", parts="bar-label bar-value"),
    _part("bar-label", Inside.INLINES, "what the figure stands for"),
    _part("bar-value", Inside.INLINES, "the figure as it is printed"),
    _block("key-figure", Inside.PARTS, "one large figure", parts="value counted"),
    _part("value", Inside.INLINES, "the figure itself"),
    _part("counted", Inside.INLINES, "what it counts, and when"),
    _block("timeline", Inside.PARTS, "events in the order of time", parts="caption event"),
    _part("event", Inside.PARTS, "one event", parts="when what"),
    _part("when", Inside.INLINES, "its time"),
    _part("what", Inside.INLINES, "what happened"),
    _block("cards", Inside.PARTS, "cards to cut out, one to four side by side", attributes="columns", parts="card"),
    _part("card", Inside.PARTS, "one card", parts="front back"),
    _part("front", Inside.FLOW, "its front"),
    _part("back", Inside.FLOW, "its back, which meets the front when printed on both sides"),
    _block("circles", Inside.PARTS, "circles one around the other to write in", parts="caption ring"),
    _part("ring", Inside.INLINES, "the name of a circle, from the innermost out"),
    _block("note", Inside.BLOCKS, "a box: read this before going on", parts="title"),
    _block("caution", Inside.BLOCKS, "a box: this was not verified", parts="title"),
    _block("action", Inside.BLOCKS, "a box: what one can do, whom one can tell", parts="title"),
    _block("source", Inside.BLOCKS, "a box: one source", parts="title badge status"),
    _part("badge", Inside.INLINES, "the letter by which a class speaks of a source"),
    _part("status", Inside.INLINES, "a few words at the end of a source's head: year, checked or not"),
    _block("teacher", Inside.BLOCKS, "a box for the teacher alone; never in a student document", parts="title"),
    _block("help", Inside.BLOCKS, "the box that says where to find help; it never splits", parts="title"),
    _part("title", Inside.INLINES, "the heading of a box"),
    _block("answer-lines", Inside.NOTHING, "ruled lines to write on", attributes="words lines label"),
    _block("write-in", Inside.PARTS, "labelled blanks on one line", parts="blank"),
    _part("blank", Inside.INLINES, "the label of one blank"),
    _block("keep", Inside.BLOCKS, "what stays together on one page"),
    _block("page-break", Inside.NOTHING, "what follows starts on a new page"),
    _block("furniture", Inside.PARTS, "what stands in the margins of every page; once",
           parts="strip page-label help-line draft-mark draft-notice"),
    _part("strip", Inside.INLINES, "a band at the head of every page"),
    _part("page-label", Inside.INLINES, "the page number, with {page} and {pages}"),
    _part("help-line", Inside.INLINES, "a short line at the foot: where to find help"),
    _part("draft-mark", Inside.INLINES, "one word across every page of a draft"),
    _part("draft-notice", Inside.INLINES, "the first line of a draft"),
    _inline("strong", "important words"),
    _inline("em", "stressed words"),
    _inline("term", "a word that the document explains"),
    _inline("a", "a link", attributes="href"),
    _inline("span", "words in another language", attributes="lang"),
    _inline("br", "a line break", inside=Inside.NOTHING),
)  # fmt: skip

ELEMENTS: dict[str, Element] = {element.name: element for element in _TABLE}
