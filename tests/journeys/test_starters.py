"""Files to start from: sound, complete, and never written over what is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessonpack.check.registry import check
from lessonpack.diagnostics import LessonPackError
from lessonpack.plan import planned
from lessonpack.project import Project
from lessonpack.starters import new_module, new_pack, new_project, new_templates
from tests.modules import TODAY


def test_the_starter_of_a_module_has_one_of_each_kind_and_no_finding_at_all(tmp_path: Path) -> None:
    new_module(Project(tmp_path), "bees", "garden-1")
    project = Project(tmp_path)
    module = project.module("bees")
    assert len(module.definitions) == len(module.sources) == len(module.excerpts) == len(module.statistics) == 1
    assert len(module.questions) == len(module.activities) == len(module.organisers) == 1
    assert (module.code, str(module.excerpts[0].kind)) == ("garden-1", "paraphrase")
    assert check(module, project.policy, help_lines=project.help_lines, today=TODAY) == ()


def test_every_file_of_data_names_its_schema_in_its_first_line_and_the_schema_is_there(tmp_path: Path) -> None:
    new_project(tmp_path)
    new_templates(Project(tmp_path), "ours", "standard")
    for path in (p for p in tmp_path.rglob("*.yaml")):
        line = path.read_text(encoding="utf-8").partition("\n")[0]
        start, _, named = line.partition("$schema=")
        assert start == "# yaml-language-server: "
        assert (path.parent / named).resolve().is_file(), path
    assert len(list(tmp_path.rglob("*.yaml"))) == 5


def test_schemas_that_are_there_are_not_written_over(tmp_path: Path) -> None:
    (tmp_path / ".schemas").mkdir()
    new_module(Project(tmp_path), "bees")
    assert list((tmp_path / ".schemas").iterdir()) == []


def test_nothing_is_written_where_one_of_the_files_is_there(tmp_path: Path) -> None:
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs/class.yaml").write_text("mine")
    with pytest.raises(LessonPackError) as caught:
        new_project(tmp_path)
    assert [(d.code, str(d.span)) for d in caught.value.diagnostics] == [("new/exists", "packs/class.yaml:1:1")]
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["class.yaml"]
    assert (tmp_path / "packs/class.yaml").read_text() == "mine"


@pytest.mark.parametrize(
    ("name", "code", "found"),
    [
        ("Bees", "", "new/name"),
        ("../bees", "", "new/name"),
        ("bees\n", "", "new/name"),
        ("", "", "new/name"),
        ("bees", "Garden", "new/name"),
        ("water-cycle", "", "new/taken"),
        ("bees", "water-1", "new/taken"),
    ],
)
def test_an_id_or_code_that_is_taken_or_malformed_is_refused(name: str, code: str, found: str, tmp_path: Path) -> None:
    with pytest.raises(LessonPackError) as caught:
        new_module(Project(tmp_path), name, code)
    assert [d.code for d in caught.value.diagnostics] == [found]
    assert list(tmp_path.iterdir()) == []


def test_a_new_pack_has_the_sections_of_its_template_set_in_their_order(tmp_path: Path) -> None:
    new_templates(Project(tmp_path), "ours", "standard")
    new_pack(Project(tmp_path, "ours"), "evening")
    project = planned(Project(tmp_path), "evening")
    assert project.template_set == "ours"
    assert project.templates.sections("student")[:3] == ("title", "name_line", "content_note")
    assert project.templates.left_out("student") == ()


def test_a_template_set_of_a_taken_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LessonPackError) as caught:
        new_templates(Project(tmp_path), "standard", "standard")
    assert [d.code for d in caught.value.diagnostics] == ["new/taken"]
