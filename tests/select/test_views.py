"""What a reader's selection holds: the right words, and none that are somebody else's."""

from __future__ import annotations

import pytest

from lessonpack.diagnostics import LessonPackError
from lessonpack.model.audience import Audience, Level, Role
from lessonpack.select.select import select
from lessonpack.select.selection import Selection
from tests.modules import (
    TODAY,
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
    shipped_policy,
    strings_in,
    students,
    teacher,
)


def codes(fault: LessonPackError) -> list[str]:
    return [d.code for d in fault.diagnostics]


def test_no_view_of_a_student_holds_a_word_that_is_the_teachers() -> None:
    theirs = "TEACHERONLY"
    module = a_module(
        a_source(
            "s1", topics={}, title=theirs, also_known_as=[theirs], date_note=theirs, url_note=theirs,
            verification="disputed", dispute_note=theirs,
        ),
        an_excerpt("e1", topics={}, text=theirs, heading=theirs, note=theirs),
        a_statistic("f1", topics={}, teacher_note=theirs),
        a_comparison("c1", topics={}, answer=theirs),
        a_question("q1", topics={}, answer=theirs, misconceptions=[{"wrong": theirs, "right": theirs}]),
        an_activity("a1", topics={}, teacher=theirs, answer=theirs, materials=[theirs]),
        title=theirs, legacy_title=theirs, series=theirs, compiler=theirs, rights=theirs, subjects=[theirs],
        objectives=[theirs], notes=[{"id": "n1", "title": theirs, "text": theirs}], help=["h1"],
    )  # fmt: skip
    lines = registry(a_help_line("h1", notes=theirs, evidence=[{"found": theirs}]))
    for level in Level:
        selection = students(module, help_lines=lines, level=level)
        assert len(selection.kept) == 6
        assert [s for s in strings_in(selection) if theirs in s] == []
    assert sum(theirs in s for s in strings_in(teacher(module, help_lines=lines))) >= 20


def test_no_view_of_a_student_holds_words_of_another_band_or_of_what_is_withheld() -> None:
    def by_band(name: str) -> dict[str, str]:
        return {band: f"{name} FOR{band}" for band in "ABCDT"}

    items = (
        a_definition("d1", topics={}, term=by_band("d"), text=by_band("d"), example=by_band("d")),
        a_definition("d2", term="WITHHELD", text="WITHHELD"),
        a_note("n1", topics={}, heading=by_band("n"), text=by_band("n")),
        a_source("s1", topics={}, org=None, student_title=by_band("s")),
        an_excerpt("e1", topics={}, text="FORT", student_text=by_band("e"), prompts=[by_band("e")]),
        a_statistic("f1", topics={}, label=by_band("f"), note=by_band("f")),
        a_question("q1", topics={}, text=by_band("q")),
        an_activity("a1", topics={}, title=by_band("a"), intro=by_band("a"), steps=[by_band("a")]),
    )
    module = a_module(
        *items, student_title=by_band("m"), purpose=by_band("m"), caution=by_band("m"), closing=by_band("m")
    )
    for band in "ABCD":
        words = " ".join(strings_in(students(module, band)))
        assert f"FOR{band}" in words
        assert [other for other in "ABCDT" if other != band and f"FOR{other}" in words] == []
        assert "WITHHELD" not in words


def test_a_teacher_gets_the_items_of_the_class_and_adult_background_but_tasks_only_as_the_class() -> None:
    module = a_module(
        a_definition("kept", topics={}, text={"C": "For pupils.", "T": "For adults."}),
        a_definition("adult", text={"T": "For adults."}),
        a_definition("older", topics={}, text={"D": "For the older."}),
        a_question("asked", topics={}, text={"C": "Pupils' words?", "T": "Adult words?"}),
        a_question("harder", text="Adult question?"),
        an_activity("heavy", topics={"grooming": 4}),
    )
    selection = teacher(module)
    assert [(d.id, str(d.text), d.reaches_class) for d in selection.definitions] == [
        ("kept", "For adults.", True),
        ("adult", "For adults.", False),
    ]
    assert str(selection.definitions[0].class_text) == "For pupils."
    assert [(q.id, str(q.text)) for q in selection.questions] == [("asked", "Pupils' words?")]
    assert selection.activities == ()
    assert selection.omitted == students(module).omitted


