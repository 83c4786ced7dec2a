"""Markup -> tree, strictly: what the vocabulary does not know is a fault at its place in the template, never a guess.

Two marks in the markup carry places: the attribute `at` on each tag that a template wrote, and the element `t` around
the words of content, with the item's id and the place of its text. Both are made by `render`; here they are only read.
"""

from __future__ import annotations

import re
from html import escape
from html.entities import html5

from lxml import etree

from lessonpack.diagnostics import Diagnostic, LessonPackError, Span, error
from lessonpack.tree.build import Builder, Parsed
from lessonpack.tree.proofs import Ledger
from lessonpack.tree.reading import Reader, last_place
from lessonpack.tree.vocabulary import ELEMENTS, STAMPED, Inside

MAX_DEPTH = 40
"""Tags inside one another; what writers walk by recursion must end somewhere."""
_TOO_DEEP = etree.XPath("/*" * (MAX_DEPTH + 2))


def parse(markup: str, *, file: str, ledger: Ledger | None = None) -> Parsed:
    """The tree of a body's markup; `file` is the template to blame where no tag tells a better place. With a `ledger`
    every stamp must be in it.

    Raises LessonPackError with all faults; a fault of form (a tag that is not closed) hides those of content.
    """
    wrapped = f"<document>{_without_entities(markup)}</document>"
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        # A lone surrogate passes here to be refused as a character like any other.
        root = etree.fromstring(wrapped.encode("utf-8", "surrogatepass"), parser)
    except etree.XMLSyntaxError as fault:
        raise LessonPackError([_malformed(fault, wrapped, file)]) from None
    reader = Reader(file, ledger)
    for node in _TOO_DEEP(root)[:1]:
        reader.fault("template/too-deep", node, f"more than {MAX_DEPTH} tags stand inside one another")
        raise LessonPackError(reader.faults)
    for stamp in root.iter(STAMPED):
        reader.prove(stamp)
    parsed = Builder(reader).document(root)
    if reader.faults:
        raise LessonPackError(reader.faults)
    return parsed


_XML = ("amp", "lt", "gt", "quot", "apos")


def _without_entities(markup: str) -> str:
    """HTML's named characters as themselves; XML knows only five of them."""

    def character(match: re.Match[str]) -> str:
        found = None if match.group(1) in _XML else html5.get(f"{match.group(1)};")
        # Some of HTML's names, such as LT and AMP, stand for what markup is made of.
        return match.group() if found is None else escape(found)

    return re.sub(r"&([A-Za-z][A-Za-z0-9]*);", character, markup) if "&" in markup else markup


# ---- what is wrong with markup that is no markup -----------------------------------------------------------------

_SLIPS = (
    ("EntityRef", "write &amp; for the character &"),
    ("CharRef", "type the character itself"),
    ("Entity", "this named character is not known; type the character itself"),
    ("Unescaped '<'", "words of content cannot stand in an attribute; put them between tags"),
    ("AttValue", 'an attribute is written name="value", with quotation marks'),
    ("attributes construct", 'an attribute is written name="value", with quotation marks'),
    ("Attribute", 'an attribute is written name="value", once in a tag'),
    ("Specification mandates value", 'an attribute is written name="value"'),
    ("StartTag", "write &lt; for the character <"),
    ("expected '>'", "a tag ends with >"),
    ("Namespace", "the name of a tag has no colon"),
    ("]]>", "write ]]&gt; for these characters"),
)
_TAG = re.compile(r"""<(/?)([A-Za-z][\w.-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>""")


def _malformed(fault: etree.XMLSyntaxError, markup: str, file: str) -> Diagnostic:
    line, column = fault.position
    rows = markup.split("\n")[:line]
    before = "\n".join([*rows[:-1], rows[-1][: max(0, column - 1)]])
    message = str(fault.msg).partition(", line ")[0].strip()
    if "tag mismatch" in message:
        return _unbalanced(before, file)
    hint = next((words for slip, words in _SLIPS if slip in message), "")
    message = message.replace("xmlParseEntityRef: no name", "& begins the name of a character, and none follows")
    return error("template/markup", last_place(before, Span(file)), message, hint=hint)


def _unbalanced(markup: str, file: str) -> Diagnostic:
    """The first tag in markup that is not closed where it must be, or closes nothing."""
    opened: list[tuple[str, int]] = []
    for match in _TAG.finditer(markup):
        closing, name, rest = match.groups()
        if closing and opened and opened[-1][0] == name:
            opened.pop()
        elif closing and name not in (tag for tag, _ in opened):
            found = f"</{name}> closes nothing: no <{name}> is open here"
            return error("template/markup", last_place(markup[: match.start()], Span(file)), found)
        elif closing:
            break
        elif not rest.endswith("/"):
            opened.append((name, match.end()))
    name, end = opened[-1]
    element = ELEMENTS.get(name)
    hint = "every tag that is opened must be closed, the last opened first"
    if element and element.inside is Inside.NOTHING:
        hint = f"write <{name}/>, with the slash"
    return error("template/markup", last_place(markup[:end], Span(file)), f"<{name}> is never closed", hint=hint)
