"""What is told while the documents of a band are chosen, before any is made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lessonpack.documents import Documents
from tests.gate.projects import a_project
from tests.modules import TODAY, Made, a_definition, module_data

LONG = "These are more than twelve words that nobody has made any easier for weak readers."
CARE = {"personal_safety": 1}


def found(folder: Path, band: str, *items: Made, **module: Any) -> list[tuple[str, str]]:
    """Code and message of what is told of a band's sheets."""
    project = a_project(folder, module_data(*items, **module))
    documents = Documents(project, project.module("sample"), TODAY)
    list(documents.selections(band, documents.students(band), ("student", "teacher")))
    return [(told.code, told.message) for told in documents.found]


def test_a_longer_text_without_easy_words_is_told_for_a_band_that_gets_an_easy_sheet(tmp_path: Path) -> None:
    easy = a_definition("d1", topics={}, text={"C": {"core": LONG, "easy": "Short words."}, "D": LONG})
    hard = a_definition("d2", topics={}, text=LONG)
    told = [("reading/no-easy", "`d2` has no easy words for band C; its core words stand in")]
    assert found(tmp_path / "1", "C", easy, hard) == told
    assert found(tmp_path / "2", "D", easy, hard) == []
    assert found(tmp_path / "3", "C", easy, a_definition("d2", topics={}, text="Few words.")) == []


def test_words_of_a_sensitive_module_that_name_no_band_are_told_for_the_younger(tmp_path: Path) -> None:
    words = {"purpose": "To know who helps.", "closing": {"C": "Well done.", "D": "Well done."}}
    message = "`purpose` names no band, so it is taken as written for D; band C does not get it"
    assert found(tmp_path / "1", "C", a_definition("d1", topics=CARE), **words) == [("content/for-the-eldest", message)]
    assert found(tmp_path / "2", "D", a_definition("d1", topics=CARE), **words) == []
    assert found(tmp_path / "3", "C", a_definition("d1", topics={}), **words) == []
