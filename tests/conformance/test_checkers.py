"""The checkers find what is wrong: each fault is made in a file that has none."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from functools import cache
from typing import Any

import pikepdf
import pytest

from tests.conformance import docx, pdf
from tests.conformance.builds import WAYS, built


@cache
def a_file(ending: str, way: int = 0) -> bytes:
    files = built("trafficking-belarus", "standard", WAYS[way], formats=(ending,)).files
    return next(file.data for file in files if file.document == "student" and file.band == "D")


def first(element: Any, role: str) -> Any:
    """The first element of a role, in the order of the tree."""
    for kid in element.get("/K", []):
        if not isinstance(kid, int) and "/S" in kid:
            if str(kid.S) == f"/{role}":
                return kid
            if (found := first(kid, role)) is not None:
                return found
    return None


def without(role: str, key: str) -> Callable[[Any], None]:
    def spoil(opened: Any) -> None:
        del first(opened.Root.StructTreeRoot.K, role)[key]

    return spoil


def renumbered(opened: Any) -> None:
    page = opened.pages[0]
    page.Contents = opened.make_stream(page.Contents.read_bytes().replace(b"/MCID 1>>", b"/MCID 0>>", 1))


def swapped(opened: Any) -> None:
    owners = opened.Root.StructTreeRoot.ParentTree.Nums[1]
    owners[0], owners[1] = owners[1], owners[0]


def untyped(opened: Any) -> None:
    page = opened.pages[0]
    page.Contents = opened.make_stream(
        page.Contents.read_bytes().replace(b"/Artifact <</Type/Layout>> BDC", b"/Artifact BMC")
    )


def loose(opened: Any) -> None:
    page = opened.pages[0]
    page.Contents = opened.make_stream(page.Contents.read_bytes() + b"\n0 0 m 9 9 l S")


def adopted(opened: Any) -> None:
    tree = opened.Root.StructTreeRoot
    first(tree.K, "LI").P = tree.K


def unlabelled(opened: Any) -> None:
    del opened.Root.PageLabels


def unmarked(opened: Any) -> None:
    del opened.Root.Outlines


def untabbed(opened: Any) -> None:
    del opened.pages[0].obj["/Tabs"]


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (without("TH", "/A"), "a header cell without a scope"),
        (without("L", "/A"), "does not say how it is numbered"),
        (without("Figure", "/A"), "without its extent"),
        (without("Figure", "/Alt"), "without words for it"),
        (renumbered, "sequences"),
        (swapped, "to another element"),
        (untyped, "an artifact without a type"),
        (loose, "paints outside"),
        (adopted, "names another parent"),
        (unlabelled, "no labels"),
        (unmarked, "0 bookmarks"),
        (untabbed, "tab key"),
    ],
)
def test_a_spoilt_pdf_is_found(spoil: Callable[[Any], None], told: str) -> None:
    assert pdf.structure_faults(a_file("pdf")) == []
    with pikepdf.open(io.BytesIO(a_file("pdf"))) as opened:
        spoil(opened)
        changed = io.BytesIO()
        opened.save(changed)
    assert any(told in fault for fault in pdf.structure_faults(changed.getvalue()))


def test_a_field_without_a_name_is_found() -> None:
    with pikepdf.open(io.BytesIO(a_file("pdf", 2))) as opened:
        fields = [one for page in opened.pages for one in page.obj.get("/Annots", []) if "/TU" in one]
        del fields[0]["/TU"]
        changed = io.BytesIO()
        opened.save(changed)
    assert any("without words for it" in fault for fault in pdf.structure_faults(changed.getvalue()))


@pytest.mark.parametrize(
    ("part", "there", "instead", "told"),
    [
        ("word/document.xml", b"w:tblHeader", b"w:cantSplit", "no head that comes again"),
        ("word/document.xml", b'w:val="Heading1"', b'w:val="Heading3"', "skips a level"),
        ("word/document.xml", b"</w:pPr>", b'<w:jc w:val="right"/></w:pPr>', "formatted by hand: jc"),
        ("word/document.xml", b"w:tbl(Caption|Description)", b"w:tblLook", "a table without a title"),
        ("word/settings.xml", b'w:val="15"', b'w:val="14"', "compatibility mode"),
        ("word/footer1.xml", b"PAGE", b"DATE", "no page number"),
        ("docProps/core.xml", b"dc:language", b"dc:subject", "no language"),
    ],
)
def test_a_spoilt_word_file_is_found(part: str, there: bytes, instead: bytes, told: str) -> None:
    data = a_file("docx")
    assert docx.faults(data) == []
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(changed, "w") as spoilt:
        for name in package.namelist():
            content = package.read(name)
            assert name != part or re.search(there, content)
            spoilt.writestr(name, re.sub(there, instead, content) if name == part else content)
    assert any(told in fault for fault in docx.faults(changed.getvalue()))
