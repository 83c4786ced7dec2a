"""HTML files opened again by libraries that did not write them, and what a checker of accessibility would find."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import lxml.html
from lxml import etree

from lessonpack.tree.nodes import Document
from lessonpack.tree.walk import text_of
from lessonpack.write.html.writer import HtmlWriter
from tests.write.docx.opened import standard_theme

LEAVES = ("caption", "dt", "figcaption", "h1", "h2", "h3", "p")
ACTIVE = ("script", "iframe", "object", "embed", "form", "input", "button", "img", "link", "base", "template", "audio")


@cache
def writer() -> HtmlWriter:
    return HtmlWriter(standard_theme())


def written(document: Document) -> bytes:
    return writer().write(document).data


def as_xml(data: bytes) -> Any:
    """The root; fails on anything that is not well formed."""
    return etree.fromstring(data.split(b"\n", 1)[1])


def as_html(data: bytes) -> Any:
    return lxml.html.document_fromstring(data.decode())


def shape(root: Any) -> list[tuple[str, dict[str, str], str]]:
    """Every element with its attributes and the words right behind its start."""
    return [(e.tag, dict(e.attrib), _folded(e.text)) for e in root.iter()]


def tree_lines(document: Document) -> list[str]:
    return [line for text in text_of(document).split("\n") if (line := _folded(text))]


def html_lines(data: bytes) -> list[str]:
    """The words of the main part, one line for each element that holds words."""
    (main,) = as_html(data).iter("main")
    # The figures of a chart stand in their elements without a paragraph.
    leaves = (e for e in main.iter(*LEAVES, "dd") if e.tag != "dd" or e.find("span") is not None)
    return [line for leaf in leaves if (line := _folded("".join(_words(leaf))))]


def _words(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        yield " " if child.tag == "br" else ""
        yield from _words(child)
        yield child.tail or ""


def _folded(text: str | None) -> str:
    return " ".join((text or "").split())


def faults(data: bytes) -> list[str]:
    """What would keep somebody from the content who listens to it, uses the keyboard alone, or looks for headings."""
    root = as_html(data)
    return [*_page(root), *_names(root), *_tables(root), *_lists(root), *_active(root)]


def _page(root: Any) -> Iterator[str]:
    if not root.get("lang"):
        yield "the page has no language"
    if any(not e.get("lang") for e in root.iter() if "lang" in e.attrib):
        yield "words in no language"
    for tag, most in (("main", 1), ("h1", 1), ("title", 1), ("header", 1), ("footer", 1)):
        if (count := len(list(root.iter(tag)))) > most or (count == 0 and tag in ("main", "title")):
            yield f"{count} of <{tag}>"
    if not _folded(root.findtext("head/title")):
        yield "the page has no title"
    body = root.find("body")
    for child in body:
        if child.tag not in ("header", "main", "footer") and child.get("aria-hidden") != "true":
            yield f"<{child.tag}> outside of every landmark"
    level = 0
    for heading in root.iter("h1", "h2", "h3"):
        if int(heading.tag[1]) > level + 1:
            yield f"<{heading.tag}> below level {level}"
        level = int(heading.tag[1])
        if not _folded("".join(heading.itertext())):
            yield f"<{heading.tag}> without words"


def _names(root: Any) -> Iterator[str]:
    identifiers = [e.get("id") for e in root.iter() if e.get("id")]
    if len(identifiers) != len(set(identifiers)):
        yield "an id stands twice"
    by_id = {e.get("id"): e for e in root.iter() if e.get("id")}
    for element in root.iter():
        about = f"<{element.tag} role={element.get('role')}>"
        names = [by_id.get(name) for name in (element.get("aria-labelledby") or "").split()]
        if any(named is None or not _folded("".join(named.itertext())) for named in names):
            yield f"{about} is named by nothing"
        needs_name = element.tag in ("section", "article", "aside") or element.get("role") in ("img", "group", "note")
        if needs_name and not names and not element.get("aria-label"):
            yield f"{about} has no name"
        if element.get("aria-label") and not element.get("role"):
            yield f"{about} has a name that nobody reads out"
        if element.get("tabindex", "0") != "0" or ("tabindex" in element.attrib and not names):
            yield f"{about} takes the focus"
        if element.tag == "a" and not _folded("".join(element.itertext())):
            yield "a link without words"


def _tables(root: Any) -> Iterator[str]:
    for table in root.iter("table"):
        if not _folded("".join(table.find("caption").itertext())) or table.find("thead") is None:
            yield "a table without caption or head"
        for head in table.iter("th"):
            expected = "col" if head.getparent().getparent().tag == "thead" else "row"
            if head.get("scope") != expected or not _folded("".join(head.itertext())):
                yield f"a head cell with scope={head.get('scope')}"
        if len({len(row) for row in table.iterfind("*/tr")}) > 1:
            yield "rows of different lengths"


def _lists(root: Any) -> Iterator[str]:
    for element in root.iter("li", "dt", "dd"):
        owner = element.getparent()
        is_entry = owner.tag == "div" and owner.getparent().tag == "dl"
        if not (is_entry if element.tag != "li" else owner.tag in ("ul", "ol")):
            yield f"<{element.tag}> in <{owner.tag}>"
    for entry in root.iterfind(".//dl/div"):
        if [child.tag for child in entry] != ["dt", "dd"]:
            yield "an entry that is no term with its meaning"


def _active(root: Any) -> Iterator[str]:
    for element in root.iter():
        if element.tag in ACTIVE or any(name.startswith("on") or name == "style" for name in element.attrib):
            yield f"<{element.tag}> can do something"
        if element.tag == "a" and element.get("rel") != "noreferrer noopener":
            yield "a link that tells where it comes from"