def test_easy_words_change_the_text_and_never_the_set_of_items() -> None:
    module = a_module(
        a_definition("d1", topics={"child_rights": 1}, text={"C": {"core": "Long words.", "easy": "Short words."}}),
        a_definition("d2", topics={"grooming": 4}, text={"C": {"core": "x", "easy": "y"}}),
    )
    core, easy = students(module), students(module, level=Level.EASY)
    assert (core.kept, core.omitted) == (easy.kept, easy.omitted)
    assert (str(core.definitions[0].text), str(easy.definitions[0].text)) == ("Long words.", "Short words.")
    assert core.has_easy


def test_long_core_words_that_stand_in_for_easy_ones_are_recorded() -> None:
    long = "These are more than twelve words that nobody has made any easier for weak readers."
    module = a_module(a_definition("d1", topics={}, text=long), a_definition("d2", topics={}, text="A short one."))
    selection = students(module, level=Level.EASY)
    assert [str(d.text) for d in selection.definitions] == [long, "A short one."]
    assert selection.unwritten_easy == ("d1",)


def test_a_mark_without_words_gets_the_term_of_its_definition_in_the_readers_own_words() -> None:
    term = {"C": {"core": "trafficking in persons", "easy": "trade in people"}, "T": "human trafficking"}
    module = a_module(
        a_definition("d1", topics={}, term=term),
        a_question("q1", topics={}, text="What does **{d1}** mean? And {d1|this}?", answer="See {d1}."),
        objectives=["Explain {d1}."],
    )
    assert str(students(module).questions[0].text) == "What does trafficking in persons mean? And this?"
    easy = students(module, level=Level.EASY)
    assert str(easy.questions[0].text) == "What does trade in people mean? And this?"
    guide = teacher(module)
    assert str(guide.questions[0].answer) == "See trafficking in persons."
    assert str(guide.module.objectives[0]) == "Explain trafficking in persons."


@pytest.mark.parametrize("field", ["student_title", "purpose", "caution", "content_note", "closing"])
def test_the_modules_own_words_cannot_name_a_definition_that_the_class_does_not_get(field: str) -> None:
    module = a_module(
        a_definition("d1"), a_definition("d2", topics={"child_rights": 1}), **{field: {"C": "This is about {d1}."}}
    )
    with pytest.raises(LessonPackError) as caught:
        students(module)
    assert codes(caught.value) == ["content/withheld-term"]


def test_a_teachers_words_cannot_name_what_is_printed_for_nobody() -> None:
    module = a_module(
        a_definition("d1", topics={"statistics": 5}), a_question("q1", topics={}, answer="It is called {d1}.")
    )
    with pytest.raises(LessonPackError) as caught:
        teacher(module)
    assert codes(caught.value) == ["content/withheld-term"]


def test_a_help_line_that_names_an_unknown_definition_is_a_fault_and_no_crash() -> None:
    module = a_module(a_definition("d1", topics={"child_rights": 1}), help=["h1"])
    with pytest.raises(LessonPackError) as caught:
        teacher(module, help_lines=registry(a_help_line("h1", notes="Ask about {nothing}.")))
    assert codes(caught.value) == ["content/dangling-reference"]


@pytest.mark.parametrize(
    ("source", "named"),
    [
        (a_source("s1", topics={}, student_title="A report on work"), "A report on work"),
        (a_source("s1", topics={}, student_title={"D": "A report on work"}), "Maker s1"),
        (a_source("s1", topics={}, org=None, author="A pupil"), "A pupil"),
    ],
)
def test_students_know_a_source_by_its_student_title_or_by_who_made_it(source: Made, named: str) -> None:
    assert str(students(a_module(source)).sources[0].name) == named
    assert str(teacher(a_module(source)).sources[0].name) == "Full title s1"


def test_a_pack_without_a_student_title_for_the_band_is_called_by_its_neutral_code() -> None:
    module = a_module(a_definition("d1", topics={}), student_title={"T": "Sexual exploitation"})
    assert str(students(module).module.title) == "staying-safe-9"


def test_the_address_of_a_source_is_hidden_where_passing_it_on_is_dangerous() -> None:
    def url(restricted: list[str]) -> str | None:
        source = a_source("s1", topics={}, url="https://example.org/report", restricted_in=restricted)
        return teacher(a_module(source, place={"iso": "BY", "name": "Belarus"})).sources[0].url

    assert url(["BY"]) is None
    assert url(["RU"]) == "https://example.org/report"


