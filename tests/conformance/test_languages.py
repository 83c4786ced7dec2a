"""Words in another language are told to be so, run by run, in every built file: a voice changes where they begin."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache

import lxml.etree
import lxml.html
import pytest

from tests.conformance.builds import WAYS, built
from tests.write.pdf.reading import structure

MODULE = "trafficking-belarus"
CYRILLIC = re.compile("[\u0400-\u04ff]")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FORMATS = ("docx", "html", "pdf")

Said = list[tuple[str, str]]
"""Pieces of a file's words in Cyrillic letters, each with its language; without one, the document's."""


@cache
def files() -> dict[str, bytes]:
    pack = built(MODULE, "standard", WAYS[0], formats=FORMATS)
    return {file.name: file.data for file in pack.files}


def in_pdf(data: bytes) -> Said:
    found: Said = []
    for node in structure(data).walk():
        own = "".join(part for part in node.parts if isinstance(part, str)).strip()
        if CYRILLIC.search(own):
            assert node.role == "Span", f"{own!r} stands in {node.role}"
            found.append((node.language, " ".join(own.split())))
    return found


def in_docx(data: bytes) -> Said:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        body = lxml.etree.fromstring(package.read("word/document.xml"))
    found: Said = []
    for run in body.iter(f"{W}r"):
        words = "".join(text.text or "" for text in run.iter(f"{W}t"))
        if CYRILLIC.search(words):
            tag = run.find(f"{W}rPr/{W}lang")
            found.append(("" if tag is None else tag.get(f"{W}val", ""), words.strip()))
    return found


def in_html(data: bytes) -> Said:
    found: Said = []
    for element in lxml.html.document_fromstring(data).body.iter(lxml.etree.Element):
        words = " ".join(filter(None, [element.text, *(child.tail for child in element)]))
        if CYRILLIC.search(words):
            found.append((element.get("lang", ""), words.strip()))
    return found


READERS = {"pdf": in_pdf, "docx": in_docx, "html": in_html}


@pytest.mark.parametrize("document", ["C-student", "D-student", "D-cards", "C-teacher"])
def test_every_run_in_another_language_says_which(document: str) -> None:
    said = {kind: READERS[kind](files()[f"staying-safe-3-{document}.{kind}"]) for kind in FORMATS}
    assert said["docx"] == said["pdf"] == said["html"]
    assert {language for language, _ in said["pdf"]} == {"ru", "be"}
    assert ("ru", "торговля людьми") in said["pdf"]
    assert ("be", "гандаль людзьмі") in said["pdf"]


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_a_run_without_its_language_is_seen(kind: str) -> None:
    data = files()[f"staying-safe-3-C-student.{kind}"]
    if kind == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            body = package.read("word/document.xml")
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as package:
            package.writestr("word/document.xml", re.sub(rb"<w:lang [^>]*/>", b"", body))
        assert {language for language, _ in in_docx(made.getvalue())} == {""}
    else:
        assert {language for language, _ in in_html(data.replace(b'<span lang="ru">', b"<span>"))} == {"", "be"}
