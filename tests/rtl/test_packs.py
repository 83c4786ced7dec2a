"""A module in Arabic and one in Hebrew, with templates of their own: sheets from right to left in both formats."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from lessonpack.documents import Documents
from lessonpack.gate.files import FileWords, admit_file
from lessonpack.pack import PackRequest, build
from lessonpack.project import Project
from lessonpack.select.selection import Selection
from lessonpack.select.withheld import ModuleWords
from lessonpack.tree.nodes import Document
from lessonpack.tree.walk import text_of
from lessonpack.write.readback import spoken
from lessonpack.write.writer import Format
from tests.modules import TODAY
from tests.test_office import office
from tests.write.docx.opened import W
from tests.write.pdf.reading import spoken as in_tags
from tests.write.pdf.reading import structure
from tests.write.pdf.test_tags import failures
from tests.write.pdf.treetext import tree_text

FOLDER = Path(__file__).parent / "project"
LANGUAGES = ("ar", "he")
LETTERS = {"ar": re.compile("[\u0600-\u06ff]"), "he": re.compile("[\u0590-\u05ff]")}


@cache
def files(language: str) -> dict[str, bytes]:
    """Ending -> the student's sheet."""
    request = PackRequest(TODAY, bands=("C",), documents=("student",))
    made = build(Project(FOLDER), f"water-{language}", request).files
    return {file.name.rpartition(".")[2]: file.data for file in made}


@cache
def composed(language: str) -> tuple[Selection, Document]:
    project = Project(FOLDER)
    documents = Documents(project, project.module(f"water-{language}"), TODAY)
    students = documents.students("C")
    return next(iter(documents.composed(documents.selections("C", students, ("student",)))))


def squeezed(text: str) -> str:
    """Without white space and what keeps numbers in order; brackets fold, since viewers turn them or do not."""
    return re.sub(r"[\s\u200e\ufeff]", "", text).replace("\u2011", "-").translate(str.maketrans(")", "("))


def part(language: str, name: str) -> Any:
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(files(language)["docx"])) as package:
        return etree.fromstring(package.read(name))


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_formats_say_what_the_tree_says(language: str) -> None:
    _, document = composed(language)
    assert in_tags(structure(files(language)["pdf"])) == tree_text(document)
    for ending in (Format.PDF, Format.DOCX):
        said = squeezed("".join(spoken(files(language)[ending.value], ending).pages))
        missing = [line for line in text_of(document).splitlines() if squeezed(line) not in said]
        assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_viewer_copies_every_line_of_the_pdf_in_the_order_of_reading(language: str) -> None:
    page = pypdfium2.PdfDocument(files(language)["pdf"])[0].get_textpage().get_text_range()
    shown = squeezed(page)
    # Where a line begins with a number, or goes on in Latin letters, PDFium takes it for one from left to right.
    lines = [line for line in text_of(composed(language)[1]).splitlines() if not re.search("^[0-9]|[a-z]", line)]
    assert [line for line in lines if squeezed(line) not in shown] == []
    for word in re.findall(LETTERS[language].pattern + "{2,}", text_of(composed(language)[1])):
        assert word in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_of_a_line_stand_from_right_to_left(language: str) -> None:
    page = pypdfium2.PdfDocument(files(language)["pdf"])[0].get_textpage()
    title = text_of(composed(language)[1]).splitlines()[1]
    start = page.get_text_range().index(title)
    edges = [page.get_charbox(start + i)[0] for i, c in enumerate(title) if LETTERS[language].match(c)]
    assert edges == sorted(edges, reverse=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_is_pdf_ua_in_its_language(language: str) -> None:
    assert failures(files(language)["pdf"]) == []
    with pikepdf.open(io.BytesIO(files(language)["pdf"])) as pdf:
        assert str(pdf.Root.Lang) == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_word_is_told_the_direction_of_everything(language: str) -> None:
    body = part(language, "word/document.xml")[0]
    normal = next(s for s in part(language, "word/styles.xml") if s.get(f"{W}styleId") == "Normal")
    assert normal.find(f"{W}pPr/{W}bidi") is not None
    assert body.find(f"{W}sectPr/{W}bidi") is not None
    assert all(t.find(f"{W}tblPr/{W}bidiVisual") is not None for t in body.iter(f"{W}tbl"))
    for run in body.iter(f"{W}r"):
        text = "".join(t.text or "" for t in run.iter(f"{W}t"))
        if LETTERS[language].search(text):
            assert run.find(f"{W}rPr/{W}rtl") is not None
        if text == "normal years":
            assert run.find(f"{W}rPr/{W}rtl") is None
            assert run.find(f"{W}rPr/{W}lang").get(f"{W}val") == "en"
    settings = part(language, "word/settings.xml")
    assert settings.find(f"{W}themeFontLang").get(f"{W}bidi") == language


def test_the_bar_of_a_box_stands_at_the_right(tmp_path: Path) -> None:
    styles = part("he", "word/styles.xml")
    borders = next(s for s in styles if s.get(f"{W}styleId") == "NoteText").find(f"{W}pPr/{W}pBdr")
    assert int(borders.find(f"{W}right").get(f"{W}sz")) > int(borders.find(f"{W}left").get(f"{W}sz"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_libreoffice_opens_the_word_file_and_shows_the_same_words(language: str, tmp_path: Path) -> None:
    path = tmp_path / "sheet.docx"
    path.write_bytes(files(language)["docx"])
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = [office(), home, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=300)
    shown = squeezed((tmp_path / "sheet.txt").read_text("utf-8"))
    assert [line for line in text_of(composed(language)[1]).splitlines() if squeezed(line) not in shown] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_the_gate_finds_a_blocked_word_in_shaped_text(language: str, ending: str) -> None:
    selection, document = composed(language)
    blocked = "الأرض" if language == "ar" else "השמים"
    word = text_of(document).split()[4] if blocked not in text_of(document) else blocked
    watched = replace(selection.watched, blocked=(word,))
    read = spoken(files(language)[ending], Format(ending))
    file = FileWords(f"sheet.{ending}", read.pages, read.margins, read.elsewhere, has_pages=ending == "pdf")
    project = Project(FOLDER)
    words = ModuleWords(project.module(f"water-{language}"), project.policy.teacher_band)
    assert admit_file(file, selection, words) == ()
    codes = [found.code for found in admit_file(file, replace(selection, watched=watched), words)]
    assert codes == ["gate/file-word"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_the_gate_finds_words_that_were_withheld_in_shaped_text(language: str, ending: str) -> None:
    selection, _ = composed(language)
    read = spoken(files(language)[ending], Format(ending))
    file = FileWords(f"sheet.{ending}", read.pages, read.margins, read.elsewhere, has_pages=ending == "pdf")
    project = Project(FOLDER)
    words = ModuleWords(project.module(f"water-{language}"), project.policy.teacher_band)
    without = replace(selection, context=())
    assert "gate/file-withheld" in [found.code for found in admit_file(file, without, words)]


def test_an_english_pack_needs_neither_of_the_two_packages() -> None:
    code = (
        "import sys; sys.modules['uharfbuzz'] = sys.modules['bidi'] = None\n"
        "from datetime import date; from pathlib import Path\n"
        "from lessonpack.api import PackRequest, Project, build\n"
        "print(len(build(Project(Path('.')), 'water-cycle', PackRequest(date(2026, 11, 1), bands=('C',))).files))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert int(done.stdout) > 0
