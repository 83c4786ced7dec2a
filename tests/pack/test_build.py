"""A pack as a whole: the same bytes everywhere, the same words in every format, nothing where nothing is kept."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lessonpack.diagnostics import LessonPackError
from lessonpack.model.audience import Audience, Kind, Level, Role
from lessonpack.pack import Pack, PackRequest, Press, build
from lessonpack.project import Project
from lessonpack.render.compose import compose
from lessonpack.select.select import select
from lessonpack.select.selection import Selection
from lessonpack.tree.nodes import Document
from lessonpack.write.writer import Rendition
from tests.gate.projects import a_project, change
from tests.gate.test_gate import FULL
from tests.modules import ROOT, TODAY, a_definition, a_help_line, a_question, a_statistic, module_data
from tests.write.docx.opened import Opened, docx_text
from tests.write.docx.opened import tree_text as squeezed_text
from tests.write.html.opened import faults, html_lines, tree_lines
from tests.write.pdf.reading import spoken, structure
from tests.write.pdf.treetext import tree_text

REQUEST = PackRequest(TODAY)


@pytest.fixture(scope="module")
def press() -> Press:
    return Press(Project(ROOT).theme, None)


def bytes_of(pack: Pack) -> dict[str, bytes]:
    return {file.name: file.data for file in pack.files}


# ---- the same bytes --------------------------------------------------------------------------------------------------

MATRIX: list[dict[str, str]] = [
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LANG": "C", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "4711", "TZ": "America/New_York", "LANG": "tr_TR.UTF-8"},
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "PYTHONUTF8": "0", "COLUMNS": "20"},
]


def run_of(environment: dict[str, str], folder: Path) -> subprocess.Popen[bytes]:
    """A build of the shipped module for one band, in a process, working folder and clock zone of its own."""
    kept = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "SYSTEMROOT", "TMPDIR")}
    folder.mkdir()
    command = [sys.executable, "-m", "lessonpack", "build", "trafficking-belarus", "--project", str(ROOT)]
    command += ["--band", "D", "--today", TODAY.isoformat(), "--out", str(folder / "out")]
    return subprocess.Popen(command, cwd=folder, env=kept | environment, stdout=-3, stderr=-3)


def test_a_build_gives_the_same_bytes_in_every_process_place_language_and_time_zone(tmp_path: Path) -> None:
    running = [run_of(environment, tmp_path / str(n)) for n, environment in enumerate(MATRIX)]
    assert [run.wait(60) for run in running] == [0, 0, 0]
    folders = [tmp_path / str(n) / "out/staying-safe-3" for n in range(3)]
    first, *others = [{p.name: p.read_bytes() for p in sorted(folder.iterdir())} for folder in folders]
    assert {name.rpartition(".")[2] for name in first} == {"docx", "pdf", "json"}
    assert len(first) == 13
    assert others == [first, first]


def reversed_keys(value: Any, path: tuple[str, ...] = ()) -> Any:
    """The same data with the keys of every mapping in another order; translations are printed in the order typed."""
    if isinstance(value, list):
        return [reversed_keys(part, path) for part in value]
    if isinstance(value, dict):
        keys = list(value) if path[-1:] == ("translations",) else list(reversed(value))
        return {key: reversed_keys(value[key], (*path, key)) for key in keys}
    return value


def test_the_order_of_keys_changes_no_document(tmp_path: Path, press: Press) -> None:
    words = {band: f"For {band}." for band in "ABCD"}
    data = module_data(
        a_definition("d1", topics={"child_rights": 1, "grooming": 0}, text={**words, "T": "For adults."}),
        a_definition(
            "d2", topics={"grooming": 4, "control": 4, "statistics": 1}, term=words, text={"T": "For adults."}
        ),
        a_statistic("f1", topics={}, label=words, parts=[{"label": words, "value": "47"}]),
        a_question("q1", topics={}, text=words, uses=["d1"]),
        help=["h1"],
    )
    one = build(a_project(tmp_path / "1", data), "sample", REQUEST, press)
    other = build(a_project(tmp_path / "2", reversed_keys(data)), "sample", REQUEST, press)
    assert bytes_of(one) == bytes_of(other)
    assert one.omissions == other.omissions


def test_building_twice_with_one_press_gives_the_same_bytes(tmp_path: Path, press: Press) -> None:
    project = a_project(tmp_path, FULL)
    first = bytes_of(build(project, "sample", REQUEST, press))
    assert bytes_of(build(project, "sample", REQUEST, press)) == first


# ---- the same words --------------------------------------------------------------------------------------------------


def chosen(module: str, audience: Audience) -> Selection:
    project = Project(ROOT)
    return select(project.module(module), audience, project.policy, help_lines=project.help_lines, today=TODAY)


SHIPPED = [
    (module, band, role, level)
    for module in Project(ROOT).module_ids()
    for band in Project(ROOT).policy.student_bands()
    for role in Role
    for level in (Level if role is Role.STUDENT else (Level.CORE,))
    if not chosen(module, Audience(role, band, level)).is_empty
]


@pytest.mark.parametrize(("module", "band", "role", "level"), SHIPPED)
def test_every_format_of_a_shipped_document_says_what_the_tree_says(
    press: Press, module: str, band: str, role: Role, level: Level
) -> None:
    document = compose(chosen(module, Audience(role, band, level)), Project(ROOT).templates, today=TODAY)
    assert docx_text(Opened(document)) == squeezed_text(document)
    assert spoken(structure(press.writer("pdf").write(document).data)) == tree_text(document)
    page = press.writer("html").write(document).data
    assert html_lines(page) == tree_lines(document)
    assert faults(page) == []


@pytest.mark.parametrize("kind", [Kind.CARDS, Kind.ORGANISERS])
def test_the_pages_of_cards_and_organisers_say_what_their_trees_say(press: Press, kind: Kind) -> None:
    for module, band, role, level in SHIPPED:
        chosen_now = chosen(module, Audience(role, band, level, kind)) if role is Role.STUDENT else None
        if chosen_now is None or not (chosen_now.definitions if kind is Kind.CARDS else chosen_now.organisers):
            continue
        document = compose(chosen_now, Project(ROOT).templates, today=TODAY)
        page = press.writer("html").write(document).data
        # Cards are read sheet by sheet, each sheet's backs after its fronts.
        assert sorted(html_lines(page)) == sorted(tree_lines(document))
        assert faults(page) == []


# ---- what a pack holds -----------------------------------------------------------------------------------------------


def test_a_band_for_which_nothing_is_kept_gets_no_files_but_its_reasons(tmp_path: Path, press: Press) -> None:
    project = a_project(tmp_path, module_data(a_definition("d1", topics={"grooming": 2, "personal_safety": 1})))
    pack = build(project, "sample", PackRequest(TODAY, formats=("docx",)), press)
    assert pack.empty_bands == ("A", "B")
    assert {f.band for f in pack.files} == {"C", "D"}
    assert [o.item for o in pack.omissions["A"]] == ["d1"]


def test_file_names_are_neutral_and_say_band_document_and_level(tmp_path: Path, press: Press) -> None:
    words = {"C": {"core": "Longer words.", "easy": "Short words."}}
    project = a_project(tmp_path, module_data(a_definition("d1", topics={}, text=words), id="grooming-online"))
    pack = build(project, "grooming-online", PackRequest(TODAY, bands=("C",), formats=("pdf",)), press)
    assert [f.name for f in pack.files] == [
        "staying-safe-9-C-student.pdf",
        "staying-safe-9-C-student-easy.pdf",
        "staying-safe-9-C-cards.pdf",
        "staying-safe-9-C-cards-easy.pdf",
        "staying-safe-9-C-teacher.pdf",
    ]
    assert all(b"grooming" not in f.data for f in pack.files if f.document != "teacher")


def test_a_pack_is_for_word_and_paper_and_a_page_for_browsers_is_made_when_it_is_asked_for(
    tmp_path: Path, press: Press
) -> None:
    project = a_project(tmp_path, module_data(a_definition("d1", topics={})))
    asked = PackRequest(TODAY, bands=("C",), documents=("student",))
    assert [f.format for f in build(project, "sample", asked, press).files] == ["docx", "pdf"]
    (page,) = build(project, "sample", replace(asked, formats=("html",)), press).files
    assert (page.name, page.format, page.pages, page.is_draft) == (
        "staying-safe-9-C-student.html",
        "html",
        None,
        True,
    )
    assert page.data.startswith(b"<!DOCTYPE html>")


def test_only_what_was_asked_for_is_made(tmp_path: Path, press: Press) -> None:
    asked = PackRequest(TODAY, bands=("B",), documents=("teacher",), formats=("docx",))
    pack = build(a_project(tmp_path, FULL), "sample", asked, press)
    assert [f.name for f in pack.files] == ["staying-safe-9-B-teacher.docx"]
    assert list(pack.omissions) == ["B"]


def test_errors_of_all_documents_come_together_and_there_is_no_pack(tmp_path: Path, press: Press) -> None:
    project = a_project(tmp_path, FULL)
    change(project, "student.html.j2", "{{ b.help(pack) }}", "")
    project = change(project, "teacher.html.j2", "{{ b.prepare(pack) }}", "")
    with pytest.raises(LessonPackError) as caught:
        build(project, "sample", REQUEST, press)
    assert {d.span.file for d in caught.value.diagnostics if d.span and d.is_error} == {
        "templates/standard/student.html.j2",
        "templates/standard/teacher.html.j2",
    }


def test_a_fault_of_content_stops_the_build_before_any_document(tmp_path: Path, press: Press) -> None:
    project = a_project(tmp_path, module_data(a_definition("d1", topics={"groming": 1})))
    with pytest.raises(LessonPackError) as caught:
        build(project, "sample", REQUEST, press)
    assert [d.code for d in caught.value.diagnostics] == ["policy/unknown-topic"]


def test_students_templates_do_not_learn_what_is_withheld(tmp_path: Path, press: Press) -> None:
    line = "{{ b.help(pack) }}"
    loop = "{% for o in pack.omitted %}<p>{{ o.said() }}</p>{% endfor %}"
    loop += "{% for r in pack.left_out %}<p>{{ r.said }}</p>{% endfor %}"
    project = change(a_project(tmp_path, FULL), "student.html.j2", line, loop + line)
    asked = PackRequest(TODAY, bands=("C",), documents=("student",), formats=("docx",))
    pack = build(project, "sample", asked, press)
    assert pack.omissions["C"][0].topic == "grooming"
    assert bytes_of(pack) == bytes_of(build(a_project(tmp_path / "plain", FULL), "sample", asked, press))


@pytest.mark.parametrize(("today", "printed"), [(date(2027, 3, 30), True), (date(2027, 3, 31), False)])
def test_a_number_leaves_the_students_sheet_on_the_day_its_check_expires(
    tmp_path: Path, press: Press, today: date, printed: bool
) -> None:
    project = a_project(tmp_path, FULL, help_lines=(a_help_line("h1", verified_on="2026-10-01"),))
    asked = PackRequest(today, bands=("C",), documents=("student",), formats=("pdf",))
    (file,) = build(project, "sample", asked, press).files
    text = spoken(structure(file.data))
    assert ("8 801 100 16 11" in text, "Checked on" in text) == (printed, printed)


# ---- what is found in the finished files -----------------------------------------------------------------------------


def test_a_page_that_explains_more_new_words_than_the_band_takes_in_is_told(tmp_path: Path, press: Press) -> None:
    words = [a_definition(f"d{n}", topics={}, text=f"This is the meaning of the word number {n}.") for n in range(5)]
    request = PackRequest(TODAY, bands=("B",), documents=("student",), formats=("pdf",))
    pack = build(a_project(tmp_path, module_data(*words)), "sample", request, press)
    (told,) = (d for d in pack.diagnostics if d.code == "pages/terms")
    assert told.message == "page 1 of a sheet for band B explains 5 new words; 4 are enough"


class Scrambled:
    """A writer whose files nobody can read."""

    def write(self, document: Document) -> Rendition:
        return Rendition(b"no file at all", 1)


def test_a_file_that_cannot_be_read_back_does_not_leave(tmp_path: Path) -> None:
    press = Press(Project(ROOT).theme, None)
    for ending in ("pdf", "docx"):
        press._writers[ending] = Scrambled()
    project = a_project(tmp_path, module_data(a_definition("d1", topics={})))
    with pytest.raises(LessonPackError) as caught:
        build(project, "sample", PackRequest(TODAY, bands=("C",), documents=("student",)), press)
    assert [(d.code, d.span and d.span.file) for d in caught.value.diagnostics if d.is_error] == [
        ("gate/unreadable", "staying-safe-9-C-student.docx"),
        ("gate/unreadable", "staying-safe-9-C-student.pdf"),
    ]


def test_a_word_that_stands_in_a_files_name_is_told_at_the_module(tmp_path: Path) -> None:
    data = module_data(a_definition("d1", topics={}), code="brothel-1", student_title={"C": "Staying safe"})
    with pytest.raises(LessonPackError) as caught:
        build(a_project(tmp_path, data), "sample", PackRequest(TODAY, bands=("C",), formats=("pdf",)))
    told = [d for d in caught.value.diagnostics if d.code == "gate/blocked-word"]
    assert {d.span and d.span.file for d in told} == {"content/sample/module.yaml"}
