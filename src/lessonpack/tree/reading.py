"""Places, attributes and words of single tags, and a list of faults; what tags mean together is for `tree.build`."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import get_close_matches
from html import unescape
from typing import Any

from lessonpack.diagnostics import Diagnostic, Span, error
from lessonpack.tree.examples import HTML_TWINS, allowed_in, example_of
from lessonpack.tree.folding import Folding
from lessonpack.tree.nodes import Inline, Origin
from lessonpack.tree.proofs import Entry, Ledger
from lessonpack.tree.vocabulary import ELEMENTS, STAMPED, Element, Inside, Role

PLACE = "at"
"""The attribute that carries a tag's own place in its template."""


class Reader:
    """What every part of the builder needs: places, attributes, words, and a list of faults."""

    def __init__(self, file: str, ledger: Ledger | None = None) -> None:
        self.file, self.ledger = file, ledger
        self.faults: list[Diagnostic] = []
        self._origins: dict[tuple[str, str], Origin] = {}
        """By item and place as they stand in the markup: a document has thousands of words from few places."""

    def fault(self, code: str, node: Any, message: str, *, hint: str = "") -> None:
        example = example_of(node.tag)
        if example and "<" not in hint.replace(f"<{node.tag}>", ""):
            hint = f"{hint}; for example {example}" if hint else f"for example {example}"
        self.faults.append(error(code, self.span(node), message, hint=hint))

    def span(self, node: Any) -> Span:
        """The place of the tag, or of the nearest one around it that a template wrote."""
        while node is not None and not node.get(PLACE):
            node = node.getparent()
        found = parse_span(node.get(PLACE)) if node is not None else None
        return replace(found, width=len(node.tag) + 1) if found else Span(self.file)

    def origin(self, node: Any) -> Origin:
        """Where the words directly inside a tag come from; a mark inside an author's words holds the author's words."""
        while node is not None and node.tag != STAMPED and not node.get(PLACE):
            node = node.getparent()
        if node is None:
            key = ("", "")
        else:
            key = (node.get("i", ""), node.get("s", "")) if node.tag == STAMPED else ("", node.get(PLACE))
        known = self._origins.get(key)
        if known is None:
            span = parse_span(key[1]) if key[1] else None if key[0] else Span(self.file)
            known = self._origins[key] = Origin(key[0], span)
        return known

    def prove(self, node: Any) -> None:
        """A fault where a stamp was not made by the program, or holds other words than the program put into it."""
        if self.ledger is None:
            return
        entry = Entry(node.get("i", ""), node.get("s", ""), "".join(node.itertext()))
        if not self.ledger.holds(node.get("n", ""), entry):
            hint = "print `{{ ... }}` as it is; a template cannot make words of content"
            found = f"words that claim to come from `{entry.item[:40]}` do not"
            self.fault("template/reserved", node.getparent(), found, hint=hint)

    def element(self, node: Any) -> Element | None:
        """The vocabulary's entry for a tag; a fault where it has none, or where an attribute is unknown."""
        element = ELEMENTS.get(node.tag)
        if element is None:
            twin = HTML_TWINS.get(node.tag)
            near = [twin] if twin else get_close_matches(node.tag.lower(), list(ELEMENTS), n=1, cutoff=0.6)
            hint = f"did you mean <{near[0]}>? For example {example_of(near[0])}" if near else self._allowed(node)
            self.fault("template/unknown-element", node, f"<{node.tag}> is not known here", hint=hint)
            return None
        for name in node.attrib:
            if name != PLACE and name not in element.attributes:
                near = get_close_matches(name, element.attributes, n=1, cutoff=0.6)
                known = ", ".join(element.attributes) or "none"
                hint = f"<{node.tag}> takes these attributes: {known}; looks belong into theme.yaml"
                hint = f"did you mean `{near[0]}`? {hint}" if near else hint
                self.fault("template/unknown-attribute", node, f"<{node.tag}> has no attribute `{name}`", hint=hint)
        return element

    def _allowed(self, node: Any) -> str:
        parent = node.getparent()
        return allowed_in(parent.tag if parent is not None else "")

    def whole(self, node: Any, name: str, default: int, *, least: int = 0, most: int = 999) -> int:
        """An attribute that is a whole number."""
        typed = node.get(name)
        if typed is None:
            return default
        if re.fullmatch(r"\d{1,4}", typed.strip()) and least <= int(typed) <= most:
            return int(typed)
        allowed = f"a whole number from {least} to {most} is allowed"
        self.fault("template/wrong-value", node, f'{name}="{typed[:40]}" on <{node.tag}>: {allowed}')
        return default

    # ---- words -----------------------------------------------------------------------------------------------

    def inlines(self, node: Any) -> tuple[Inline, ...]:
        """The words inside a tag that holds words only."""
        folding = Folding()
        self.words_into(folding, node)
        return folding.done()

    def words_into(self, folding: Folding, node: Any) -> None:
        """Adds the words and marks directly inside a tag."""
        origin = self.origin(node)
        folding.add(node.text, origin)
        for child in node:
            self.inline_into(folding, child)
            folding.add(child.tail, origin)

    def inline_into(self, folding: Folding, node: Any) -> None:
        """Adds one tag that marks words, with what is inside it."""
        if node.tag == STAMPED:
            self.words_into(folding, node)
            return
        element = self.element(node)
        if element is None:
            return
        if element.role is not Role.INLINE:
            found = f"<{node.tag}> cannot stand among words"
            self.fault("template/misplaced", node, found, hint=f"close <{node.getparent().tag}> before it")
            return
        if node.tag == "br":
            if len(node) or (node.text or "").strip():
                self.fault("template/not-empty", node, "<br/> holds nothing")
            folding.line_break()
            return
        if node.tag == "a" and folding.is_inside("a"):
            self.fault("template/misplaced", node, "a link stands inside a link", hint="a reader can follow one only")
            return
        if self._is_sound(node):
            folding.open(node.tag, node.get("href") or node.get("lang") or "")
            self.words_into(folding, node)
            folding.close()

    def _is_sound(self, node: Any) -> bool:
        wanted = {
            "a": ("href", r"(https?://|mailto:|tel:)[^\s<>\"]+", 'href="https://..."'),
            "span": ("lang", r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", 'lang="ru"'),
        }.get(node.tag)
        if wanted and not re.fullmatch(wanted[1], node.get(wanted[0], "")):
            self.fault("template/wrong-value", node, f"<{node.tag}> needs {wanted[2]}")
            return False
        return True


def allowed_inside(element: Element) -> str:
    """What an element may hold, in words, for hints."""
    if element.inside is Inside.PARTS or element.parts:
        parts = ", ".join(f"<{part}>" for part in element.parts)
        also = " and blocks" if element.inside is Inside.BLOCKS else ""
        return f"<{element.name}> holds {parts}{also}"
    return f"<{element.name}> holds {element.inside}"


_STAMP = re.compile(rf'<([A-Za-z][A-Za-z0-9-]*) {PLACE}="([^"]+:\d+:\d+)"')


def last_place(markup: str, otherwise: Span) -> Span:
    """The place of the last tag in a piece of markup that may not be whole."""
    tags = _STAMP.findall(markup)
    found = parse_span(unescape(tags[-1][1])) if tags else None
    return replace(found, width=len(tags[-1][0]) + 1) if found else otherwise


def parse_span(place: str) -> Span | None:
    """`file:line:column` as a Span; the file's name may hold colons. None for what was not made by `render`."""
    match = re.fullmatch(r"(.+):(\d{1,7}):(\d{1,7})", place)
    return Span(match[1], int(match[2]), int(match[3])) if match else None
