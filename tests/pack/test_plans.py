"""Pack files and template sets: what they change, and where they are told that something is not there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lessonpack.diagnostics import Diagnostic, LessonPackError
from lessonpack.model.audience import Audience, Role
from lessonpack.pack import DOCUMENTS
from lessonpack.plan import planned
from lessonpack.project import Project
from lessonpack.render.compose import compose
from lessonpack.select.select import select
from lessonpack.tree.nodes import Heading
from lessonpack.tree.walk import every_block, plain, text_of
from tests.journeys.journey import DAY, Journey
from tests.modules import TODAY

HEAD = "lessonpack: 1\n"
WHOLE = (
    "title, name_line, content_note, ground_rules, definitions, context, statistics, comparisons, factors, activities"
)


def put(folder: Path, **files: str) -> Project:
    """A project with these files; `__` in a name parts folders, and the first `_` before its ending is a dot."""
    for name, text in files.items():
        stem, _, ending = name.replace("__", "/").rpartition("_")
        path = folder / f"{stem.replace('_html', '.html')}.{ending}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Project(folder)


def arranged(folder: Path, sections: str, **files: str) -> Project:
    return planned(put(folder, packs__ours_yaml=f"{HEAD}sections:\n  student: [{sections}]\n", **files), "ours")


def document(project: Project, module: str = "trafficking-belarus") -> tuple[list[str], str]:
    """The headings of the student's sheet for band C, and all of its words."""
    audience = Audience(Role.STUDENT, "C")
    selection = select(project.module(module), audience, project.policy, help_lines=project.help_lines, today=TODAY)
    made = compose(selection, project.templates, today=TODAY)
    heads = [block for block in every_block(made.blocks) if isinstance(block, Heading) and block.level == 2]
    return [plain(head.children) for head in heads], text_of(made)


def refused(project: Project, module: str = "trafficking-belarus") -> list[tuple[str, str]]:
    with pytest.raises(LessonPackError) as caught:
        document(project, module)
    return told(caught.value.diagnostics)


def refused_plan(project: Project, given: str = "ours") -> list[tuple[str, str]]:
    with pytest.raises(LessonPackError) as caught:
        planned(project, given)
    return told(caught.value.diagnostics)


def told(findings: tuple[Diagnostic, ...]) -> list[tuple[str, str]]:
    return [(str(d.span), d.code) for d in findings]


# ---- sections ------------------------------------------------------------------------------------------------------


def test_sections_stand_in_the_order_of_the_pack_file_and_say_the_same(tmp_path: Path) -> None:
    usual, words = document(Project(tmp_path))
    moved, moved_words = document(arranged(tmp_path, f"{WHOLE}, questions, excerpts, help"))
    assert usual.index("Questions") > usual.index("Sources to read")
    assert moved.index("Questions") < moved.index("Sources to read")
    assert sorted(moved_words.split()) == sorted(words.split())


def test_a_section_that_is_not_named_is_left_out(tmp_path: Path) -> None:
    heads, _ = document(arranged(tmp_path, "title, name_line, questions"), "water-cycle")
    assert heads == ["Questions"]


def test_a_macro_of_the_sets_own_file_is_a_section_too_and_answers_before_the_templates(tmp_path: Path) -> None:
    own = (
        "{% macro thanks() %}<h2>Thank you</h2>{% endmacro %}"
        "{% macro questions(pack) %}<h2>{{ pack.module.title }}</h2>{% endmacro %}"
    )
    project = arranged(tmp_path, "title, name_line, questions, thanks", templates__standard__sections_html_j2=own)
    assert document(project, "water-cycle")[0] == ["Where water goes", "Thank you"]


def test_what_the_policy_asks_for_cannot_be_left_out_and_is_missed_at_the_pack_files_line(tmp_path: Path) -> None:
    assert refused(arranged(tmp_path, f"{WHOLE}, excerpts, questions".replace("name_line, ", "") + ", help")) == [
        ("packs/ours.yaml:3:12", "gate/part-missing")
    ]
    found = refused(arranged(tmp_path, f"{WHOLE}, excerpts, questions"))
    assert ("packs/ours.yaml:3:12", "gate/no-help") in found


def test_the_finding_names_the_sections_that_the_list_leaves_out(tmp_path: Path) -> None:
    with pytest.raises(LessonPackError) as caught:
        document(arranged(tmp_path, f"{WHOLE}, excerpts, help".replace("name_line, ", "")))
    (found,) = (d for d in caught.value.diagnostics if d.code == "gate/part-missing")
    assert found.hint == "sections that this list leaves out: name_line, questions"


def test_unknown_and_repeated_sections_are_told_at_their_names(tmp_path: Path) -> None:
    project = arranged(tmp_path, "title, qestions, title")
    assert refused(project) == [
        ("packs/ours.yaml:3:20", "pack/unknown-section"),
        ("packs/ours.yaml:3:30", "pack/section-twice"),
    ]


def test_a_template_that_is_more_than_sections_is_refused_at_its_line(tmp_path: Path) -> None:
    own = '{% import "blocks.html.j2" as b with context %}\n{{ b.title(pack) }}\n<p>Words</p>\n'
    project = arranged(tmp_path, "title", templates__standard__student_html_j2=own)
    assert refused(project)[0][1] == "template/no-section"
    loop = '{% import "blocks.html.j2" as b with context %}\n\n{% for x in pack.kept %}\n{% endfor %}\n'
    project = arranged(tmp_path, "title", templates__standard__student_html_j2=loop)
    assert refused(project) == [("templates/standard/student.html.j2:3:1", "template/no-section")]


