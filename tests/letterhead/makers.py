"""Word files as schools have them, and as nobody should: made here, and changed part by part."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.shared import Mm, Pt, RGBColor

from tests.theme.test_school import a_picture
from tests.write.docx.opened import W

NAME, ADDRESS = "Gymnasium am Park", "Parkweg 1, Tel. 030 1234567"
NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def a_document(*, first: str = "", even: str = "") -> Any:
    """A letterhead: logo and name in the header, address in the footer; other words on first and even pages."""
    document: Any = docx.Document()
    section = document.sections[0]
    section.left_margin = section.right_margin = Mm(25)
    line = section.header.paragraphs[0]
    line.add_run().add_picture(BytesIO(a_picture()), height=Mm(12))
    line.add_run(f"\t{NAME}").bold = True
    line._p.find(".//{*}docPr").set("descr", "Crest: a tree")
    section.footer.paragraphs[0].text = ADDRESS
    if first:
        section.different_first_page_header_footer = True
        section.first_page_header.paragraphs[0].text = first
    if even:
        document.settings.odd_and_even_pages_header_footer = True
        section.even_page_footer.paragraphs[0].text = even
    heading = document.styles["Heading 2"]
    heading.font.name, heading.font.size, heading.font.color.rgb = "Georgia", Pt(20), RGBColor(0x7A, 0x10, 0x10)
    heading.element.rPr.rFonts.attrib.pop(f"{W}asciiTheme", None)
    document.styles["Normal"].font.name = "Verdana"
    return document


def stored(document: Any) -> bytes:
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def a_letterhead(*, first: str = "", even: str = "") -> bytes:
    return stored(a_document(first=first, even=even))


def with_in_header(markup: str) -> bytes:
    """A letterhead with a paragraph more in its header; `markup` is what the paragraph holds."""
    document = a_document()
    document.sections[0].header._element.extend(list(parse_xml(f"<w:hdr {NS}><w:p>{markup}</w:p></w:hdr>")))
    return stored(document)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def changed(data: bytes, change: Callable[[dict[str, bytes]], object]) -> bytes:
    """The file with its parts changed."""
    contents = parts(data)
    change(contents)
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in contents.items():
            package.writestr(name, content)
    return made.getvalue()


def replaced(data: bytes, name: str, old: str, new: str) -> bytes:
    def change(contents: dict[str, bytes]) -> None:
        text = contents[name].decode()
        assert old in text, f"{old!r} is not in {name}"
        contents[name] = text.replace(old, new).encode()

    return changed(data, change)


def related_outside(data: bytes, part: str, kind: str, target: str) -> bytes:
    """The file with a relationship of a part that leads elsewhere."""
    added = (
        f'<Relationship Id="rIdOut" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
        f'Target="{target}" TargetMode="External"/>'
    )

    def change(contents: dict[str, bytes]) -> None:
        name = f"word/_rels/{part}.rels"
        before = contents.get(name, b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
                                    b'relationships"></Relationships>')  # fmt: skip
        contents[name] = before.replace(b"</Relationships>", added.encode() + b"</Relationships>")

    return changed(data, change)
