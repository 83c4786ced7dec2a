"""Documents are the same, whoever renders them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lessonpack.diagnostics import LessonPackError
from lessonpack.pack import DOCUMENTS, PackRequest, build
from lessonpack.plan import planned
from lessonpack.project import Project, shipped_root
from lessonpack.untrusted.templates import UntrustedTemplates
from tests.render.hostile import HOSTILE
from tests.render.project import a_selection, templates
from tests.untrusted.apart import untrusted

TODAY = date(2026, 11, 1)
HERE = Project(shipped_root())
ELSEWHERE = replace(HERE, template_kind=UntrustedTemplates)


@pytest.mark.parametrize("module", HERE.module_ids())
def test_packs_are_the_same_byte_for_byte(module: str) -> None:
    request = PackRequest(TODAY, bands=("C",), formats=("docx", "pdf", "html"))
    here, elsewhere = build(HERE, module, request), build(ELSEWHERE, module, request)
    assert here == elsewhere
    assert {file.document for file in elsewhere.files} >= {"student", "teacher"}


def test_all_four_documents_are_among_them() -> None:
    made = build(HERE, "trafficking-belarus", PackRequest(TODAY, bands=("C",), formats=("html",)))
    assert {file.document for file in made.files} == set(DOCUMENTS)


@pytest.mark.parametrize(
    "student",
    ["<p>\n{{ nope }}", "{% if %}", "{% include '/etc/passwd' %}", "{% include 'studnet.html.j2' %}", "{{ 1 | nope }}",
     "{% set x = 'ab' %}" + "{% set x = x ~ x %}" * 60, "{% include './mine.html.j2' %}", "<p>{{ '<t>' }}</p><t/>",
     "{% include 'standard/mine.html.j2' %}", "<nope/>", "{{ pack.definitions[0].text }}{{ '\\ud800' }}"],
)  # fmt: skip
def test_a_template_is_taken_or_refused_in_the_same_words(student: str, tmp_path: Path) -> None:
    files = {"student": "<h1>A</h1>" + student, "mine": "<p>{{ pack.context[0].as_of | day(language) }} &amp; so</p>"}
    told: list[object] = []
    for made in (templates(tmp_path, **files), untrusted(tmp_path, **files)):
        try:
            told.append(made.tree("student", a_selection()))
        except LessonPackError as fault:
            told.append([(d, d.hint, d.span and d.span.width) for d in fault.diagnostics])
    assert told[0] == told[1]


@pytest.mark.parametrize(
    "name", ["loops that print nothing", "a macro without end", "a block without end", "long words, sorted",
             "slices without number", "Python's own names"],
)  # fmt: skip
def test_a_hostile_template_is_told_its_own_line_as_well(name: str, tmp_path: Path) -> None:
    student, code = HOSTILE[name]
    with pytest.raises(LessonPackError) as caught:
        untrusted(tmp_path, student=student).render("student", a_selection())
    (finding,) = caught.value.diagnostics
    assert finding.code == f"template/{code}"
    assert str(finding.span).startswith("templates/standard/student.html.j2:1:")


def test_the_program_has_printed_the_same(tmp_path: Path) -> None:
    student = "{% for d in pack.definitions %}{{ d.text }}{{ d.text | paragraphs | last }}{% endfor %}"
    student += "{{ pack.statistics[0].value | number(language) }}{{ pack.context[0].as_of | day(language) }}"
    here, elsewhere = templates(tmp_path, student=student), untrusted(tmp_path, student=student)
    assert here.render("student", a_selection()) == elsewhere.render("student", a_selection())
    assert here.printed == elsewhere.printed
    assert len(here.printed.entries) == 4


def test_sections_in_another_order_are_told_as_here(tmp_path: Path) -> None:
    pack = "lessonpack: 1\nmodules: [water-cycle]\nsections:\n  student: [title, help]\n"
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs/mine.yaml").write_text(pack, encoding="utf-8")
    here = planned(Project(tmp_path), "mine")
    request = PackRequest(TODAY, bands=("C",), documents=("student",), formats=("html",))
    said = []
    for project in (here, replace(here, template_kind=UntrustedTemplates)):
        try:
            said.append([(d, d.hint) for d in build(project, "water-cycle", request).diagnostics])
        except LessonPackError as fault:
            said.append([(d, d.hint) for d in fault.diagnostics])
    assert said[0] == said[1]
    # What the list leaves out is known, which only the process that rendered has seen.
    assert any("definitions" in hint for _, hint in said[1]) or "definitions" in here.templates.left_out("student")


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"\xff", "template/encoding"), (b"x" * 130_000, "template/too-large")],
    ids=["no UTF-8", "too large"],
)
def test_a_file_that_cannot_be_used_is_told_when_it_is_asked_for(data: bytes, code: str, tmp_path: Path) -> None:
    made = untrusted(tmp_path, student="<h1>A</h1>", other="{% include 'bad.html.j2' %}")
    (tmp_path / "templates/standard/bad.html.j2").write_bytes(data)
    assert made.render("student", a_selection())
    with pytest.raises(LessonPackError) as caught:
        made.render("other", a_selection())
    assert [(d.code, str(d.span)) for d in caught.value.diagnostics] == [(code, "templates/standard/bad.html.j2:1:1")]


def test_a_date_in_another_language_is_refused(tmp_path: Path) -> None:
    made = untrusted(tmp_path, student="<h1>A</h1>{{ pack.context[0].as_of | day('de') }}")
    with pytest.raises(LessonPackError) as caught:
        made.render("student", a_selection())
    assert [d.code for d in caught.value.diagnostics] == ["template/forbidden"]
