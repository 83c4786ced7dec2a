"""A built Word file held to what readers and colleagues need: styles, headings, heads of tables, words for figures."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}"
DC = "{http://purl.org/dc/elements/1.1/}"
_PARAGRAPHS = {"pStyle", "numPr", "keepNext", "keepLines", "pageBreakBefore", "sectPr", "bidi"}
_RUNS = {"rStyle", "lang", "rtl"}
_HEADINGS = {"Heading1": 1, "Heading2": 2, "Heading3": 3}


def faults(data: bytes) -> list[str]:
    """One sentence for each fault; none for a file that conforms."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        parts = {name: etree.fromstring(package.read(name)) for name in package.namelist() if name.endswith(".xml")}
    body = parts["word/document.xml"]
    return [
        *_of_properties(parts),
        *_of_headings(body),
        *_of_tables(body),
        *_of_drawings(body),
        *(fault for name, part in parts.items() if name.startswith("word/") for fault in _by_hand(name, part)),
    ]


def _value(element: Any) -> str:
    return "" if element is None else element.get(f"{W}val", "")


def _of_properties(parts: dict[str, Any]) -> Iterator[str]:
    core = parts["docProps/core.xml"]
    for name in ("title", "language", "creator"):
        if not (core.findtext(f"{DC}{name}") or "").strip():
            yield f"the file has no {name}"
    modes = [
        s for s in parts["word/settings.xml"].iter(f"{W}compatSetting") if s.get(f"{W}name") == "compatibilityMode"
    ]
    if [_value(mode) for mode in modes] != ["15"]:
        yield "Word would open the file in compatibility mode"
    feet = (part for name, part in parts.items() if name.startswith("word/footer"))
    if not any("PAGE" in (field.get(f"{W}instr") or field.text or "") for foot in feet for field in _fields(foot)):
        yield "no page number in the foot"


def _fields(part: Any) -> Iterator[Any]:
    yield from part.iter(f"{W}fldSimple")
    yield from part.iter(f"{W}instrText")


def _of_headings(body: Any) -> Iterator[str]:
    before = 0
    for paragraph in body.iter(f"{W}p"):
        level = _HEADINGS.get(_value(paragraph.find(f"{W}pPr/{W}pStyle")))
        if level is None:
            continue
        text = "".join(paragraph.itertext()).strip()
        if not text:
            yield "an empty heading"
        if level > before + 1:
            yield f"the heading {text!r} skips a level"
        before = level
    if not before:
        yield "no headings"


def _of_tables(body: Any) -> Iterator[str]:
    for table in body.iter(f"{W}tbl"):
        told = _value(table.find(f"{W}tblPr/{W}tblCaption")) or _value(table.find(f"{W}tblPr/{W}tblDescription"))
        if not told.strip():
            yield "a table without a title or a description"
        rows = table.findall(f"{W}tr")
        if len(rows) > 1 and rows[0].find(f"{W}trPr/{W}tblHeader") is None:
            yield f"the table {told!r} has no head that comes again"
        if table.find(f".//{W}gridSpan") is not None or table.find(f".//{W}vMerge") is not None:
            yield f"the table {told!r} has merged cells"


def _of_drawings(body: Any) -> Iterator[str]:
    for shape in body.iter(f"{WP}inline", f"{WP}anchor"):
        told = (shape.find(f"{WP}docPr").get("descr") or "").strip()
        is_decoration = any(mark.get("val") == "1" for mark in shape.iter(f"{DECORATIVE}decorative"))
        if not told and not is_decoration:
            yield "a drawing without words for it"
    yield from ("a drawing that floats" for _ in body.iter(f"{WP}anchor"))


def _by_hand(name: str, part: Any) -> Iterator[str]:
    """Looks that no style names; styles and lists themselves are where looks belong."""
    if name in ("word/styles.xml", "word/numbering.xml"):
        return
    for paragraph in part.iter(f"{W}p"):
        for properties, allowed in ((f"{W}pPr", _PARAGRAPHS), (f"{W}rPr", _RUNS)):
            own = {child.tag.removeprefix(W) for found in paragraph.iter(properties) for child in found}
            if own - allowed - {"rPr"}:
                yield f"{name}: formatted by hand: {', '.join(sorted(own - allowed))}"
