"""What the views of kept items hold, field by field, for a class and for its teacher."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from lessonpack.model.audience import Level
from lessonpack.model.text import Text
from lessonpack.model.values import Amount, PartialDate
from lessonpack.select.selection import Selection
from lessonpack.select.shown import ChangeView, Citation
from lessonpack.select.views import implied_previous
from tests.modules import (
    Made,
    a_comparison,
    a_definition,
    a_help_line,
    a_module,
    a_note,
    a_question,
    a_source,
    a_statistic,
    an_activity,
    an_excerpt,
    registry,
    students,
    teacher,
)
from tests.select.test_limits import a_factor

CITED: dict[str, Any] = {"source": "s1", "locator": "page 9"}
REPORT = "https://example.org/report"
PERIOD = {"from": "2019", "to": "2020-06"}
PERIOD_READ = (PartialDate.parse("2019"), PartialDate.parse("2020-06"))
CALM = a_definition("calm", topics={})


def both(*items: Made, **module: Any) -> tuple[Selection, Selection]:
    """What the class and what its teacher gets of the items, with a source that they may cite."""
    whole = a_module(a_source("s1", topics={}), CALM, *items, **module)
    lines = registry(a_help_line("h1"))
    return students(whole, help_lines=lines), teacher(whole, help_lines=lines)


def said(text: Text | None) -> str | None:
    return None if text is None else str(text)


def cited(citation: Citation | None) -> tuple[str, str | None] | None:
    return None if citation is None else (citation.source.id, said(citation.locator))


# ---- sources ---------------------------------------------------------------------------------------------------------


def test_a_teacher_gets_everything_that_is_known_of_a_source_and_the_class_who_made_it_and_when() -> None:
    source = a_source(
        "s2", topics={}, date="2009", date_note="Day unknown.", accessed=["2026-10-01"], url=REPORT,
        url_note="Moved.", format="pdf", status="archived", verification="disputed", dispute_note="Figures differ.",
        also_known_as=["Other title"], author="Author", unit="Unit", host="Host",
    )  # fmt: skip
    sheet, guide = (selection.sources[1] for selection in both(source))
    for view in (sheet, guide):
        assert (view.id, view.number, view.format, view.status, view.verification) == (
            "s2", 2, "pdf", "archived", "disputed",
        )  # fmt: skip
        assert (view.date, view.accessed) == (PartialDate.parse("2009"), (PartialDate.parse("2026-10-01"),))
        assert (view.url, said(guide.address), sheet.address) == (REPORT, REPORT, None)
        assert (view.is_verified, view.reaches_class) == (False, True)
    assert ([str(m) for m in guide.makers], str(guide.rights)) == (
        ["Author", "Unit", "Maker s2", "Host"], "public domain",
    )  # fmt: skip
    assert ([str(m) for m in sheet.makers], sheet.rights) == (["Author", "Maker s2"], None)
    notes = [said(t) for t in (guide.title, guide.date_note, guide.url_note, guide.dispute_note, *guide.also_known_as)]
    assert notes == ["Full title s2", "Day unknown.", "Moved.", "Figures differ.", "Other title"]
    assert [sheet.title, sheet.date_note, sheet.url_note, sheet.dispute_note, *sheet.also_known_as] == [None] * 4


@pytest.mark.parametrize(
    ("verification", "is_verified"),
    [("unverified", False), ("disputed", False), ("checked", True), ("corroborated", True)],
)
def test_a_source_is_verified_when_somebody_checked_it(verification: str, is_verified: bool) -> None:
    backed = {"verified_by": "author", "verified_on": "2026-10"} if is_verified else {}
    source = a_source("s2", topics={}, verification=verification, dispute_note="Figures differ.", **backed)
    assert both(source)[0].sources[1].is_verified is is_verified


def test_a_teacher_is_told_of_each_item_whether_the_class_gets_it() -> None:
    adult = {"T": "For adults."}
    withheld = (
        a_source("s9"),
        a_definition("d9", text=adult),
        a_note("n9", text=adult),
        an_excerpt("e9"),
        a_statistic("f9", label=adult),
        a_comparison("c9", indicator=adult),
        a_factor("k9", risk=adult),
    )
    kept = (
        a_note("n1", topics={}), an_excerpt("e1", topics={}), a_statistic("f1", topics={}),
        a_comparison("c1", topics={}), a_factor("k1", topics={}),
    )  # fmt: skip
    sheet, guide = both(*withheld, *kept)
    groups = ("sources", "definitions", "context", "excerpts", "statistics", "comparisons", "factors")
    reached = {view.id: view.reaches_class for group in groups for view in getattr(guide, group)}
    assert reached == {
        "s1": True, "calm": True, "n1": True, "e1": True, "f1": True, "c1": True, "k1": True,
        "s9": False, "d9": False, "n9": False, "e9": False, "f9": False, "c9": False, "k9": False,
    }  # fmt: skip
    assert {view.reaches_class for group in groups for view in getattr(sheet, group)} == {True}


# ---- words, notes and factors ----------------------------------------------------------------------------------------


def test_definitions_and_notes_have_example_translations_date_and_citation() -> None:
    definition = a_definition("d1", topics={}, example="A game.", translations={"ru": "слово", "be": "слова"}, **CITED)
    note = a_note("n1", topics={}, kind="law", as_of="2019-05", **CITED)
    for selection in both(definition, note):
        found = selection.definitions[1]
        assert [(tag, str(word)) for tag, word in found.translations] == [("ru", "слово"), ("be", "слова")]
        assert (said(found.example), cited(found.citation)) == ("A game.", ("s1", "page 9"))
        (law,) = selection.context
        assert (law.kind, str(law.heading), str(law.text)) == ("law", "heading n1", "Context n1.")
        assert (law.as_of, cited(law.citation)) == (PartialDate.parse("2019-05"), ("s1", "page 9"))


def test_a_factor_without_what_protects_is_printed_for_nobody() -> None:
    bare = a_factor("k1", topics={}, protection=None)
    for selection in both(bare, a_factor("k2", topics={}, **CITED)):
        (factor,) = selection.factors
        assert (factor.id, factor.level, str(factor.risk), str(factor.protection)) == (
            "k2", "family", "Risk k2.", "Protection k2.",
        )  # fmt: skip
        assert cited(factor.citation) == ("s1", "page 9")
        assert "k1" not in selection.kept


# ---- excerpts --------------------------------------------------------------------------------------------------------


def test_cards_are_lettered_as_the_class_meets_them() -> None:
    cards = [an_excerpt("e1", topics={}), an_excerpt("e2"), *(an_excerpt(f"e{n}", topics={}) for n in range(3, 29))]
    sheet, guide = both(*cards)
    assert [(e.id, e.letter) for e in sheet.excerpts[:2]] == [("e1", "A"), ("e3", "B")]
    assert [e.letter for e in sheet.excerpts[-3:]] == ["Y", "Z", "AA"]
    assert [(e.id, e.letter) for e in guide.excerpts[:3]] == [("e1", "A"), ("e2", ""), ("e3", "B")]


def test_a_teacher_reads_an_excerpt_in_full_beside_the_classs_words_for_it() -> None:
    card = an_excerpt(
        "e1", topics={}, kind="summary", heading="On work", note="Old terms.", conflicts_with=["e2"],
        prompts=["Who made this?", {"D": "Why?"}], locator="page 9",
    )  # fmt: skip
    unread = an_excerpt("e2", student_text=None)
    sheet, guide = both(card, unread)
    (told,) = sheet.excerpts
    first, second = guide.excerpts
    assert (told.kind, str(told.text), cited(told.citation)) == ("summary", "Retold e1.", ("s1", "page 9"))
    assert (told.heading, told.class_text, told.note, told.conflicts_with) == (None, None, None, ())
    assert [str(p) for p in told.prompts] == [str(p) for p in first.prompts] == ["Who made this?"]
    assert (str(first.text), said(first.class_text)) == ("Adult words e1.", "Retold e1.")
    assert (said(first.heading), said(first.note), first.conflicts_with) == ("On work", "Old terms.", ("e2",))
    assert (str(second.text), second.class_text) == ("Adult words e2.", None)


def test_the_classs_words_for_what_it_does_not_get_are_nobodys() -> None:
    _, guide = both(an_excerpt("e1", topics={"grooming": 4}), a_definition("d1", text={"C": "For pupils.", "T": "x"}))
    assert [e.class_text for e in guide.excerpts] == [None]
    assert [d.class_text for d in guide.definitions] == [None, None]


# ---- figures ---------------------------------------------------------------------------------------------------------


def test_a_figure_stands_with_all_that_says_what_was_counted() -> None:
    parts = [{"label": "boys", "value": "20"}, {"label": "girls", "value": "26.5"}]
    figure = a_statistic(
        "f1", topics={}, period=PERIOD, place="Here", population="All pupils", counted_by="The police", parts=parts,
        adds_up=False, note="Few report it.", teacher_note="Old figure.", **CITED,
    )  # fmt: skip
    sheet, guide = (selection.statistics[0] for selection in both(figure))
    for view in (sheet, guide):
        assert (str(view.label), view.value, str(view.unit)) == ("figure f1", Amount.parse("47"), "cases")
        assert view.period == PERIOD_READ
        known = [said(t) for t in (view.place, view.population, view.counted_by, view.note)]
        assert known == ["Here", "All pupils", "The police", "Few report it."]
        assert [(str(p.label), p.value.typed) for p in view.parts] == [("boys", "20"), ("girls", "26.5")]
        assert (view.adds_up, cited(view.citation)) == (False, ("s1", "page 9"))
    assert (sheet.parts_sum, sheet.teacher_note) == (None, None)
    assert (guide.parts_sum, said(guide.teacher_note)) == (Amount("46.5", Decimal("46.5")), "Old figure.")


def test_a_figure_without_parts_has_no_sum() -> None:
    assert [selection.statistics[0].parts_sum for selection in both(a_statistic("f1", topics={}))] == [None, None]


@pytest.mark.parametrize(
    ("per_cent", "previous", "size", "is_less", "for_class", "for_teacher", "is_implied"),
    [
        ("11", "1577", "11", False, "1577", "1577", False),
        ("-11.5", "1977", "11.5", True, "1977", "1977", False),
        ("11", None, "11", False, None, "1577", True),
        ("-50", None, "50", True, None, "3502", True),
        ("0", None, "0", False, None, "1751", True),
    ],
)
def test_a_change_is_told_with_the_earlier_figure_which_pupils_work_out_where_the_source_leaves_it_out(
    per_cent: str,
    previous: str | None,
    size: str,
    is_less: bool,
    for_class: str | None,
    for_teacher: str,
    is_implied: bool,
) -> None:
    change = {"per_cent": per_cent, "since": "2008", **({"previous": previous} if previous else {})}
    sheet, guide = (s.statistics[0].change for s in both(a_statistic("f1", topics={}, value="1751", change=change)))
    since, amount = PartialDate.parse("2008"), Amount(size, Decimal(size))
    earlier = None if for_class is None else Amount.parse(for_class)
    assert sheet == ChangeView(amount, is_less, since, earlier, is_implied=False)
    assert guide == ChangeView(amount, is_less, since, Amount.parse(for_teacher), is_implied)


def test_an_implied_figure_is_rounded_half_up() -> None:
    assert implied_previous(Decimal(5), Decimal(100)) == Amount("3", Decimal(3))


def test_a_comparison_has_each_place_with_its_time_value_note_and_source() -> None:
    values = [
        {"place": "Here", "period": PERIOD, "value": "Tier 2", "unit": "levels", "note": "Estimated.", "source": "s1"},
        {"place": "There", "period": PERIOD, "value": "Tier 3"},
    ]
    question = {"question": "Are these comparable?", "answer": "No."}
    comparison = a_comparison("c1", topics={}, values=values, **question, **CITED)
    sheet, guide = (selection.comparisons[0] for selection in both(comparison))
    for view in (sheet, guide):
        assert [str(t) for t in (view.indicator, view.unit, view.definition)] == [
            "indicator c1",
            "tiers",
            "Measured c1.",
        ]
        here, there = view.values
        assert (str(here.place), here.period, str(here.value)) == ("Here", PERIOD_READ, "Tier 2")
        assert (said(here.unit), said(here.note), cited(here.citation)) == ("levels", "Estimated.", ("s1", None))
        assert (str(there.value), there.unit, there.note, there.citation) == ("Tier 3", None, None, None)
        assert {here.place.item, here.value.item, there.value.item} == {"c1"}
        assert (said(view.question), cited(view.citation)) == ("Are these comparable?", ("s1", "page 9"))
    assert (sheet.answer, said(guide.answer)) == (None, "No.")


# ---- tasks -----------------------------------------------------------------------------------------------------------


def test_tasks_stand_in_the_guide_in_the_classs_words_with_answers_beside_them() -> None:
    words = {"C": "For pupils.", "T": "For adults."}
    slips = [{"wrong": "A slip.", "right": "The truth."}]
    question = a_question("q1", topics={}, text=words, skill="compare", expected_words=44, misconceptions=slips)
    activity = an_activity(
        "a1", topics={}, title=words, intro=words, steps=[words, "Go on."], grouping="In pairs", materials=["Cards"],
        minutes=15, expected_words=55, answer="Cards sorted.",
    )  # fmt: skip
    sheet, guide = both(question, activity)
    for selection in (sheet, guide):
        (asked,), (task,) = selection.questions, selection.activities
        assert (str(asked.text), asked.skill, asked.expected_words) == ("For pupils.", "compare", 44)
        assert (str(task.title), said(task.intro), said(task.grouping)) == ("For pupils.", "For pupils.", "In pairs")
        assert ([str(s) for s in task.steps], task.minutes, task.expected_words) == (["For pupils.", "Go on."], 15, 55)
    (asked,), (task,) = guide.questions, guide.activities
    assert (said(asked.answer), [(str(m.wrong), str(m.right)) for m in asked.misconceptions]) == (
        "Answer q1.", [("A slip.", "The truth.")],
    )  # fmt: skip
    assert (said(task.teacher), said(task.answer), [str(m) for m in task.materials]) == (
        "Run a1.", "Cards sorted.", ["Cards"],
    )  # fmt: skip


def test_an_activity_without_an_introduction_for_the_class_has_none_in_the_guide_either() -> None:
    assert [s.activities[0].intro for s in both(an_activity("a1", topics={}, intro={"T": "For adults."}))] == [None] * 2


# ---- help lines ------------------------------------------------------------------------------------------------------


def test_a_help_line_has_every_way_to_reach_it_and_for_teachers_its_evidence() -> None:
    line = a_help_line(
        "h1", kind="online", phone_intl="+375 17 1", sms="112 7", web="https://www.help.example/chat/", hours="Always",
        cost="Free", notes="Ask first.", evidence=[{"found": "A page.", "dated": "2026-09"}], places=["BY", "UA"],
    )  # fmt: skip
    module = a_module(a_definition("d1", topics={"child_rights": 1}), help=["h1"])
    sheet, guide = (made(module, help_lines=registry(line)).help[0] for made in (students, teacher))
    for view in (sheet, guide):
        assert (view.id, view.kind, view.status, view.is_checked) == ("h1", "online", "verified", True)
        assert (view.places, view.checked_on) == (("BY", "UA"), PartialDate.parse("2026-10-01"))
        named = [
            said(t) for t in (view.org, view.service, view.phone, view.phone_intl, view.sms, view.hours, view.cost)
        ]
        assert named == ["Org h1", "Service h1", "8 801 100 16 11", "+375 17 1", "112 7", "Always", "Free"]
        assert (view.web, said(view.site)) == ("https://www.help.example/chat/", "help.example/chat")
    assert (sheet.notes, sheet.evidence) == (None, ())
    assert said(guide.notes) == "Ask first."
    assert [(str(found), dated) for found, dated in guide.evidence] == [("A page.", PartialDate.parse("2026-09"))]


def test_a_help_line_without_a_page_has_no_site() -> None:
    module = a_module(a_definition("d1", topics={"child_rights": 1}), help=["h1"])
    (line,) = students(module, help_lines=registry(a_help_line("h1"))).help
    assert (line.web, line.site) == (None, None)


# ---- the module ------------------------------------------------------------------------------------------------------


def test_a_teacher_gets_everything_that_is_known_of_the_module() -> None:
    module: dict[str, Any] = {
        "legacy_title": "Old title", "series": "A series", "compiler": "A school", "rights": "May be copied.",
        "cite_as": "Cite me.", "subjects": ["civics", "history"], "coverage": {"from": 2000, "to": 2009},
        "caution": "Read with care.", "version": 7, "minutes": 90,
        "notes": [{"id": "n9", "title": "A note", "text": "Something to know."}],
        "links": [{"label": "A page", "url": "https://example.org/page"}],
        "lint_waivers": [{"rule": "reading/words", "reason": "A name.", "by": "author", "on": "2026-10"}],
    }  # fmt: skip
    sheet, guide = both(**module)
    for view in (sheet.module, guide.module):
        assert (view.id, view.code, view.version, view.language, view.minutes) == (
            "sample", "staying-safe-9", 7, "en", 90,
        )  # fmt: skip
        known = [said(t) for t in (view.student_title, view.purpose, view.caution)]
        assert known == ["Staying safe, pack 9", "To know who helps.", "Read with care."]
    own = guide.module
    known = [said(t) for t in (own.title, own.legacy_title, own.series, own.compiler, own.rights, own.cite_as)]
    assert known == ["Full title of the module", "Old title", "A series", "A school", "May be copied.", "Cite me."]
    assert [str(s) for s in own.subjects] == ["civics", "history"]
    assert ([str(o) for o in own.objectives], own.coverage) == (["Name somebody who helps."], (2000, 2009))
    theirs = sheet.module
    assert str(theirs.title) == "Staying safe, pack 9"
    kept = (theirs.legacy_title, theirs.series, theirs.compiler, theirs.rights, theirs.cite_as, theirs.coverage)
    assert (kept, theirs.subjects, theirs.objectives) == ((None,) * 6, (), ())
    assert (sheet.notes, sheet.links, sheet.waivers) == ((), (), ())
    assert [(n.id, str(n.title), str(n.text)) for n in guide.notes] == [("n9", "A note", "Something to know.")]
    assert [(str(link.label), link.url) for link in guide.links] == [("A page", "https://example.org/page")]
    (waiver,) = guide.waivers
    assert (waiver.rule, str(waiver.reason), str(waiver.by), waiver.on) == (
        "reading/words", "A name.", "author", PartialDate.parse("2026-10"),
    )  # fmt: skip


# ---- words for easy readers and for adults ---------------------------------------------------------------------------


def test_words_of_more_than_twelve_are_long_for_who_reads_with_effort() -> None:
    twelve = "one two three four five six seven eight nine ten eleven twelve"
    module = a_module(
        a_definition("d1", topics={}, text=twelve), a_definition("d2", topics={}, text=f"{twelve} thirteen")
    )
    easy = students(module, level=Level.EASY)
    assert (easy.unwritten_easy, easy.has_easy) == (("d2",), False)
    assert students(module).unwritten_easy == ()


def test_an_adult_reads_the_words_of_the_eldest_band_rather_than_none() -> None:
    term = {"B": "for B", "D": "for D", "A": "for A"}
    _, guide = both(a_definition("d1", term=term, text={"T": "For adults, see {d1}."}))
    assert str(guide.definitions[1].term) == "for D"
    assert str(guide.definitions[1].text) == "For adults, see for D."


def test_the_classs_words_stand_beside_a_teachers_only_where_they_differ() -> None:
    _, guide = both(
        a_definition("d1", topics={}, text={"C": "For pupils.", "T": "For adults."}),
        a_definition("d2", topics={}, text="For all."),
        a_definition("d3", topics={}, text={"C": "For pupils."}),
    )
    assert [said(d.class_text) for d in guide.definitions] == [None, "For pupils.", None, None]


def test_the_words_that_protect_are_all_there_and_what_to_do_when_told_is_the_teachers() -> None:
    module = a_module(a_definition("d1", topics={"child_rights": 1}), closing=dict.fromkeys("CT", "Most people help."))
    sheet, guide = students(module), teacher(module)
    for care in (sheet.care, guide.care, guide.class_care):
        assert care is not None
        assert str(care.closing) == "Most people help."
        assert (care.closing.item, care.private.item) == ("sample", "policy")
        assert len(care.ground_rules) >= 3
        words = (care.opt_out, care.grounding, care.not_your_fault, care.help_line, care.caution_line, care.private)
        assert all(str(w) for w in words)
    assert [care is not None and len(care.disclosure) >= 5 for care in (sheet.care, guide.care, guide.class_care)] == [
        False,
        True,
        False,
    ]


def test_lines_are_composed_so_that_two_ways_to_type_a_letter_are_one() -> None:
    _, guide = both(a_source("s2", topics={}, org="Ministe\u0300re"))
    assert [str(m) for m in guide.sources[1].makers] == ["Minist\u00e8re"]