def test_an_item_without_the_source_that_it_could_cite_is_cited_by_its_letter_only_when_kept() -> None:
    module = a_module(
        a_source("s1", topics={"grooming": 4}), a_source("s2", topics={}), an_excerpt("e1", topics={}, source="s2")
    )
    selection = students(module)
    assert [(s.id, s.number) for s in selection.sources] == [("s2", 1)]
    assert selection.excerpts[0].letter == "A"


def test_the_words_that_protect_are_the_bands_own_and_the_modules_words_come_before_the_policys() -> None:
    easy = {"C": {"core": "Read slowly.", "easy": "Stop when you like."}}
    module = a_module(a_definition("d1", topics={"child_rights": 1}), content_note=easy)
    care = students(module).care
    assert care is not None
    assert (str(care.content_note), str(care.trusted_adult)) == ("Read slowly.", "An adult I can tell")
    easy_care = students(module, level=Level.EASY).care
    assert easy_care is not None
    assert str(easy_care.content_note) == "Stop when you like."
    guide = teacher(module)
    assert guide.care is not None
    assert guide.class_care is not None
    assert str(guide.care.trusted_adult) == "Safeguarding lead (name, room, phone)"
    assert str(guide.class_care.content_note) == "Read slowly."


def test_a_policy_without_words_of_care_for_a_band_is_refused_rather_than_read_from_another_band() -> None:
    policy = shipped_policy()
    line = policy.care.help_line
    adults = type(line)(tuple(pair for pair in line.bands if pair[0] == "T"), line.span)
    poorer = policy.model_copy(update={"care": policy.care.model_copy(update={"help_line": adults})})
    with pytest.raises(LessonPackError) as caught:
        students(a_module(a_definition("d1", topics={"child_rights": 1})), policy=poorer)
    assert codes(caught.value) == ["policy/no-words"]


def test_background_that_nobody_rated_counts_as_sensitive_for_the_teacher() -> None:
    module = a_module(a_definition("d1", topics={}), a_definition("d2", text={"T": "For adults."}))
    assert teacher(module).care is not None
    assert students(module).care is None


@pytest.mark.parametrize(("role", "band"), [(Role.STUDENT, "T"), (Role.STUDENT, "Z"), (Role.TEACHER, "T")])
def test_only_a_band_of_students_can_be_asked_for(role: Role, band: str) -> None:
    def asked() -> Selection:
        module = a_module(a_definition("d1", topics={}))
        return select(module, Audience(role, band), shipped_policy(), help_lines=registry(), today=TODAY)

    with pytest.raises(LessonPackError) as caught:
        asked()
    assert codes(caught.value) == ["policy/unknown-band"]


# ---- words that nobody has rated -----------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["purpose", "caution"])
def test_words_of_the_module_that_name_no_band_are_for_the_eldest_on_a_sensitive_topic(field: str) -> None:
    module = a_module(a_definition("d1", topics={"personal_safety": 1}), **{field: "Written for nobody in particular."})
    read = {band: getattr(students(module, band).module, field) for band in "ABCD"}
    assert {band for band, words in read.items() if words} == {"D"}
    assert str(getattr(teacher(module, "A").module, field)) == "Written for nobody in particular."


@pytest.mark.parametrize("field", ["content_note", "closing"])
def test_the_policys_own_words_stand_in_for_a_note_that_names_no_band(field: str) -> None:
    module = a_module(a_definition("d1", topics={"personal_safety": 1}), **{field: "Written for nobody in particular."})
    for band in "ABC":
        assert str(getattr(students(module, band).care, field)) == str(getattr(shipped_policy().care, field).text(band))
    assert str(getattr(students(module, "D").care, field)) == "Written for nobody in particular."


def test_words_of_the_module_that_name_a_band_are_that_bands() -> None:
    module = a_module(a_definition("d1", topics={"personal_safety": 1}), purpose={"A": "For A.", "B": "For B."})
    assert [str(students(module, band).module.purpose) for band in "ABC"] == ["For A.", "For B.", "None"]


