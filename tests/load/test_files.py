"""Reading the files of a project, and the schemas that editors check them with."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessonpack.diagnostics import Diagnostic, LessonPackError
from lessonpack.load.files import load_help, load_module, load_policy, read_module
from lessonpack.load.resolve import unknown_help
from lessonpack.schemas import json_schema

GOOD = Path(__file__).parent / "good.yaml"


def refused(path: Path, *, shown: str = "") -> tuple[Diagnostic, ...]:
    with pytest.raises(LessonPackError) as caught:
        load_module(path, shown=shown)
    return caught.value.diagnostics


def test_a_module_knows_where_each_of_its_parts_was_typed() -> None:
    module = load_module(GOOD, shown="good.yaml")
    (definition,) = module.definitions
    lines = GOOD.read_text(encoding="utf-8").split("\n")
    for span, typed in (
        (definition.span, "id: kerb"),
        (definition.span_of("source"), "report"),
        (definition.term.span, "Kerb"),
        (module.statistics[0].span_of("parts", 1, "value"), "751.0"),
        (module.context[0].text.span, "Stop and look"),
    ):
        assert span.file == "good.yaml"
        assert lines[span.line - 1][span.column - 1 :].startswith(typed)


def test_a_part_that_was_not_typed_has_the_place_of_what_it_is_missing_in() -> None:
    definition = load_module(GOOD).definitions[0]
    assert definition.span_of("locator") == definition.span


def test_a_file_that_is_not_there_is_called_by_its_name_for_people(tmp_path: Path) -> None:
    (found,) = refused(tmp_path / "nope.yaml", shown="content/nope.yaml")
    assert (found.code, str(found.span)) == ("env/cannot-read", "content/nope.yaml:1:1")
    assert found.is_environment


def test_a_folder_in_place_of_a_file_is_no_traceback(tmp_path: Path) -> None:
    assert [d.code for d in refused(tmp_path)] == ["env/cannot-read"]


def test_help_that_the_register_does_not_hold_is_told_at_its_place(tmp_path: Path) -> None:
    path = tmp_path / "module.yaml"
    path.write_text(GOOD.read_text(encoding="utf-8") + "help: [child-line, chld-line]\n", encoding="utf-8")
    registry = load_help(Path(__file__).parent / "cases/help-sound.yaml")
    (found,) = unknown_help(load_module(path, shown="m.yaml"), registry)
    last = path.read_text(encoding="utf-8").count("\n")
    assert (found.code, str(found.span)) == ("content/dangling-reference", f"m.yaml:{last}:20")
    assert found.hint == "did you mean `child-line`?"


def test_what_a_policy_does_not_name_is_not_allowed() -> None:
    policy = load_policy(Path(__file__).parent / "cases/policy-sound.yaml")
    assert [policy.ceiling(topic, band) for topic, band in (("roads", "B"), ("roads", "C"), ("rails", "B"))] == [
        1,
        0,
        0,
    ]
    assert policy.ceiling("roads", "T") == 4
    assert policy.student_bands() == ("B",)


def test_a_schema_uses_the_keys_that_are_typed() -> None:
    period = json_schema("module")["$defs"]["Period"]
    assert set(period["properties"]) == {"from", "to"}


def test_faults_of_form_of_content_and_of_references_are_told_together() -> None:
    text = b"""lessonpack: 1
id: roads
id: roads
minutes: many
questions:
- {id: q1, skill: recall, text: What?, answer: So., uses: [missing]}
- {id: q1, skill: recal, text: What?, answer: So.}
"""
    with pytest.raises(LessonPackError) as caught:
        read_module(text, "m.yaml")
    found = {(d.span.line, d.code) for d in caught.value.diagnostics if d.span and d.code != "content/missing-key"}
    assert found == {
        (3, "yaml/duplicate-key"),
        (4, "content/wrong-type"),
        (6, "content/dangling-reference"),
        (7, "content/duplicate-id"),
        (7, "content/wrong-value"),
    }
