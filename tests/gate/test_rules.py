"""What the gate answers about words that a band does not meet, about quotations and cautions, and about balance."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lessonpack.diagnostics import Diagnostic, LessonPackError, Severity, Span
from lessonpack.gate.admit import admit, remarks
from lessonpack.model.audience import Role
from lessonpack.model.text import Text
from lessonpack.project import Project
from lessonpack.select.selection import Selection
from lessonpack.tree.nodes import (
    AnswerSpace,
    Block,
    BulletList,
    Callout,
    CalloutKind,
    Document,
    Emphasis,
    Foreign,
    Furniture,
    Group,
    HelpBox,
    Inline,
    Link,
    ListItem,
    Meta,
    Origin,
    Paragraph,
    Quote,
    Run,
    Strong,
    Term,
    WriteIn,
)
from tests.gate.projects import a_project, change, composed, selected
from tests.modules import a_definition, a_help_line, a_question, a_source, an_excerpt, module_data

QUOTED = "He said that the work was easy."
RETOLD = "Two people were told that the work was easy."
CAUTION = "Nobody checked these sources."
HERE = Span("student.html.j2", 3, 1)


def a_sample(**source: Any) -> dict[str, Any]:
    return module_data(
        a_definition("d1", topics={"child_rights": 1}),
        a_source("s1", topics={}, **source),
        an_excerpt("e1", topics={}, kind="quote", text=f"{QUOTED[:-1]} and the pay good.", student_text=QUOTED),
        an_excerpt("e2", topics={}, kind="summary", text=RETOLD, student_text=RETOLD),
        a_question("q1", topics={}),
        caution=CAUTION,
        help=["h1"],
    )


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """One for all tests, so that its templates are read once: whoever changes a template takes a project afresh."""
    return a_project(tmp_path_factory.mktemp("project"), a_sample())


def faults(document: Document, selection: Selection) -> list[Diagnostic]:
    try:
        admit(document, selection, template="student.html.j2")
    except LessonPackError as fault:
        return list(fault.diagnostics)
    return []


def codes(document: Document, selection: Selection) -> list[str]:
    return [d.code for d in faults(document, selection)]


def run(text: str, item: str = "") -> Run:
    return Run(text, Origin(item, HERE))


def typed(text: str, item: str = "") -> Paragraph:
    return Paragraph((run(text, item),))


def with_block(document: Document, block: Block) -> Document:
    """The document with one more block before its last one."""
    return replace(document, blocks=(*document.blocks[:-1], block, document.blocks[-1]))


# ---- words that a band does not meet ---------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["Watch out for predators.", "Say nothing of child pornography."])
def test_a_template_does_not_say_what_the_band_does_not_meet_or_what_nobody_says_now(
    project: Project, text: str
) -> None:
    made, selection = composed(project, "sample", Role.STUDENT), selected(project, "sample", Role.STUDENT)
    (fault,) = faults(with_block(made, typed(text)), selection)
    assert (fault.code, fault.span) == ("gate/blocked-word", HERE)


def test_a_blocked_word_is_found_in_spite_of_marks_and_content_beside_it(project: Project) -> None:
    made, selection = composed(project, "sample", Role.STUDENT), selected(project, "sample", Role.STUDENT)
    line = Paragraph((run("Meaning of d1.", "d1"), run(" A pred"), Strong((run("ator"),)), run(".")))
    assert codes(with_block(made, line), selection) == ["gate/blocked-word"]


def test_words_of_content_are_not_the_templates(project: Project) -> None:
    selection = selected(project, "sample", Role.STUDENT)
    watched = replace(selection.watched, blocked=("meaning",))
    made = composed(project, "sample", Role.STUDENT)
    assert codes(made, replace(selection, watched=watched)) == []


def test_a_blocked_word_may_stand_in_a_phrase_that_is_allowed(project: Project) -> None:
    made, selection = composed(project, "sample", Role.STUDENT, "A"), selected(project, "sample", Role.STUDENT, "A")
    assert codes(with_block(made, typed("We hear organ music.")), selection) == []
    assert codes(with_block(made, typed("We hear an organ.")), selection) == ["gate/blocked-word"]
    # The words that may stand here excuse none beside them.
    both = with_block(with_block(made, typed("We hear an organ.")), typed("We hear organ music."))
    assert codes(both, selection) == ["gate/blocked-word"]


def test_each_line_with_a_blocked_word_is_told(project: Project) -> None:
    made, selection = composed(project, "sample", Role.STUDENT), selected(project, "sample", Role.STUDENT)
    both = with_block(with_block(made, typed("A predator.")), typed("A monster."))
    assert codes(both, selection) == ["gate/blocked-word"] * 2


@pytest.mark.parametrize("part", ["running", "page_label", "help_line"])
def test_the_margins_do_not_say_what_the_band_does_not_meet(project: Project, part: str) -> None:
    made, selection = composed(project, "sample", Role.STUDENT), selected(project, "sample", Role.STUDENT)
    said = f"{getattr(made.furniture, part)} predator"
    margins: dict[str, Any] = {part: said}
    furniture: Furniture = replace(made.furniture, **margins)
    assert codes(replace(made, furniture=furniture), selection) == ["gate/blocked-word"]


def test_the_title_the_file_name_and_labels_do_not_say_what_the_band_does_not_meet(project: Project) -> None:
    made, selection = composed(project, "sample", Role.STUDENT), selected(project, "sample", Role.STUDENT)
    meta: Meta = replace(made.meta, title="Predators")
    assert codes(replace(made, meta=meta), selection) == ["gate/blocked-word"]
    assert codes(replace(made, stem="price-of-a-child"), selection) == ["gate/blocked-word"]
    label = AnswerSpace(lines=2, label="Write of a predator, {lines} lines")
    assert codes(with_block(made, label), selection) == ["gate/blocked-word"]


def test_a_teachers_guide_may_say_what_the_sheet_may_not(project: Project) -> None:
    made, selection = composed(project, "sample", Role.TEACHER), selected(project, "sample", Role.TEACHER)
    assert codes(with_block(made, typed("A predator.")), selection) == []


# ---- quotations ------------------------------------------------------------------------------------------------------


def test_a_sources_own_words_outside_of_a_quotation_are_refused(project: Project) -> None:
    made, selection = composed(project, "sample", Role.STUDENT), selected(project, "sample", Role.STUDENT)
    bare = Callout(CalloutKind.SOURCE, (), (typed(QUOTED, "e1"), typed(CAUTION, "sample")))
    (fault,) = faults(with_block(made, bare), selection)
    assert (fault.code, fault.about) == ("gate/quote-marks", "e1")
    quoted = replace(bare, blocks=(Quote((typed(QUOTED, "e1"),), ()), typed(CAUTION, "sample")))
    assert codes(with_block(made, quoted), selection) == []


def test_a_retelling_that_stands_as_a_quotation_is_refused(project: Project) -> None:
    made, selection = composed(project, "sample", Role.STUDENT), selected(project, "sample", Role.STUDENT)
    quoted = Callout(CalloutKind.SOURCE, (), (Quote((typed(RETOLD, "e2"),), ()), typed(CAUTION, "sample")))
    (fault,) = faults(with_block(made, quoted), selection)
    assert (fault.code, fault.about) == ("gate/quote-marks", "e2")


def test_a_quotation_without_its_marks_is_refused_in_a_teachers_guide_as_well(tmp_path: Path) -> None:
    old = '{% if card.kind == "quote" %}\n<blockquote>'
    changed = change(a_project(tmp_path, a_sample()), "blocks.html.j2", old, old.replace('== "quote"', '== "none"'))
    with pytest.raises(LessonPackError) as caught:
        composed(changed, "sample", Role.TEACHER)
    assert [(d.code, d.about) for d in caught.value.diagnostics] == [("gate/quote-marks", "e1")]


# ---- cautions --------------------------------------------------------------------------------------------------------


def cards(project: Project, *blocks: Block) -> list[tuple[str, str]]:
    """Codes and items for a sheet with one more section of these blocks."""
    made, selection = composed(project, "sample", Role.STUDENT), selected(project, "sample", Role.STUDENT)
    return [(d.code, d.about) for d in faults(with_block(made, Group(blocks)), selection)]


LACKS_IT = ("gate/caution-line", "e2")
RETELLING = typed(RETOLD, "e2")


def test_a_card_says_by_itself_that_nobody_has_checked_its_source(project: Project) -> None:
    care = selected(project, "sample", Role.STUDENT).care
    assert care is not None
    assert cards(project, RETELLING) == [LACKS_IT]
    assert cards(project, RETELLING, typed(CAUTION, "sample")) == []
    assert cards(project, RETELLING, typed(str(care.caution_line), "policy")) == []


def test_a_caution_on_one_card_is_none_on_the_next(project: Project) -> None:
    told, bare = Group((RETELLING, typed(CAUTION, "sample"))), Group((RETELLING,))
    assert cards(project, told, bare) == [LACKS_IT]
    assert cards(project, Group((told, typed("More."))), bare) == [LACKS_IT]
    assert cards(project, bare, typed(CAUTION, "sample")) == [LACKS_IT]
    assert cards(project, told, told) == []


def test_a_list_or_a_box_with_an_excerpt_is_a_card_too(project: Project) -> None:
    listed = BulletList((ListItem((RETELLING,)),))
    assert cards(project, listed) == [LACKS_IT]
    assert cards(project, Group((listed, typed(CAUTION, "sample")))) == []


def test_words_that_stand_with_a_caution_are_looked_for_in_full_and_with_their_origin(project: Project) -> None:
    assert cards(project, typed("Retold e2.", "")) == []
    assert cards(project, Paragraph((run(f" {RETOLD} ", "e2"),))) == [LACKS_IT]


@pytest.mark.parametrize("verification", ["checked", "corroborated"])
def test_a_card_with_a_source_that_somebody_verified_needs_no_caution(tmp_path: Path, verification: str) -> None:
    data = a_sample(verification=verification, verified_by="author", verified_on="2026-10")
    assert cards(a_project(tmp_path, data), RETELLING) == []


def test_a_teachers_guide_needs_no_caution_on_each_card(project: Project) -> None:
    made, selection = composed(project, "sample", Role.TEACHER), selected(project, "sample", Role.TEACHER)
    assert codes(with_block(made, Group((RETELLING,))), selection) == []


# ---- links -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", [Strong, Emphasis, Term])
def test_a_link_is_found_within_every_mark(project: Project, mark: type[Strong | Emphasis | Term]) -> None:
    made, selection = composed(project, "sample", Role.STUDENT), selected(project, "sample", Role.STUDENT)
    link: tuple[Inline, ...] = (Link("https://evil.example", (run("Meaning of d1.", "d1"),)),)
    (fault,) = faults(with_block(made, Paragraph((mark(link),))), selection)
    assert (fault.code, fault.span) == ("gate/template-address", Span("student.html.j2"))
    foreign = Paragraph((Foreign("ru", link),))
    assert codes(with_block(made, foreign), selection) == ["gate/template-address"]


def test_a_link_without_words_is_seen_as_well(project: Project) -> None:
    made, selection = composed(project, "sample", Role.STUDENT), selected(project, "sample", Role.STUDENT)
    assert codes(with_block(made, Paragraph((Link("https://evil.example", ()),))), selection) == [
        "gate/template-address"
    ]


@pytest.mark.parametrize("text", ["Write to mailto:school.", "Or tel:police.", "See www. example.", "Write to a@b."])
def test_an_address_is_seen_without_a_digit_and_without_a_site_behind_it(project: Project, text: str) -> None:
    made, selection = composed(project, "sample", Role.STUDENT), selected(project, "sample", Role.STUDENT)
    assert codes(with_block(made, typed(text)), selection) == ["gate/template-address"]


def test_a_help_line_is_reached_by_text_message_where_it_takes_no_calls(tmp_path: Path) -> None:
    line = a_help_line("h1", phone=None, sms="8 801 100 16 11", method="wrote")
    written = a_project(tmp_path, a_sample(), help_lines=(line,))
    made, selection = composed(written, "sample", Role.STUDENT), selected(written, "sample", Role.STUDENT)
    assert codes(made, selection) == []
    (entry,) = selection.help
    silent = replace(selection, help=(replace(entry, sms=Text.parse("8 801 100 16 12")),))
    assert "gate/no-help" in codes(made, silent)


# ---- where words come from -------------------------------------------------------------------------------------------


def test_what_is_no_readers_is_told_once_for_each_item_and_place(project: Project) -> None:
    made, selection = composed(project, "sample", Role.STUDENT), selected(project, "sample", Role.STUDENT)
    line = Paragraph((run("anything", "nobody"), run("anything", "somebody"), run("more", "nobody")))
    assert codes(with_block(made, line), selection) == ["gate/withheld"] * 2


def test_white_space_of_an_item_is_nobodys(project: Project) -> None:
    made, selection = composed(project, "sample", Role.STUDENT), selected(project, "sample", Role.STUDENT)
    assert codes(with_block(made, typed(" ", "q1")), selection) == []


def test_a_teachers_guide_names_what_nobody_gets_by_its_id(tmp_path: Path) -> None:
    project = a_project(tmp_path, module_data(a_definition("d1", topics={}), a_question("q1")))
    made, selection = composed(project, "sample", Role.TEACHER), selected(project, "sample", Role.TEACHER)
    assert selection.kept == ("d1",)
    assert codes(with_block(made, typed("q1", ":id")), selection) == []
    assert codes(with_block(made, typed("d1", ":id")), selection) == []
    assert codes(with_block(made, typed("q2", ":id")), selection) == ["gate/not-its-words"]


def test_a_number_is_told_where_the_template_types_it(project: Project) -> None:
    made, selection = composed(project, "sample", Role.STUDENT), selected(project, "sample", Role.STUDENT)
    beside = Run("Question q1?", Origin("q1", Span("content/sample/module.yaml", 9, 9)))
    (fault,) = faults(with_block(made, Paragraph((beside, run(" 112"), beside))), selection)
    assert (fault.code, fault.span) == ("gate/template-number", HERE)
    (fault,) = faults(with_block(made, Group((typed("1"), typed("12")))), selection)
    assert (fault.code, fault.span) == ("gate/template-number", HERE)


def test_lines_with_digits_read_on_from_each_other_until_one_has_none(project: Project) -> None:
    made, selection = composed(project, "sample", Role.STUDENT), selected(project, "sample", Role.STUDENT)
    for first in (typed("Room 1"), Paragraph((run("Question q1?", "q1"), run(" 1")))):
        assert codes(with_block(made, Group((first, typed("12")))), selection) == ["gate/template-number"]
    assert codes(with_block(made, Group((typed("1"), typed("and"), typed("12")))), selection) == []


def test_what_has_no_place_of_its_own_is_blamed_on_the_template(project: Project) -> None:
    made, selection = composed(project, "sample", Role.STUDENT), selected(project, "sample", Role.STUDENT)
    nowhere = Paragraph((Run(QUOTED, Origin("e1")),))
    found = [(d.code, d.span) for d in faults(with_block(made, nowhere), selection)]
    assert found == [(code, Span("student.html.j2")) for code in ("gate/caution-line", "gate/quote-marks")]


@pytest.mark.parametrize(("labels", "refused"), [(0, True), (1, True), (2, False)])
def test_a_help_box_without_a_checked_line_has_two_blanks_or_more(project: Project, labels: int, refused: bool) -> None:
    made, selection = composed(project, "sample", Role.STUDENT), selected(project, "sample", Role.STUDENT)
    assert selection.care is not None
    said = (typed(str(words), "policy") for words in (selection.care.not_your_fault, selection.care.trusted_adult))
    box = HelpBox((), (*said, WriteIn(tuple((run("Who else"),) for _ in range(labels)))))
    with_box = replace(made, blocks=(*made.blocks[:-1], box))
    found = [d.span for d in faults(with_box, replace(selection, help=())) if d.code == "gate/no-help"]
    assert found == ([Span("student.html.j2")] if refused else [])
    unreached = [d.span for d in faults(with_box, selection) if d.code == "gate/no-help"]
    assert unreached == [Span("student.html.j2")]


# ---- margins ---------------------------------------------------------------------------------------------------------


def test_a_line_of_the_templates_own_is_no_draft_notice(project: Project) -> None:
    made, selection = composed(project, "sample", Role.STUDENT), selected(project, "sample", Role.STUDENT)
    assert codes(replace(made, blocks=(typed("A draft."), *made.blocks[1:])), selection) == ["gate/no-draft-mark"]


def test_the_line_on_help_stands_in_the_margins_as_a_whole(project: Project) -> None:
    made, selection = composed(project, "sample", Role.STUDENT), selected(project, "sample", Role.STUDENT)
    assert selection.care is not None
    longer = replace(selection.care, help_line=Text.parse(f"{made.furniture.help_line}\n\nTell somebody."))
    assert codes(made, replace(selection, care=longer)) == ["gate/part-missing"]


# ---- balance and what is left out ------------------------------------------------------------------------------------


def a_balance(*protective: int) -> dict[str, Any]:
    """Two items that speak of harm, and one on rights with each of these intensities."""
    harm = (a_definition(f"h{n}", topics={"forced_labour": 2}) for n in (1, 2))
    return module_data(*harm, *(a_definition(f"p{n}", topics={"child_rights": p}) for n, p in enumerate(protective)))


@pytest.mark.parametrize(
    ("protective", "refused"), [((), True), ((1,), True), ((1, 0), True), ((1, 1), False), ((1, 2, 3), False)]
)
def test_each_item_on_harm_has_as_many_that_protect_as_the_policy_asks_for(
    tmp_path: Path, protective: tuple[int, ...], refused: bool
) -> None:
    project = a_project(tmp_path, a_balance(*protective))
    try:
        composed(project, "sample", Role.STUDENT)
        found: list[str] = []
    except LessonPackError as fault:
        found = [d.code for d in fault.diagnostics]
    assert found == (["gate/ratio"] if refused else [])


def test_a_section_of_which_nothing_is_printed_is_told_and_no_fault(tmp_path: Path) -> None:
    project = a_project(tmp_path, a_sample())
    selection = selected(project, "sample", Role.STUDENT)
    whole = composed(project, "sample", Role.STUDENT)
    assert remarks(whole, selection, template="t") == ()
    shorter = change(project, "student.html.j2", "{{ b.excerpts(pack.excerpts, pack.module.caution) }}", "")
    shorter = change(shorter, "student.html.j2", "{{ b.questions(pack.questions) }}", "")
    told = remarks(composed(shorter, "sample", Role.STUDENT), selection, template="t")
    assert [(d.code, d.severity, d.span) for d in told] == [("gate/section-left-out", Severity.WARNING, Span("t"))] * 2
    assert ["2 of the excerpts" in told[0].message, "1 of the questions" in told[1].message] == [True, True]