def test_words_of_a_harmless_module_may_be_one_for_all() -> None:
    module = a_module(a_definition("d1", topics={}), purpose="For all.")
    assert [str(students(module, band).module.purpose) for band in "ABCD"] == ["For all."] * 4


# ---- what is the teacher's alone -----------------------------------------------------------------------------------


def test_links_waivers_the_profile_and_the_sum_of_parts_are_the_teachers_alone() -> None:
    waiver = {"rule": "reading/grade", "reason": "Accepted.", "by": "lead", "on": "2026-10-01"}
    figure = a_statistic(
        "f1", topics={}, value="1751", change={"per_cent": "11", "since": "2017"}, parts=[{"label": "a", "value": "1"}]
    )
    module = a_module(
        a_definition("d1", topics={"child_rights": 1}), figure, links=[{"label": "More"}], lint_waivers=[waiver]
    )
    sheet, guide = students(module), teacher(module)
    assert (sheet.links, sheet.waivers, sheet.profile, sheet.raised, sheet.age_mark) == ((), (), (), (), None)
    assert [str(link.label) for link in guide.links] == ["More"]
    assert [str(found.reason) for found in guide.waivers] == ["Accepted."]
    assert [(str(row.topic), row.found, row.limit) for row in guide.profile] == [("Rights of the child", 1, 3)]
    of_sheet, of_guide = sheet.statistics[0], guide.statistics[0]
    assert of_sheet.change is not None
    assert of_guide.change is not None
    assert of_guide.change.previous is not None
    assert of_guide.parts_sum is not None
    assert (of_guide.change.previous.typed, of_guide.change.is_implied, of_guide.parts_sum.typed) == ("1577", True, "1")
    assert (of_sheet.change.previous, of_sheet.parts_sum) == (None, None)


def test_pupils_meet_who_made_a_source_and_nothing_else_that_nobody_read_for_them() -> None:
    source = a_source("s1", topics={}, author="Author", unit="Unit", org="Org", host="Host", url="https://a.example")
    module = a_module(source, a_definition("d1", topics={}))
    sheet, guide = students(module).sources[0], teacher(module).sources[0]
    assert ([str(maker) for maker in sheet.makers], sheet.rights) == (["Author", "Org"], None)
    assert [str(maker) for maker in guide.makers] == ["Author", "Unit", "Org", "Host"]
    assert str(guide.rights) == "public domain"


PLACES = {"there": {"iso": "BY", "name": "Belarus"}, "unknown": None, "elsewhere": {"iso": "LV", "name": "Latvia"}}


@pytest.mark.parametrize(("where", "is_printed"), [("there", False), ("unknown", False), ("elsewhere", True)])
def test_a_restricted_address_is_nowhere_while_the_class_is_or_may_be_there(where: str, is_printed: bool) -> None:
    address = "https://banned.example/page"
    module = a_module(
        a_source("s1", topics={}, url=address, url_note=f"It stands at {address}", restricted_in=["BY"]),
        a_definition("d1", topics={}, text="See [the *old* page](http://www.banned.example/page/) first."),
        links=[{"label": "The page", "url": f"{address}/"}],
        place=PLACES[where],
    )
    for selection in (students(module), teacher(module)):
        assert any("banned.example" in found for found in strings_in(selection)) == is_printed
        assert str(selection.definitions[0].text) == "See the old page first."


def test_what_a_fall_to_nothing_came_from_is_not_worked_out() -> None:
    module = a_module(a_statistic("f1", topics={}, change={"per_cent": "-100", "since": "2017"}))
    change = teacher(module).statistics[0].change
    assert change is not None
    assert (change.previous, change.is_implied, change.per_cent.typed) == (None, False, "100")


def test_an_address_to_write_to_is_printed_without_its_scheme() -> None:
    line = a_help_line("h1", web="mailto:help@example.org", phone=None, method="wrote")
    module = a_module(a_definition("d1", topics={"child_rights": 1}), help=["h1"])
    (shown,) = students(module, help_lines=registry(line)).help
    assert str(shown.site) == "help@example.org"


@pytest.mark.parametrize("language", ["xx", "zz-ZZ"])
def test_a_language_whose_dates_nobody_can_write_is_told_at_the_module(language: str) -> None:
    with pytest.raises(LessonPackError) as caught:
        students(a_module(a_definition("d1", topics={}), language=language))
    assert codes(caught.value) == ["content/language"]
