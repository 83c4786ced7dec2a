"""What the gate answers about the words of a finished file, wherever in its bytes they stand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lessonpack.diagnostics import Diagnostic
from lessonpack.gate.files import FileWords, admit_file
from lessonpack.model.audience import Role
from lessonpack.project import Project
from lessonpack.select.selection import Selection
from lessonpack.select.withheld import ModuleWords
from tests.gate.projects import a_project, selected
from tests.modules import a_definition, a_help_line, a_source, an_excerpt, module_data

HIDDEN = "One two three four five six seven eight"
SHARED = "These words are in what the class may read"
RETOLD = "People were promised work in a big city. No. They were told to keep it to themselves."
CAUTION = "Nobody checked these sources."


def a_sample(**source: Any) -> dict[str, Any]:
    return module_data(
        a_definition("kept", topics={"child_rights": 1}, text=f"{SHARED}, every day."),
        a_definition("hidden", topics={"grooming": 4}, text=f"{HIDDEN}. {SHARED}."),
        a_definition("never", topics={"grooming": 5}, text="Nobody at all is ever given this sentence to read."),
        a_source("s1", topics={}, **source),
        an_excerpt("e1", topics={}, student_text=RETOLD),
        caution=CAUTION,
        help=["h1"],
    )


LINE = a_help_line("h1", service="The Predator Watch Line", org="Pimp Free Streets")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """One for all tests, so that its templates are read once: whoever changes a template takes a project afresh."""
    return a_project(tmp_path_factory.mktemp("project"), a_sample(), help_lines=(LINE,))


def a_file(*pages: str, has_pages: bool = True, **parts: Any) -> FileWords:
    whole = FileWords("staying-safe-9-D-student.pdf", pages, (), (), has_pages)
    return replace(whole, **parts)


def help_in(selection: Selection) -> str:
    assert selection.care is not None
    return str(selection.care.help_line)


def faults(project: Project, file: FileWords, role: Role = Role.STUDENT, band: str = "D") -> list[Diagnostic]:
    module = ModuleWords(project.module("sample"), project.policy.teacher_band)
    selection = selected(project, "sample", role, band)
    # The content note on page 1 is asked for in test_files.
    required = tuple(part for part in selection.required if part != "content_note")
    return list(admit_file(file, replace(selection, required=required), module))


def codes(
    project: Project, *pages: str, role: Role = Role.STUDENT, band: str = "D", has_pages: bool = True, **parts: Any
) -> list[str]:
    """Codes for a file whose pages all bear the line on help."""
    line = help_in(selected(project, "sample", role, band))
    file = replace(a_file(*pages, has_pages=has_pages), **parts)
    helpful = replace(file, pages=tuple(f"{page}\n{line}" for page in file.pages))
    return [d.code for d in faults(project, helpful, role, band)]


# ---- words that were withheld ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", ["pages", "margins", "elsewhere"])
def test_withheld_words_are_found_wherever_in_a_file_they_stand(project: Project, part: str) -> None:
    line = help_in(selected(project, "sample", Role.STUDENT))
    file = a_file(line, margins=("A header.",), elsewhere=("A title.",))
    changed: dict[str, Any] = {part: (*getattr(file, part), f"{HIDDEN.upper()},\n{line}")}
    (fault,) = faults(project, replace(file, **changed))
    assert (fault.code, fault.about) == ("gate/file-withheld", "hidden")


def test_seven_words_in_a_row_betray_nothing_and_neither_do_words_that_the_class_has_elsewhere(
    project: Project,
) -> None:
    assert codes(project, HIDDEN.removesuffix(" eight"), HIDDEN.removeprefix("One ")) == []
    assert codes(project, SHARED) == []


def test_words_of_two_sentences_are_no_run(project: Project) -> None:
    assert codes(project, HIDDEN.replace("four", "four.")) == []
    assert codes(project, HIDDEN.replace(" four", "\nfour")) == []


def test_a_teachers_file_holds_what_the_class_does_not_get_but_nothing_that_is_printed_for_nobody(
    project: Project,
) -> None:
    assert codes(project, HIDDEN, role=Role.TEACHER) == []
    never = "Nobody at all is ever given this sentence to read."
    assert codes(project, never, role=Role.TEACHER) == ["gate/file-withheld"]


# ---- words that the band does not meet -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "parts",
    [
        {"pages": ("A predator.",)},
        {"margins": ("A predator.",)},
        {"elsewhere": ("Figure: predators",)},
        {"name": "safe-from-predators.pdf"},
    ],
)
def test_a_word_that_the_band_does_not_meet_is_found_wherever_in_a_file_it_stands(
    project: Project, parts: dict[str, Any]
) -> None:
    assert codes(project, "Nothing.", **parts) == ["gate/file-word"]


def test_words_of_a_phrase_are_found_in_the_name_of_a_file_in_spite_of_its_hyphens(project: Project) -> None:
    assert codes(project, "Nothing.", name="price-of-a-child.pdf") == ["gate/file-word"]


def test_a_teachers_file_may_say_what_the_sheet_of_the_band_may_not(project: Project) -> None:
    assert codes(project, "A predator.", role=Role.TEACHER) == []


def test_help_lines_are_called_what_they_are_called(project: Project) -> None:
    assert codes(project, "Ask The Predator Watch Line (Pimp Free Streets).") == []
    assert codes(project, "Ask The Predator Line.") == ["gate/file-word"]


def test_a_blocked_word_may_stand_in_a_phrase_that_is_allowed(project: Project) -> None:
    assert codes(project, "We hear organ music.", band="A") == []
    assert codes(project, "We hear an organ.", band="A") == ["gate/file-word"]


# ---- help on every page ----------------------------------------------------------------------------------------------


def test_every_page_of_a_sheet_says_where_to_find_help(project: Project) -> None:
    line = help_in(selected(project, "sample", Role.STUDENT))
    assert [d.message for d in faults(project, a_file(line, "Nothing.", line, "", margins=(line,)))] == [
        "page 2 does not say where to find help",
        "page 4 does not say where to find help",
    ]


def test_where_the_readers_program_breaks_pages_the_margins_of_every_kind_of_page_say_where_to_find_help(
    project: Project,
) -> None:
    line = help_in(selected(project, "sample", Role.STUDENT))
    both = (f"A header.\n{line}", f"{line}\nThe first page.")
    assert faults(project, a_file("Nothing.", has_pages=False, margins=both)) == []
    for margins in ((), ("A header.", "A footer."), (f"A header.\n{line}", "The first page.")):
        bare = a_file(line, has_pages=False, margins=margins)
        assert [d.code for d in faults(project, bare)] == ["gate/page-help"]


def test_help_is_found_however_its_line_breaks(project: Project) -> None:
    line = help_in(selected(project, "sample", Role.STUDENT))
    broken = line.replace(" ", "\n").replace("t", "t\u00ad")
    assert "\u00ad" in broken
    assert faults(project, a_file(broken)) == []


def test_a_file_on_nothing_sensitive_and_a_teachers_file_need_no_help_on_their_pages(tmp_path: Path) -> None:
    calm = a_project(tmp_path, module_data(a_definition("d1", topics={})))
    assert faults(calm, a_file("Nothing.", "Nothing.")) == []
    assert faults(calm, a_file("Nothing.", has_pages=False)) == []


def test_a_teachers_file_needs_no_help_on_its_pages(project: Project) -> None:
    assert faults(project, a_file("Nothing."), Role.TEACHER) == []


# ---- caution beside sources ------------------------------------------------------------------------------------------


def test_every_page_with_an_excerpt_that_nobody_verified_bears_a_caution(project: Project) -> None:
    care = selected(project, "sample", Role.STUDENT).care
    assert care is not None
    line = str(care.help_line)
    shown = f"Nothing. {line}", f"{RETOLD} {line}"
    (fault,) = faults(project, a_file(*shown))
    assert (fault.code, fault.about) == ("gate/page-caution", "e1")
    assert fault.message.startswith("page 2 ")
    for caution in (CAUTION, str(care.caution_line)):
        assert faults(project, a_file(shown[0], f"{shown[1]} {caution}")) == []
        assert [d.code for d in faults(project, a_file(f"{shown[0]} {caution}", shown[1]))] == ["gate/page-caution"]


def test_a_page_shows_an_excerpt_where_its_two_longest_sentences_stand(project: Project) -> None:
    first, short, last = RETOLD.replace("No. ", "No.|").replace("city. ", "city.|").split("|")
    assert codes(project, f"{last} And then: {first}") == ["gate/page-caution"]
    assert codes(project, f"{first} {short}") == []
    assert codes(project, f"{short} {last}") == []


@pytest.mark.parametrize("verification", ["checked", "corroborated"])
def test_an_excerpt_of_a_source_that_somebody_verified_needs_no_caution(tmp_path: Path, verification: str) -> None:
    verified = a_project(
        tmp_path, a_sample(verification=verification, verified_by="author", verified_on="2026-10"), help_lines=(LINE,)
    )
    assert codes(verified, RETOLD) == []


def test_a_teachers_file_needs_no_caution_on_its_pages(project: Project) -> None:
    assert codes(project, RETOLD, role=Role.TEACHER) == []
