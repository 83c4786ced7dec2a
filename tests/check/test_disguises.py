"""What is typed so that no rule finds it: numbers, sites and blocked words in another dress."""

from __future__ import annotations

import pytest

from tests.check.finding import count, told
from tests.modules import a_comparison, a_definition, a_help_line, a_statistic, an_activity

RATED = {"personal_safety": 1}
PLACE = {"iso": "BY", "name": "Belarus"}


@pytest.mark.parametrize(
    "words",
    ["A br\u00f3thel.", "A br0thel.", "A _brothel_.", "A bro-thel.", "A bro.thel.",
     "A r\u0430p\u0435 case."],
)  # fmt: skip
def test_a_blocked_word_is_found_in_other_letters(words: str) -> None:
    assert count("terms/disguised", a_definition("d1", topics=RATED, bands=["C"], text=words)) == 1


@pytest.mark.parametrize(
    "words",
    ["A caf\u00e9 by the sea.", "A well-known drum.", "Route 66, B-2 and 3D.", "It\u2019s J. Smith-Jones.", "brothel"],
)
def test_plain_words_are_no_disguise(words: str) -> None:
    assert count("terms/disguised", a_definition("d1", topics=RATED, bands=["C"], text=words)) == 0


@pytest.mark.parametrize(
    "words",
    ["The line is 88011001611 day and night.", "The line is 8\u00b7801\u00b7100\u00b716\u00b711.",
     "Call this number: 116 111.",
     "The line is \u0660\u0668\u0660\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667.",
     "It is 8.80.1100 now.", "Use 116 111 now.", "The line is 113.", "A helpline has the number 113!",
     "Our number: 113", "Its number is 7113.", "The line is 113, day and night."],
)  # fmt: skip
def test_a_number_to_dial_is_found_however_it_is_typed(words: str) -> None:
    line = a_help_line("h1", phone="116111", places=["UA"])
    assert count("help/number-in-text", a_definition("d1", topics=RATED, text=words), help_lines=(line,)) == 1


@pytest.mark.parametrize(
    "words",
    ["The line is 113 metres long.", "The line is 113,000 metres.", "Look at line 113.", "Its number is 1998.",
     "The number is 194.", "On 12/31/2020 and 31.12.2020.", "Of 8 045 311 447 people.", "In 2002-2007.",
     "116 112 cups."],
)  # fmt: skip
def test_dates_and_counts_are_no_numbers_to_dial(words: str) -> None:
    line = a_help_line("h1", phone="116111", places=["UA"])
    assert count("help/number-in-text", a_definition("d1", topics=RATED, text=words), help_lines=(line,)) == 0


@pytest.mark.parametrize(
    "words", ["Go to helpkids dot com now.", "helpkids\\[.\\]com", "helpkids (dot) org", "helpkids.kz", "helpkids.live"]
)
def test_a_site_is_found_however_it_is_typed(words: str) -> None:
    (found,) = told("help/address-in-text", a_definition("d1", topics=RATED, text=words))
    assert "'helpkids." in found[1]


def test_connecting_a_dot_with_a_line_names_no_site() -> None:
    assert (
        count("help/address-in-text", a_definition("d1", topics=RATED, text="Draw a dot by the line. Then a dot.")) == 0
    )


def test_a_figure_that_asks_to_be_called_is_refused() -> None:
    figure = a_statistic("s1", topics={"statistics": 1}, value="116111", unit="(call it)")
    assert count("help/figure-as-number", figure, place=PLACE) == 1
    for label in ("The number to call", "Number of the hotline"):
        named = a_statistic("s1", topics={"statistics": 1}, value="47", label=label)
        assert count("help/figure-as-number", named, place=PLACE) == 1, label
    fair = a_statistic("s1", topics={"statistics": 1}, value="116111", unit="calls to the helpline")
    assert count("help/figure-as-number", fair, place=PLACE) == 0


@pytest.mark.parametrize(("code", "version"), [("call-8-801-100-16-11", 1), ("pack-1", 88011001)])
def test_code_and_version_stand_on_every_page_and_are_no_number(code: str, version: int) -> None:
    assert count("help/figure-as-number", a_definition("d1", topics=RATED), code=code, version=version) == 1
    assert count("help/figure-as-number", a_definition("d1", topics=RATED), code="pack-12", version=2026) == 0


@pytest.mark.parametrize(
    "figure", [{"label": "Ring the police at"}, {"unit": "is the number to ring"}, {"label": "Call the police"}]
)
def test_a_figure_is_no_number_to_dial(figure: dict[str, str]) -> None:
    made = a_statistic("s1", topics=RATED, value="102", **figure)
    assert count("help/figure-as-number", made) == 1


def test_calls_may_be_counted() -> None:
    assert count("help/figure-as-number", a_statistic("s1", topics=RATED, value="102", label="Calls to the line")) == 0


@pytest.mark.parametrize(("unit", "found"), [("line to ring", 1), ("calls in a year", 0)])
def test_a_value_that_is_compared_is_no_number_to_dial(unit: str, found: int) -> None:
    values = [
        {"place": place, "period": {"from": "2020", "to": "2020"}, "value": value}
        for place, value in (("Belarus", "113"), ("Poland", "1"))
    ]
    made = a_comparison("c1", topics=RATED, unit=unit, values=values)
    assert count("help/figure-as-number", made) == found


@pytest.mark.parametrize(
    ("steps", "found"), [(["8 029 111", "22 33 44"], 1), (["1998", "2004", "2010"], 0), (["Name 12", "3 helpers"], 0)]
)
def test_a_number_does_not_pass_in_pieces_one_to_a_step(steps: list[str], found: int) -> None:
    assert count("help/number-in-text", an_activity("a1", topics=RATED, steps=steps)) == found
