"""What the gate answers when any line of a template, or any part of a document, is left out, reworded or moved."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import pytest

from lessonpack.diagnostics import LessonPackError
from lessonpack.gate.admit import remarks
from lessonpack.gate.parts import PROOFS
from lessonpack.model.audience import Audience, Kind, Role
from lessonpack.model.policy import StudentPart, TeacherPart
from lessonpack.project import Project
from lessonpack.render.compose import compose
from lessonpack.select.select import select
from lessonpack.tree.nodes import Heading, PageBreak
from lessonpack.tree.walk import plain, text_of
from tests.gate.projects import a_project, change, composed, refusals, selected, typed_before
from tests.gate.test_gate import FULL
from tests.modules import (
    ROOT,
    TODAY,
    a_definition,
    a_question,
    a_source,
    an_organiser,
    module_data,
    shipped_policy,
)

DATED = [a_source(f"dated{year}", topics={}, date=str(year)).data for year in (2001, 2002, 2003)]
WHOLE: dict[str, Any] = {
    **FULL,
    "sources": [*FULL["sources"], *DATED],
    "notes": [{"id": "n9", "title": "Note", "text": "Text."}],
    "links": [{"label": "More"}],
    "factors": [{"id": "fa", "topics": {}, "level": "family", "risk": "Risk", "protection": "Protection"}],
    "organisers": [an_organiser("o1", topics={}, answer="An answer.").data],
    "lint_waivers": [{"rule": "reading/grade", "reason": "Accepted.", "by": "lead", "on": "2026-10-01"}],
    "rights": "Free to use.",
    "cite_as": "This pack.",
    "legacy_title": "Old title",
    "compiler": "Somebody",
    "place": {"iso": "BY", "name": "Belarus", "official_name": "Republic of Belarus", "neighbours": ["LV", "UA"]},
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return a_project(tmp_path, WHOLE)


def answers(project: Project, kind: Kind) -> list[str]:
    """Codes with which a document is refused, or else of the remarks about it."""
    audience = Audience(kind.role, "D", kind=kind)
    selection = select(project.module("sample"), audience, project.policy, help_lines=project.help_lines, today=TODAY)
    try:
        document = compose(selection, project.templates, today=TODAY)
    except LessonPackError as fault:
        return [d.code for d in fault.diagnostics]
    return [d.code for d in remarks(document, selection, template="t")]


# ---- every line of every template --------------------------------------------------------------------------------


def calls() -> list[tuple[Kind, str]]:
    found = []
    for kind in Kind:
        text = (ROOT / f"templates/standard/{kind}.html.j2").read_text("utf-8")
        found += [(kind, line) for line in text.splitlines() if line.startswith("{{ b.") or "<h1>" in line]
    return found


UNANSWERED = {"{{ b.how_to_cut() }}"}
"""What the gate knows nothing of: how scissors are held. All else is answered."""


@pytest.mark.parametrize(("kind", "line"), calls())
def test_deleting_any_line_of_a_template_is_answered(project: Project, kind: Kind, line: str) -> None:
    assert answers(project, kind) == []
    codes = set(answers(change(project, f"{kind}.html.j2", line + "\n", ""), kind))
    assert bool(codes) == (line not in UNANSWERED)
    areas = {
        "gate/part-missing",
        "gate/section-left-out",
        "gate/no-help",
        "template/no-title",
        "template/heading-order",
    }
    assert codes <= areas


# ---- every part ------------------------------------------------------------------------------------------------------

REQUIRED = {
    Kind.STUDENT: {"title", "name_line", "content_note", "ground_rules", "opt_out", "grounding", "help",
                   "trusted_adult", "not_your_fault", "closing", "private", "caution"},
    Kind.CARDS: {"title", "help", "trusted_adult", "not_your_fault", "private"},
    Kind.ORGANISERS: {"title", "help", "trusted_adult", "not_your_fault", "private"},
    Kind.TEACHER: {"title", "objectives", "plan", "activities", "content_note", "ground_rules", "opt_out", "grounding",
                   "not_your_fault", "closing", "disclosure", "safeguarding_lead", "sources", "answer_key", "help",
                   "left_out", "profile", "waivers", "sign_off", "caution"},
}  # fmt: skip
"""What documents must hold (safeguarding, 2f). To take one out is a decision for a safeguarding lead."""


def test_the_shipped_policy_asks_for_every_part() -> None:
    required = shipped_policy().required
    assert {kind: set(required.of(kind)) for kind in Kind} == REQUIRED


def test_every_part_that_a_policy_can_ask_for_has_a_proof() -> None:
    assert set(PROOFS) == {*get_args(StudentPart), *get_args(TeacherPart)}


STUDENT_PARTS = {
    "title": (
        "{% macro title(pack) %}\n<h1>{{ pack.module.title }}</h1>",
        "{% macro title(pack) %}\n<h1>Another title</h1>",
    ),
    "name_line": ("<write-in><blank>Name</blank><blank>Class</blank><blank>Date</blank></write-in>", ""),
    "content_note": ("  {{ body(care.content_note) }}\n  <p><strong>A different", "  <p><strong>A different"),
    "ground_rules": ("{% for rule in care.ground_rules %}", "{% for rule in care.ground_rules[1:] %}"),
    "opt_out": ("{{ care.opt_out }}", ""),
    "grounding": ("{{ care.grounding }}", ""),
    "trusted_adult": (
        "<write-in><blank>{{ pack.care.trusted_adult }}</blank>{% if is_shared %}",
        "<write-in><blank>Name</blank>{% if is_shared %}",
    ),
    "not_your_fault": ("  <p>{{ pack.care.not_your_fault }}</p>\n", ""),
    "closing": ("  <p>{{ pack.care.closing }}</p>\n", ""),
    "private": ("  <p>{{ pack.care.private }}</p>\n", ""),
}


@pytest.mark.parametrize("part", STUDENT_PARTS)
def test_a_students_sheet_without_a_part_is_refused_and_the_part_is_named(project: Project, part: str) -> None:
    assert part in missing(change(project, "blocks.html.j2", *STUDENT_PARTS[part]), Role.STUDENT)


TEACHER_PARTS = {
    "objectives": ("  <li>{{ objective }}</li>\n", "  <li>An objective</li>\n"),
    "plan": ("<tr><td>{{ task.minutes }}</td>", "<tr><td>Some</td>"),
    "activities": ("{{ body(task.teacher) }}\n", ""),
    "content_note": ("  {{ body(pack.care.content_note) }}\n", ""),
    "ground_rules": ("{% for rule in pack.class_care.ground_rules %}",
                     "{% for rule in pack.class_care.ground_rules[1:] %}"),
    "opt_out": ("  <li>{{ pack.care.opt_out }}</li>\n", ""),
    "grounding": ("  <li>{{ pack.care.grounding }}</li>\n", ""),
    "closing": ("  <li>{{ pack.care.closing }}</li>\n", ""),
    "disclosure": ("{% for step in pack.care.disclosure %}", "{% for step in pack.care.disclosure[1:] %}"),
    "not_your_fault": ("<p><strong>{{ pack.care.not_your_fault }}</strong></p>\n", ""),
    "safeguarding_lead": ("<write-in><blank>{{ pack.care.trusted_adult }}</blank></write-in>\n<write-in>",
                          "<write-in>"),
    "sources": (" Rights: {{ source.rights }}", ""),
    "answer_key": ("      {{ body(question.answer) }}\n", ""),
    "help": ("<th>{% if not line.is_told_by_org %}{{ line.service }}, {% endif %}{{ line.org }}</th>",
             "<th>A service</th>"),
    "left_out": ("<tr><th>{{ reason.said }}</th>", "<tr><th>Some</th>"),
    "profile": ("<tr><th>{{ row.topic }}</th>", "<tr><th>Some</th>"),
    "waivers": (": {{ waiver.reason }} (", " ("),
    "sign_off": ("<blank>{{ role.name }}</blank><blank>signed on</blank>", "<blank>{{ role.name }}</blank>"),
}  # fmt: skip


@pytest.mark.parametrize("part", TEACHER_PARTS)
def test_a_guide_without_a_part_is_refused_and_the_part_is_named(project: Project, part: str) -> None:
    old, new = TEACHER_PARTS[part]
    if part == "help":
        path = project.folder / "templates/standard/blocks.html.j2"
        path.write_text(path.read_text("utf-8").replace("{{ line.phone }}{% elif", "A number{% elif"), "utf-8")
    assert part in missing(change(project, "blocks.html.j2", old, new), Role.TEACHER)


def missing(project: Project, role: Role) -> list[str]:
    try:
        composed(project, "sample", role)
    except LessonPackError as fault:
        return [
            d.message.split("`")[1] for d in fault.diagnostics if d.code == "gate/part-missing" and "`" in d.message
        ]
    return []


# ---- what a guide says ---------------------------------------------------------------------------------------------


def guide_of(project: Project) -> list[str]:
    return text_of(composed(project, "sample", Role.TEACHER)).split("\n")


def test_the_page_on_what_a_pupil_tells_has_all_that_is_needed_at_once(project: Project) -> None:
    lines = guide_of(project)
    start = lines.index("If a pupil tells you something")
    care = selected(project, "sample", Role.TEACHER).care
    assert care is not None
    wanted = [
        *(str(step) for step in care.disclosure),
        str(care.not_your_fault),
        str(care.trusted_adult),
        "Emergency number, and how to call from this room",
    ]
    end = start + 1 + len(wanted)
    assert lines[start + 1 : end] == wanted
    assert lines[end].startswith("My duty to report here")


def test_the_page_on_what_a_pupil_tells_is_a_page_of_its_own(project: Project) -> None:
    blocks = composed(project, "sample", Role.TEACHER).blocks
    titles = [plain(block.children) if isinstance(block, Heading) else "" for block in blocks]
    start = titles.index("If a pupil tells you something")
    after = next(n for n in range(start, len(blocks)) if isinstance(blocks[n], PageBreak))
    assert isinstance(blocks[start - 1], PageBreak)
    assert not any(isinstance(block, Heading) and block.level < 3 for block in blocks[start + 1 : after])


def test_a_guide_says_where_the_pack_was_written_for_and_which_version_and_age_mark_are_signed(
    project: Project,
) -> None:
    lines = guide_of(project)
    assert "Written for Belarus (Republic of Belarus), which borders on Latvia and Ukraine." in " ".join(lines)
    (signed,) = (line for line in lines if line.startswith("Pack staying-safe-9"))
    assert signed.startswith("Pack staying-safe-9, version 1. Age mark that the law here may ask for: 16+. Sign only")


def test_a_guide_prints_what_was_left_out_the_profile_and_the_waivers(project: Project) -> None:
    lines = guide_of(project)
    assert "Grooming, taught as tricks that some people use: more than this age should meet" in lines
    assert "Rights of the child" in lines
    assert "reading/grade: Accepted. (lead, 1 October 2026)" in lines


def test_a_raised_limit_is_printed_with_who_decided_and_why(project: Project) -> None:
    policy = (
        "topics: {grooming: {ceilings: {D: 4}}}\n"
        "raised: [{what: topics.grooming.ceilings.D, to: '4', role: safeguarding-lead, on: 2026-10-01, reason: Why}]\n"
    )
    (project.folder / "content/policy.yaml").write_text(policy, encoding="utf-8")
    raised = Project(project.folder)
    said = "topics.grooming.ceilings.D to 4: Why (safeguarding lead, 1 October 2026)"
    assert said in guide_of(raised)
    silent = change(raised, "blocks.html.j2", " to {{ decision.to }}: {{ decision.reason }}", "")
    assert missing(silent, Role.TEACHER) == ["left_out"]


@pytest.mark.parametrize(
    ("without", "said"),
    [
        ((), "This module grew from material titled “Old title”, compiled by Somebody."),
        (("legacy_title",), "This module grew from material compiled by Somebody."),
    ],
)
def test_who_compiled_the_older_material_is_credited(tmp_path: Path, without: tuple[str, ...], said: str) -> None:
    data = {key: value for key, value in WHOLE.items() if key not in without}
    project = a_project(tmp_path, data)
    assert said in " ".join(guide_of(project))
    assert "Somebody" not in text_of(composed(project, "sample", Role.STUDENT))


def test_an_old_title_stands_in_the_guides_list_of_sources_alone(project: Project) -> None:
    lines = guide_of(project)
    (number,) = (n for n, line in enumerate(lines) if "Old title" in line)
    assert lines.index("Sources of this pack") < number < lines.index("Further material")
    assert "Old title" not in text_of(composed(project, "sample", Role.STUDENT))


def test_a_students_sheet_has_a_blank_for_who_keeps_pupils_safe(project: Project) -> None:
    """With checked lines above it, on a shared line; for the younger, on a line of its own."""
    for band, blank in (("D", "Person at school, room"), ("B", "Person to see at school, room")):
        assert blank in text_of(composed(project, "sample", Role.STUDENT, band)).split("\n")


def test_a_card_says_its_year_and_whether_anybody_checked_it(project: Project) -> None:
    assert "2009, not checked" in text_of(composed(project, "sample", Role.STUDENT)).split("\n")


# ---- sources, balance, order ---------------------------------------------------------------------------------------


def quoted(folder: Path, kind: str) -> Project:
    words = {"student_text": "These are the source's own five words.", "kind": kind}
    return a_project(folder, {**FULL, "excerpts": [{**FULL["excerpts"][0], **words}]})


@pytest.mark.parametrize(("kind", "asked"), [("quote", "{% if false %}"), ("summary", "{% if true %}")])
def test_a_sources_own_words_stand_in_a_quotation_and_nobody_elses_do(tmp_path: Path, kind: str, asked: str) -> None:
    project = quoted(tmp_path, kind)
    assert refusals(project, "sample") == []
    condition = '{% if card.kind == "quote" %}\n<blockquote>'
    changed = change(project, "blocks.html.j2", condition, f"{asked}\n<blockquote>")
    assert refusals(changed, "sample") == ["gate/quote-marks"]


def test_each_card_of_a_source_that_nobody_verified_says_so(tmp_path: Path) -> None:
    line = " {{ pack.care.caution_line }}{% endif %}</footnote>"
    changed = change(quoted(tmp_path, "quote"), "blocks.html.j2", line, "{% endif %}</footnote>")
    assert refusals(changed, "sample") == ["gate/caution-line"]


HARM, GOOD = a_definition("d1", topics={"grooming": 2}), a_question("q1", topics={"personal_safety": 1})


def test_a_pack_speaks_no_more_of_harm_than_of_what_protects(tmp_path: Path) -> None:
    assert refusals(a_project(tmp_path / "1", module_data(HARM)), "sample", band="C") == ["gate/ratio"]
    assert refusals(a_project(tmp_path / "2", module_data(HARM, GOOD)), "sample", band="C") == []


def test_what_protects_counts_only_where_it_is_printed(tmp_path: Path) -> None:
    project = a_project(tmp_path, module_data(HARM, GOOD))
    dropped = change(project, "student.html.j2", "{{ b.questions(pack.questions) }}", "")
    assert refusals(dropped, "sample", band="C") == ["gate/ratio"]


def test_the_content_note_comes_before_the_first_thing_that_is_taught(project: Project) -> None:
    note, last = "{{ b.content_note(pack.care) }}\n", "{{ b.questions(pack.questions) }}"
    moved = change(change(project, "student.html.j2", note, ""), "student.html.j2", last, last + note)
    assert refusals(moved, "sample") == ["gate/note-late"]


@pytest.mark.parametrize(
    "words",
    ["About brothels.", "She went willingly.", "Have you ever been hurt at home?", "Write about your secret here."],
)
def test_what_a_sheet_does_not_say_or_ask_is_refused_in_a_templates_own_words(project: Project, words: str) -> None:
    assert refusals(typed_before(project, f"<p>{words}</p>"), "sample") == ["gate/blocked-word"]


def test_what_frightens_is_refused_for_the_bands_that_the_policy_names(project: Project) -> None:
    changed = typed_before(project, "<p>What a nightmare.</p>")
    assert (refusals(changed, "sample", band="C"), refusals(changed, "sample")) == (["gate/blocked-word"], [])
