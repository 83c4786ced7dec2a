"""Markup -> tree, strictly: what the vocabulary does not know is a fault at its place in the template, never a guess.

Two marks in the markup carry places: the attribute `at` on each tag that a template wrote, and the element `t` around
the words of content, with the item's id and the place of its text. Both are made by `render`; here they are only read.
"""

from __future__ import annotations

import re
from html.entities import html5

from lxml import etree

from lessonpack.diagnostics import Diagnostic, LessonPackError, Span, error
from lessonpack.tree.build import Builder, Parsed
from lessonpack.tree.reading import PLACE, Reader, parse_span


def parse(markup: str, *, file: str) -> Parsed:
    """The tree of a body's markup; `file` is the template to blame where no tag tells a better place.

    Raises LessonPackError with all faults; a fault of form (a tag that is not closed) hides those of content.
    """
    wrapped = f"<document>{_without_entities(markup)}</document>"
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        root = etree.fromstring(wrapped.encode(), parser)
    except etree.XMLSyntaxError as fault:
        raise LessonPackError([_malformed(fault, wrapped, file)]) from None
    reader = Reader(file)
    parsed = Builder(reader).document(root)
    if reader.faults:
        raise LessonPackError(reader.faults)
    return parsed


def _without_entities(markup: str) -> str:
    """HTML's named characters as themselves; XML knows only five of them."""

    def character(match: re.Match[str]) -> str:
        name = match.group(1)
        return match.group() if name in ("amp", "lt", "gt", "quot", "apos") else html5.get(f"{name};", match.group())

    return re.sub(r"&([A-Za-z][A-Za-z0-9]*);", character, markup) if "&" in markup else markup


_SLIPS = (
    ("Opening and ending tag mismatch", "every tag that is opened must be closed, the last opened first"),
    ("Premature end of data", "a tag is opened here or before, and never closed"),
    ("EntityRef", "write &amp; for the character &"),
    ("Entity", "this named character is not known; type the character itself"),
    ("AttValue", 'an attribute is written name="value", with quotation marks'),
    ("Attribute", 'an attribute is written name="value", once in a tag'),
    ("StartTag", "write &lt; for the character <"),
    ("Specification mandates value", 'an attribute is written name="value"'),
)


def _malformed(fault: etree.XMLSyntaxError, markup: str, file: str) -> Diagnostic:
    line, column = fault.position
    before = "\n".join([*markup.split("\n")[: line - 1], markup.split("\n")[line - 1][: max(0, column - 1)]])
    places = re.findall(rf'<[a-z][a-z0-9-]*[^<>]* {PLACE}="([^"]+:\d+:\d+)"', before)
    message = str(fault.msg).partition(", line ")[0]
    message = re.sub(r" line \d+", "", message).replace(" and document", ", which is never closed")
    hint = next((words for slip, words in _SLIPS if slip in message), "")
    if "br" in message.split() or "mismatch: br" in message:
        hint = "write <br/>, with the slash"
    return error("template/markup", parse_span(places[-1]) if places else Span(file), message, hint=hint)
