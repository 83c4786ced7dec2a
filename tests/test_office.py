"""LibreOffice opens every shipped Word file and shows all its words; where there is none, CI fails and others skip."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from lessonpack.api import PackRequest, Project, build
from lessonpack.documents import Documents
from lessonpack.pack import DOCUMENTS
from lessonpack.theme.tokens import Paper
from lessonpack.tree.nodes import Document
from lessonpack.tree.walk import text_of
from tests.documents import every_node
from tests.write.docx.opened import writer

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 1)
LOOKS: tuple[tuple[str, Paper | None], ...] = (("standard", "letter"), ("large-print", None), ("plain", None))
EVERY_NODE = (every_node(), every_node(band="A"), every_node(kind="teacher"))


def office() -> str:
    found = shutil.which("soffice")
    if found is None and os.environ.get("CI"):
        pytest.fail("LibreOffice is not installed; .ci/run installs it")
    if found is None:
        pytest.skip("LibreOffice is not installed here")
    return found


@pytest.fixture(scope="module")
def paged(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Words of each page of the Word files as LibreOffice shows them, by file name."""
    office()
    folder = tmp_path_factory.mktemp("office")
    project = Project(ROOT)
    for name in project.module_ids():
        for file in build(project, name, PackRequest(TODAY, formats=("docx",))).files:
            (folder / file.name).write_bytes(file.data)
    for whole in EVERY_NODE:
        (folder / f"every-node-{whole.stem}.docx").write_bytes(writer().write(whole).data)
    return converted(folder)


@pytest.fixture(scope="module")
def grids(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, list[str]]]:
    """Pages of the PDF and words of each page of the Word file, of pages to fill in, in looks with little room."""
    project = Project(ROOT)
    pages: dict[str, int] = {}
    shown: dict[str, list[str]] = {}
    for theme, paper in LOOKS:
        folder = tmp_path_factory.mktemp(theme)
        plan = PackRequest(TODAY, documents=("organisers",), formats=("docx", "pdf"), theme=theme, paper=paper)
        for file in (file for name in project.module_ids() for file in build(project, name, plan).files):
            if file.pages is None:
                (folder / file.name).write_bytes(file.data)
            else:
                pages[f"{Path(file.name).stem} {theme} {paper}"] = file.pages
        shown |= {f"{name} {theme} {paper}": words for name, words in converted(folder).items()}
    return {name: (pages[name], shown[name]) for name in pages}


def converted(folder: Path) -> dict[str, list[str]]:
    program, files = office(), sorted(folder.glob("*.docx"))
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    command = [program, home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {path.stem: pages_of(path.with_suffix(".pdf")) for path in files}


@pytest.fixture(scope="module")
def opened(paged: dict[str, list[str]]) -> dict[str, str]:
    """All words of each file."""
    return {name: "".join(pages) for name, pages in paged.items()}


def pages_of(path: Path) -> list[str]:
    return [squeezed(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(path)]


def squeezed(text: str) -> str:
    """Without white space and hyphens, which line ends change: pdfium gives a hyphen there as U+FFFE."""
    return re.sub(r"[\s\ufffe\u200b-]+", "", text)


@pytest.mark.parametrize("name", sorted(path.parent.name for path in ROOT.glob("content/*/module.yaml")))
def test_every_line_of_a_document_is_there(opened: dict[str, str], name: str) -> None:
    project = Project(ROOT)
    documents = Documents(project, project.module(name), TODAY)
    for band in project.policy.student_bands():
        students = documents.students(band)
        if students.is_empty:
            continue
        for _, document in documents.composed(documents.selections(band, students, DOCUMENTS)):
            assert missing(document, opened[document.stem]) == []


@pytest.mark.parametrize("document", EVERY_NODE, ids=lambda whole: whole.stem)
def test_every_line_of_every_node_is_there(opened: dict[str, str], document: Document) -> None:
    assert missing(document, opened[f"every-node-{document.stem}"]) == []


@pytest.mark.parametrize("name", Project(ROOT).module_ids())
def test_a_sheet_has_no_more_pages_in_word_than_as_pdf_and_its_help_box_is_whole(
    paged: dict[str, list[str]], name: str
) -> None:
    pack = build(Project(ROOT), name, PackRequest(TODAY, documents=("student",), formats=("pdf",)))
    for file in pack.files:
        sheet, pages = Path(file.name).stem, paged[Path(file.name).stem]
        assert file.pages is not None
        assert len(pages) <= file.pages, sheet
        starts = [number for number, page in enumerate(pages) if squeezed("Where to find help") in page]
        closings = {squeezed(words) for words in ("Think of one person who listens", "You can ask them")}
        for start in starts:
            assert any(words in pages[start] for words in closings), sheet


def test_a_grid_or_circles_stand_on_the_page_of_their_task_in_word_where_they_do_as_pdf(
    grids: dict[str, tuple[int, list[str]]],
) -> None:
    assert grids
    assert {name: len(shown) for name, (pages, shown) in grids.items() if len(shown) > pages} == {}


def missing(document: Document, shown: str) -> list[str]:
    """Lines that are not shown. One that a page break cuts has furniture in its middle: its halves must be there."""
    lines = (line for line in text_of(document).splitlines() if squeezed(line) not in shown)
    return [line for line in lines if not halves_are_there(squeezed(line), shown)]


def halves_are_there(line: str, text: str) -> bool:
    return any(line[:cut] in text and line[cut:] in text for cut in range(1, len(line)))