def test_a_fault_in_a_section_keeps_the_line_on_which_it_was_typed(tmp_path: Path) -> None:
    own = '{% import "blocks.html.j2" as b with context %}\n{{ b.title(pack) }}\n\n{{ b.questions(pack.qestions.x) }}\n'
    project = arranged(tmp_path, "questions, title", templates__standard__student_html_j2=own)
    assert refused(project) == [("templates/standard/student.html.j2:4:21", "template/undefined")]


# ---- names in a pack file ------------------------------------------------------------------------------------------


def test_names_that_are_not_there_are_told_at_their_places(tmp_path: Path) -> None:
    text = HEAD + "modules: [water-cycel]\nbands: [C, Z]\nthemes:\n  - large\n"
    assert refused_plan(put(tmp_path, packs__ours_yaml=text)) == [
        ("packs/ours.yaml:2:11", "pack/unknown-name"),
        ("packs/ours.yaml:3:12", "pack/unknown-name"),
        ("packs/ours.yaml:5:5", "pack/unknown-name"),
    ]
    text = HEAD + "templates: our\n"
    assert refused_plan(put(tmp_path, packs__ours_yaml=text)) == [("packs/ours.yaml:2:12", "pack/unknown-name")]


def test_a_pack_file_is_found_by_name_and_by_path_and_not_outside_of_the_project(tmp_path: Path) -> None:
    project = put(tmp_path / "mine", packs__ours_yaml=HEAD + "bands: [C]\n")
    for given in ("ours", (tmp_path / "mine/packs/ours.yaml").as_posix()):
        plan = planned(project, given).plan
        assert plan is not None
        assert plan.bands == ("C",)
    (tmp_path / "other.yaml").write_text(HEAD)
    assert refused_plan(project, (tmp_path / "other.yaml").as_posix())[0][1] == "project/not-found"


# ---- template sets -------------------------------------------------------------------------------------------------


def test_a_set_answers_before_the_one_that_it_extends_and_that_one_for_the_rest(tmp_path: Path) -> None:
    project = put(
        tmp_path,
        templates__ours__set_yaml=HEAD + "extends: standard\n",
        templates__ours__theme_yaml="extends: standard\nschool: {name: Ours}\n",
        templates__standard__theme_yaml='extends: standard\ncolours: {accent: "#5a2d0c"}\n',
        templates__ours__cards_html_j2="",
    )
    ours = Project(tmp_path, "ours")
    assert project.set_names() == ("standard", "ours")
    assert ours.sets == ("ours", "standard")
    assert [line[:2] for line in ours.explain("templates/ours/theme.yaml")] == ["->", "  ", "  ", "  "]
    assert ours.templates.shown("cards") == "templates/ours/cards.html.j2"
    assert ours.templates.shown("student") == "lessonpack:templates/standard/student.html.j2"
    # Each theme file lies over the next one down the chain: the set's, the project's standard one, the program's.
    assert ours.theme.school is not None
    assert ours.theme.school.name is not None
    assert (ours.theme.school.name.text, ours.theme.colours.accent) == ("Ours", "#5a2d0c")
    assert "large-print" in ours.theme_names()


def test_a_template_can_use_the_file_that_it_hides_by_the_name_of_the_parent_set(tmp_path: Path) -> None:
    put(
        tmp_path,
        templates__ours__set_yaml=HEAD + "extends: standard\n",
        templates__ours__student_html_j2=(
            '{% include "standard/student.html.j2" %}\n{% import "standard/blocks.html.j2" as b with context %}\n'
            "<h2>Ours</h2>\n"
        ),
    )
    assert document(Project(tmp_path, "ours"), "water-cycle")[0][-1] == "Ours"


@pytest.mark.parametrize(
    ("extends", "said"),
    [("other", "there is no template set `other` to extend"), ("ours", "the sets extend each other: ours -> ours")],
)
def test_a_set_that_extends_nothing_that_is_there_is_told_at_its_line(extends: str, said: str, tmp_path: Path) -> None:
    put(tmp_path, templates__ours__set_yaml=f"{HEAD}extends: {extends}\n")
    with pytest.raises(LessonPackError) as caught:
        _ = Project(tmp_path, "ours").sets
    (found,) = caught.value.diagnostics
    assert (str(found.span), found.code, found.message) == ("templates/ours/set.yaml:2:10", "template/extends", said)


def test_a_set_that_is_not_there_names_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(LessonPackError) as caught:
        _ = Project(tmp_path, "ours").sets
    assert [(d.code, d.hint) for d in caught.value.diagnostics] == [
        ("project/not-found", "template sets here: standard")
    ]


def test_options_stand_over_the_pack_file_and_the_record_says_what_asked(
    tmp_path: Path,
) -> None:
    put(
        tmp_path,
        packs__ours_yaml=HEAD + "modules: [water-cycle]\nbands: [B]\ndocuments: [student]\ntemplates: mine\n",
        templates__mine__set_yaml=HEAD + "extends: standard\n",
    )
    journey = Journey(tmp_path)
    journey.type(f"lessonpack build --pack ours --format docx --today {DAY}")
    record = json.loads((tmp_path / "output/ours/water-1/pack.json").read_bytes())
    assert (record["templates"], record["pack_file"]) == ("mine", "packs/ours.yaml")
    assert {file["document"] for file in record["files"]} == {"student"}
    every = " ".join(f"--document {name}" for name in DOCUMENTS)
    journey.type(f"lessonpack build --pack ours --format docx {every} --today {DAY}")
    record = json.loads((tmp_path / "output/ours/water-1/pack.json").read_bytes())
    assert {file["document"] for file in record["files"]} == {"student", "cards", "organisers", "teacher"}
