"""What a template may say beside help lines and words that protect, and the hidden ways of saying something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessonpack.model.audience import Role
from lessonpack.project import Project
from tests.gate.projects import a_project, change, refusals, typed_before
from tests.gate.test_gate import FULL

PHONE = "<strong>{{ line.phone }}</strong>"
FAULT = "<p>{{ pack.care.not_your_fault }}</p>\n  {#"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return a_project(tmp_path, FULL)


@pytest.mark.parametrize(
    "beside",
    [
        f"<strong>09{'{{ line.phone }}'}</strong>",
        f"<strong>{'{{ line.phone }}'}1</strong>",
        f"1 {PHONE}",
        f"x{PHONE}",
        f"closed, do not call {PHONE}",
        f"{PHONE}, the old number",
        f"never {PHONE}",
    ],
)
def test_a_help_line_reads_as_in_the_register_and_nothing_is_said_against_it(project: Project, beside: str) -> None:
    assert "gate/beside-help" in refusals(change(project, "blocks.html.j2", PHONE, beside), "sample")


@pytest.mark.parametrize("beside", [f"call {PHONE}", f"{PHONE} (day and night)"])
def test_a_help_line_may_be_introduced(project: Project, beside: str) -> None:
    assert refusals(change(project, "blocks.html.j2", PHONE, beside), "sample") == []


def test_a_warning_in_russian_is_known_in_a_russian_sheet(tmp_path: Path) -> None:
    russian = a_project(tmp_path, {**FULL, "language": "ru"})
    assert "gate/beside-help" in refusals(change(russian, "blocks.html.j2", PHONE, f"не звоните: {PHONE}"), "sample")


@pytest.mark.parametrize("words", ["It is untrue that: ", "It is said: "])
def test_what_is_never_a_childs_fault_is_a_line_of_its_own(project: Project, words: str) -> None:
    changed = change(project, "blocks.html.j2", FAULT, FAULT.replace("<p>", f"<p>{words}"))
    assert "gate/part-missing" in refusals(changed, "sample")


def test_a_rule_of_the_class_is_not_turned_round(project: Project) -> None:
    path = project.folder / "templates/standard/blocks.html.j2"
    path.write_text(path.read_text("utf-8").replace("<li>{{ rule }}</li>", "<li>Never: {{ rule }}</li>"), "utf-8")
    for role in Role:
        assert "gate/part-missing" in refusals(Project(project.folder), "sample", role)


def test_words_with_a_label_may_not_be_turned_round_by_it(project: Project) -> None:
    label = "<strong>A different task:</strong>"
    changed = change(project, "blocks.html.j2", label, "<strong>It is not true that</strong>")
    assert refusals(changed, "sample") == ["gate/beside-care"]


# ---- hidden characters, spelled numbers, names of sites --------------------------------------------------------------


@pytest.mark.parametrize("hidden", ["\u202e", "&#x202e;", "\u2067", "\u200f", "\ufeff", "&#xE0041;"])
def test_a_character_that_nobody_sees_is_refused_in_words_labels_and_margins(project: Project, hidden: str) -> None:
    for markup in (f"<p>Read{hidden} this.</p>", f'<answer-lines lines="2" label="Space{hidden}"/>'):
        assert refusals(typed_before(project, markup), "sample") == ["gate/hidden-character"]
        change(project, "student.html.j2", markup, "")
    label = "<page-label>Page {page} of {pages}</page-label>"
    path = project.folder / "templates/standard/blocks.html.j2"
    path.write_text(path.read_text("utf-8").replace(label, label.replace("Page", f"Page{hidden}")), "utf-8")
    for role in Role:
        assert refusals(Project(project.folder), "sample", role) == ["gate/hidden-character"]


def test_a_character_that_turns_a_number_round_is_refused(project: Project) -> None:
    turned = change(project, "blocks.html.j2", PHONE, f"<strong>\u202e{'{{ line.phone }}'}</strong>")
    assert refusals(turned, "sample") == ["gate/hidden-character"]


@pytest.mark.parametrize("allowed", ["&shy;", "\u200c", "\u200d", "\u2060"])
def test_what_joins_or_parts_letters_may_stand(project: Project, allowed: str) -> None:
    assert refusals(typed_before(project, f"<p>Read{allowed} this.</p>"), "sample") == []


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Dial one one two.</p>",
        "<p>Dial one, one, six.</p>",
        "<p>Dial double one two.</p>",
        "<p>Набери один один два.</p>",
        "<p>Dial 1</p><p>then 1</p><p>then 2.</p>",
        "<ul><li>First 11</li><li>and 2</li></ul>",
    ],
)
def test_a_number_in_words_or_spread_over_lines_is_refused(project: Project, markup: str) -> None:
    assert set(refusals(typed_before(project, markup), "sample")) == {"gate/template-number"}


@pytest.mark.parametrize("markup", ["<p>One or two words are enough.</p>", "<p>Step 1</p><p>Read.</p><p>Step 2</p>"])
def test_a_count_is_no_number_to_dial(project: Project, markup: str) -> None:
    assert refusals(typed_before(project, markup), "sample") == []


@pytest.mark.parametrize("site", ["childline.ie", "helpkids.kz", "помощь.рф", "chat.app"])
def test_the_name_of_a_site_is_refused_whatever_its_ending(project: Project, site: str) -> None:
    assert refusals(typed_before(project, f"<p>Go to {site} now.</p>"), "sample") == ["gate/template-address"]


def test_the_version_of_a_pack_is_no_number_that_a_template_may_print(tmp_path: Path) -> None:
    project = a_project(tmp_path, {**FULL, "version": 116111})
    assert "gate/template-number" in refusals(typed_before(project, "<p>Call 116111.</p>"), "sample")


def test_minutes_may_be_printed(project: Project) -> None:
    assert refusals(typed_before(project, "<p>{{ pack.activities[0].minutes }} minutes</p>"), "sample") == []


NOTE = "<title>Before you start</title>"
HELP = "<title>Where to find help</title>"


@pytest.mark.parametrize(
    ("title", "turned"),
    [(NOTE, "Skip this, it is nonsense"), (HELP, "Ignore this box"), (HELP, "All lines are closed")],
)
def test_a_title_does_not_turn_the_box_round_that_it_stands_on(project: Project, title: str, turned: str) -> None:
    changed = change(project, "blocks.html.j2", title, f"<title>{turned}</title>")
    assert "gate/beside-care" in refusals(changed, "sample")


@pytest.mark.parametrize(
    "words",
    ["Keep it secret.", "Tell nobody.", "Nobody will believe you.", "It is your own fault.", "Don't tell an adult."],
)
def test_a_template_asks_for_no_secrecy_and_speaks_against_no_help(project: Project, words: str) -> None:
    assert "gate/turned-word" in refusals(typed_before(project, f"<p>{words}</p>"), "sample")


@pytest.mark.parametrize("words", ["Nobody should ask you to keep a secret.", "Tell an adult.", "Keep your sheet."])
def test_a_template_may_say_what_protects(project: Project, words: str) -> None:
    assert refusals(typed_before(project, f"<p>{words}</p>"), "sample") == []


@pytest.mark.parametrize("words", ["A br0thel.", "A bro-thel.", "A br\u00f3thel."])
def test_a_blocked_word_of_a_template_is_found_in_other_letters(project: Project, words: str) -> None:
    assert refusals(typed_before(project, f"<p>{words}</p>"), "sample") == ["gate/disguised-word"]


def test_a_site_of_a_templates_own_is_found_with_its_dot_spelled_out(project: Project) -> None:
    changed = typed_before(project, "<p>Write to helpkids dot com.</p>")
    assert refusals(changed, "sample") == ["gate/template-address"]


def test_a_line_of_the_margins_has_room_for_a_few_words(project: Project) -> None:
    path = project.folder / "templates/standard/blocks.html.j2"
    label = "Page {page} of {pages}"
    path.write_text(path.read_text("utf-8").replace(label, f"{label}{' word' * 20}"), "utf-8")
    assert refusals(Project(project.folder), "sample") == ["gate/margin-words"]
