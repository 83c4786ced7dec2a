"""The guide's list of sources in each style that a module may ask for (seed row A30), character by character."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessonpack.model.audience import Role
from lessonpack.model.values import PartialDate
from lessonpack.project import Project
from lessonpack.select.written import FORMS, day_words, locale_of
from lessonpack.tree.walk import text_of
from tests.gate.projects import a_project, change, composed, refusals
from tests.modules import a_definition, a_source, module_data

SOURCES = (
    a_source(
        "report", topics={}, title="Trafficking report", org="U.S. Department of State", date="2004-06-14",
        url="https://example.org/tip", accessed=["2012-09-11", "2020-08-24"],
    ),
    a_source("press", topics={}, title="Press release", org="United Nations", date_note="Read in 2011."),
    a_source("monitor", topics={}, title="Monitoring report", org="ECPAT", date="2001-11"),
)  # fmt: skip
STYLES = {
    "plain": (
        "Trafficking report. U.S. Department of State. 14 June 2004.",
        "Press release. United Nations. No date given. Read in 2011.",
        "Monitoring report. ECPAT. November 2001.",
    ),
    "apa": (
        "U.S. Department of State (2004, June 14). Trafficking report. Retrieved August 24, 2020, from "
        "https://example.org/tip",
        "United Nations (n.d.). Press release. Read in 2011.",
        "ECPAT (2001, November). Monitoring report.",
    ),
    "mla": (
        "U.S. Department of State. Trafficking report. 14 Jun 2004, https://example.org/tip. Accessed 24 Aug 2020.",
        "United Nations. Press release. n.d. Read in 2011.",
        "ECPAT. Monitoring report. Nov 2001.",
    ),
    "chicago": (
        "U.S. Department of State. “Trafficking report.” June 14, 2004. Accessed August 24, 2020. "
        "https://example.org/tip.",
        "United Nations. “Press release.” n.d. Read in 2011.",
        "ECPAT. “Monitoring report.” November 2001.",
    ),
    "gost": (
        "U.S. Department of State. Trafficking report. – 14.06.2004. – URL: https://example.org/tip "
        "(accessed: 24.08.2020).",
        "United Nations. Press release. – n.d. Read in 2011.",
        "ECPAT. Monitoring report. – 11.2001.",
    ),
}


def project_in(folder: Path, style: str, **module: object) -> Project:
    return a_project(folder, module_data(*SOURCES, a_definition("d1", topics={}), citation_style=style, **module))


@pytest.mark.parametrize("style", STYLES)
def test_each_source_stands_with_its_number_as_the_style_writes_it(tmp_path: Path, style: str) -> None:
    lines = text_of(composed(project_in(tmp_path, style), "sample", Role.TEACHER)).split("\n")
    assert [line for n, words in enumerate(STYLES[style], 1) for line in lines if line == f"{n} {words}"] == [
        f"{n} {words}" for n, words in enumerate(STYLES[style], 1)
    ]
    # Every day on which it was read stands below, whatever the style.
    assert any("Accessed 11 September 2012, 24 August 2020." in line for line in lines)


@pytest.mark.parametrize("style", STYLES)
def test_a_restricted_address_is_in_no_style(tmp_path: Path, style: str) -> None:
    barred = a_source("barred", topics={}, url="https://barred.example/x", restricted_in=["BY"], date="2020")
    place = {"iso": "BY", "name": "Belarus"}
    data = module_data(barred, a_definition("d1", topics={}), citation_style=style, place=place)
    project = a_project(tmp_path, data)
    assert "barred.example" not in text_of(composed(project, "sample", Role.TEACHER))
    assert "barred.example" not in text_of(composed(project, "sample", Role.STUDENT))


def test_a_students_sheet_is_the_same_in_every_style(tmp_path: Path) -> None:
    sheets = {text_of(composed(project_in(tmp_path / s, s), "sample", Role.STUDENT)) for s in STYLES}
    assert len(sheets) == 1
    assert all(refusals(project_in(tmp_path / f"t-{s}", s), "sample", Role.TEACHER) == [] for s in STYLES)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", ["26 August 2020", "26 Aug 2020", "August 26, 2020", "2020, August 26", "26.08.2020"]),
        (
            "ru",
            ["26 августа 2020\u202fг.", "26 авг. 2020\u202fг.", "августа 26, 2020", "2020, августа 26", "26.08.2020"],
        ),
    ],
)
def test_a_day_is_written_in_the_form_of_the_style(language: str, written: list[str]) -> None:
    locale = locale_of(language)
    assert locale is not None
    assert [day_words(PartialDate.parse("2020-08-26"), locale, form) for form in FORMS] == written
    assert {day_words(PartialDate.parse("2020"), locale, form)[:4] for form in FORMS} == {"2020"}


def test_a_form_of_dates_is_a_guides_alone_and_one_of_those_there_are(tmp_path: Path) -> None:
    line, typed = "{{ b.name_line() }}", '<p>{{ pack.sources[0].date | day(language, "FORM") }}</p>\n'
    other = change(
        project_in(tmp_path / "1", "plain"), "student.html.j2", line, typed.replace("FORM", "figures") + line
    )
    assert refusals(other, "sample") == ["gate/not-its-words"]
    unknown = change(project_in(tmp_path / "2", "plain"), "student.html.j2", line, typed + line)
    assert refusals(unknown, "sample") == ["template/unprintable"]
