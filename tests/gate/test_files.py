"""The last look at finished bytes: what must not be in any of their words, and what must be on each page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lessonpack.gate.files import FileWords, admit_file
from lessonpack.model.audience import Role
from lessonpack.project import Project
from lessonpack.select.selection import Selection
from lessonpack.select.withheld import ModuleWords
from tests.gate.projects import a_project, selected
from tests.gate.test_gate import FULL
from tests.modules import a_help_line, a_source

HIDDEN = "Eight words that no pupil of this class reads today"
NAMED_SO = a_help_line("h1", org="Stop Rape", service="Brothel line")


def with_hidden(**changes: Any) -> dict[str, Any]:
    return {**FULL, "notes": [{"id": "n9", "title": "Note", "text": f"{HIDDEN}."}], **changes}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return a_project(tmp_path, with_hidden(), help_lines=(NAMED_SO,))


def sheet(project: Project) -> Selection:
    return selected(project, "sample", Role.STUDENT, "C")


def proved(project: Project, file: FileWords) -> list[str]:
    words = ModuleWords(project.module("sample"), "T")
    return [d.code for d in admit_file(file, sheet(project), words)]


def faults(project: Project, page: str, *, name: str = "x.pdf", elsewhere: str = "") -> list[str]:
    """Codes for a file of one page that holds what a first page must."""
    care = sheet(project).care
    assert care is not None
    whole = f"{page}\n{care.content_note}\n{care.help_line}"
    return proved(project, FileWords(name, (whole,), (), (elsewhere,), has_pages=True))


def test_a_file_that_says_nothing_wrong_may_leave(project: Project) -> None:
    assert faults(project, "Calm words.") == []


@pytest.mark.parametrize(
    "hidden",
    [
        HIDDEN,
        HIDDEN.upper(),
        HIDDEN.replace(" no ", ": no ").replace(" class ", "; class "),
        HIDDEN.replace("pupil", "pu\u00adpil").replace("reads", "re\u200bads"),
    ],
)
def test_withheld_words_are_found_on_a_page_and_in_whatever_else_a_file_holds(project: Project, hidden: str) -> None:
    assert faults(project, hidden) == ["gate/file-withheld"]
    assert faults(project, "", elsewhere=hidden) == ["gate/file-withheld"]


def test_a_blocked_word_is_found_on_a_page_in_metadata_and_in_the_files_name(project: Project) -> None:
    assert faults(project, "About a brothel") == ["gate/file-word"]
    assert faults(project, "", elsewhere="About a brothel") == ["gate/file-word"]
    assert faults(project, "", name="brothel-C-student.pdf") == ["gate/file-word"]


def test_names_of_help_lines_are_what_they_are(project: Project) -> None:
    assert faults(project, "Stop Rape, Brothel line") == []


def test_each_page_says_where_to_find_help(project: Project) -> None:
    note = str(sheet(project).care.content_note)  # type: ignore[union-attr]  # the module is a sensitive one
    assert proved(project, FileWords("x.pdf", (note,), (), (), has_pages=True)) == ["gate/page-help"]
    assert proved(project, FileWords("x.docx", (note,), ("Page 1",), (), has_pages=False)) == ["gate/page-help"]


def test_the_content_note_stands_on_page_1(project: Project) -> None:
    care = sheet(project).care
    assert care is not None
    pages = (str(care.help_line), f"{care.content_note} {care.help_line}")
    assert proved(project, FileWords("x.pdf", pages, (), (), has_pages=True)) == ["gate/note-late"]
    assert proved(project, FileWords("x.pdf", pages[::-1], (), (), has_pages=True)) == []


def test_a_page_with_an_excerpt_that_nobody_verified_says_so(project: Project) -> None:
    care = sheet(project).care
    assert care is not None
    assert faults(project, "First part. Second part.") == ["gate/page-caution"]
    assert faults(project, f"First part. Second part. {care.caution_line}") == []


@pytest.mark.parametrize("place", [{"iso": "BY", "name": "Belarus"}, None])
def test_an_address_that_is_restricted_where_the_class_is_stands_in_no_file(tmp_path: Path, place: Any) -> None:
    address = "https://banned.example/page"
    source = a_source("s1", topics={}, url=address, restricted_in=["BY"]).data
    project = a_project(tmp_path, with_hidden(sources=[source], place=place))
    assert faults(project, "", elsewhere=f"See {address}.") == ["gate/file-withheld"]


def test_an_address_that_is_restricted_elsewhere_may_stand(tmp_path: Path) -> None:
    source = a_source("s1", topics={}, url="https://banned.example/page", restricted_in=["BY"]).data
    place = {"iso": "LV", "name": "Latvia"}
    project = a_project(tmp_path, with_hidden(sources=[source], place=place))
    assert faults(project, "See https://banned.example/page.") == []
