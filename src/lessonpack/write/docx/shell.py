"""The package around the words: opened once with python-docx, stripped of its template, kept as ready parts.

Everything that is the same for all documents of a scale, paper and language is made here; the rest (`per document`)
is left to `writer`.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from datetime import datetime, time
from io import BytesIO
from typing import Any

import docx
from docx.opc.coreprops import CoreProperties
from docx.oxml import parse_xml
from docx.oxml.coreprops import CT_CoreProperties
from docx.shared import Mm
from lxml import etree

from lessonpack.theme.tokens import Scale, Theme
from lessonpack.tree.nodes import Meta
from lessonpack.write.direction import is_leftward
from lessonpack.write.docx.markup import NAMESPACES, PROLOGUE, escaped
from lessonpack.write.docx.package import Packed, packed

HEADER_MM = 8
FOOTER_MM = 9
PER_DOCUMENT = frozenset(
    {
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "word/styles.xml",
        "word/numbering.xml",
        "docProps/core.xml",
        "[Content_Types].xml",
    }
)
_MARGIN = re.compile(r"word/(?:header|footer)\d\.xml")
_KEPT_RELATIONS = ("/styles", "/numbering", "/settings", "/header", "/footer", "/officeDocument", "/core-properties",
                   "/image")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shell:
    """What all documents of one kind share."""

    parts: tuple[Packed, ...]
    section: str
    """The sectPr, with the references to header and footer."""
    relations: str
    """The content of document.xml.rels but for the links."""
    content_types: str
    """The content of [Content_Types].xml."""
    first_link: int
    """The first free number for a relationship id."""
    logo: str
    """The relationship id of the school's logo; empty where the theme has none."""


def shell(
    theme: Theme,
    scale: Scale,
    language: str,
    *,
    is_duplex: bool = False,
    kinds: tuple[str, ...] = ("default",),
    room_mm: tuple[float, float] | None = None,
) -> Shell:
    """`kinds` are the kinds of pages whose margins differ; `room_mm` is the margin above and below, where it is not the
    scale's."""
    document: Any = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(side) for side in theme.page_mm())
    section.top_margin, section.bottom_margin = map(Mm, room_mm or (scale.margin_mm, scale.margin_mm))
    # Where margins are mirrored, `left` is the margin towards the holes on every page (ECMA-376 part 1, 17.15.1.57).
    margins = theme.side_margins_mm(scale, is_duplex=is_duplex)
    section.left_margin, section.right_margin = (Mm(side) for side in margins)
    section.header_distance, section.footer_distance = Mm(HEADER_MM), Mm(FOOTER_MM)
    _add_margins(section, kinds)
    if is_leftward(language):
        _turn(section)
    _strip(document)
    _set(document.settings.element, language, is_duplex=is_duplex, has_even="even" in kinds)
    logo = document.part.get_or_add_image(BytesIO(theme.logo.file.data))[0] if theme.logo else ""
    stored = BytesIO()
    document.save(stored)
    return _taken_apart(stored, logo)


def core_properties(meta: Meta) -> bytes:
    """docProps/core.xml: title, language, creator and one date, which is the content's and not the clock's."""
    element = CT_CoreProperties.new()
    core = CoreProperties(element)
    core.title, core.author, core.last_modified_by = meta.title, meta.creator, meta.creator
    core.language = meta.language
    core.created = core.modified = datetime.combine(meta.dated, time())
    content: bytes = etree.tostring(element)
    return PROLOGUE.encode() + content


def _add_margins(section: Any, kinds: tuple[str, ...]) -> None:
    """A header and a footer for each kind of page; their parts are numbered in this order."""
    section.different_first_page_header_footer = "first" in kinds
    for kind in kinds:
        before = "" if kind == "default" else f"{kind}_page_"
        for place in ("header", "footer"):
            getattr(section, f"{before}{place}").is_linked_to_previous = False


def _turn(section: Any) -> None:
    """Columns and the order of pages from right to left (ECMA-376 part 1, 17.6.1)."""
    element = section._sectPr
    after = next((child for child in element if child.tag.endswith(("}rtlGutter", "}docGrid"))), None)
    turned = parse_xml(f"<w:bidi {NAMESPACES}/>")
    element.append(turned) if after is None else after.addprevious(turned)


def _strip(document: Any) -> None:
    """Takes out what python-docx's template brings: thumbnail, custom XML, theme, fonts of another machine."""
    for holder in (document.part.package, document.part):
        for key, relation in list(holder.rels.items()):
            if not relation.reltype.endswith(_KEPT_RELATIONS):
                del holder.rels[key]


def _set(settings: Any, language: str, *, is_duplex: bool, has_even: bool) -> None:
    bidi = f' w:bidi="{escaped(language)}"' if is_leftward(language) else ""
    for child in list(settings):
        settings.remove(child)
    wanted = parse_xml(
        f"<w:settings {NAMESPACES}>"
        f'<w:zoom w:percent="100"/>{"<w:mirrorMargins/>" * is_duplex}'
        '<w:defaultTabStop w:val="709"/><w:autoHyphenation w:val="0"/>'
        f"{'<w:evenAndOddHeaders/>' * has_even}"
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        # 15 is Word 2013 and later; anything less opens in compatibility mode ([MS-DOCX] 2.10.5).
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{escaped(language)}"{bidi}/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
        "</w:settings>"
    )
    settings.extend(list(wanted))


def _is_per_document(name: str) -> bool:
    return name in PER_DOCUMENT or _MARGIN.fullmatch(name) is not None


def _taken_apart(stored: BytesIO, logo: str) -> Shell:
    with zipfile.ZipFile(stored) as package:
        contents = {name: package.read(name) for name in package.namelist()}
    root = etree.fromstring(contents["word/document.xml"])
    etree.cleanup_namespaces(root)
    section = next(root.iter("{*}sectPr"))
    # Revision ids of the template's author.
    section.attrib.clear()
    relations = etree.fromstring(contents["word/_rels/document.xml.rels"])
    numbers = [int(relation.get("Id").removeprefix("rId")) for relation in relations]
    parts = tuple(packed(name, data) for name, data in contents.items() if not _is_per_document(name))
    return Shell(
        parts,
        # The root of every document declares the two prefixes that are left.
        re.sub(r' xmlns:\w+="[^"]*"', "", etree.tostring(section, encoding="unicode", with_tail=False)),
        "".join(etree.tostring(relation, encoding="unicode") for relation in relations),
        "".join(etree.tostring(kind, encoding="unicode") for kind in etree.fromstring(contents["[Content_Types].xml"])),
        max(numbers) + 1,
        logo,
    )
