"""Help lines: what is printed is valid, fresh, of the right country, and enough."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from lessonpack.model.help import HelpResource
from tests.check.finding import count, findings, told
from tests.modules import TODAY, a_definition, a_help_line

PLACE = {"iso": "BY", "name": "Belarus"}
RATED = {"personal_safety": 2}


def told_of(code: str, today: date = TODAY, **line: Any) -> list[tuple[str, str]]:
    entry = a_help_line("h1", **line)
    return told(code, a_definition("d1", topics=RATED), help=["h1"], help_lines=(entry,), place=PLACE, today=today)


@pytest.mark.parametrize(
    ("typed", "places"),
    [("8-801-100-16-11", ["BY"]), ("102", ["BY"]), ("112", ["BY"]), ("7113", ["BY"]), ("0800 1111", ["GB"]),
     ("8-800-2000-122", ["RU"]), ("+375 17 222 31 23", ["BY"]), ("116 111", ["UA"]), ("1-888-373-7888", ["US"]),
     ("+44 20 7946 0018", ["WORLD"])],
)  # fmt: skip
def test_a_number_that_can_be_dialled_in_its_place_passes_as_it_was_typed(typed: str, places: list[str]) -> None:
    assert told_of("help/number", phone=typed, places=places) == []


@pytest.mark.parametrize(
    ("typed", "places"), [("8-801-100-16-1", ["BY"]), ("0800 11", ["BY"]), ("999999", ["BY"]), ("102", ["WORLD"]),
     ("tell nobody: 102", ["BY"]), ("8-801-100-16-11 or meet Bob", ["BY"])],
)  # fmt: skip
def test_a_number_that_reaches_nobody_is_refused_once_it_is_called_checked(typed: str, places: list[str]) -> None:
    assert [severity for severity, _ in told_of("help/number", phone=typed, places=places)] == ["error"]
    unchecked = told_of("help/number", phone=typed, places=places, status="unverified")
    assert [severity for severity, _ in unchecked] == ["warning"]
    assert told_of("help/number", phone=typed, places=places, status="closed") == []


def test_a_check_expires_by_the_day_given() -> None:
    checked = date(2026, 10, 1)
    assert told_of("help/expired", today=checked + timedelta(days=180)) == []
    (found,) = told_of("help/expired", today=checked + timedelta(days=181))
    assert found == ("warning", "`h1` was last checked 2026-10-01, 181 days ago; the limit is 180 days")


def test_a_line_may_shorten_the_limit_and_not_lengthen_it() -> None:
    line = HelpResource.model_validate(a_help_line("h1", recheck_days=30))
    assert (line.limit_days(180), line.limit_days(20)) == (30, 20)
    assert told_of("help/expired", today=date(2026, 11, 1), recheck_days=30) != []
    assert told_of("help/expired", today=date(2027, 4, 1), recheck_days=700) != []
    assert told_of("help/recheck", recheck_days=700)[0][0] == "warning"
    assert told_of("help/recheck", recheck_days=30) == []


def test_a_check_of_tomorrow_is_refused() -> None:
    assert told_of("help/future-check", verified_on="2026-11-02")[0][0] == "error"
    assert told_of("help/future-check", verified_on="2026-11-01") == []


def test_a_line_without_number_and_address_is_a_task_for_the_teacher() -> None:
    empty: dict[str, Any] = {"phone": None, "status": "unverified"}
    assert told_of("help/no-contact", **empty)[0][0] == "warning"
    assert told_of("help/no-contact", **empty, web="https://help.example") == []


def test_a_line_of_another_country_is_told() -> None:
    assert told_of("help/country", places=["KG"]) == [("warning", "`h1` answers in KG, and the module is about BY")]
    assert told_of("help/country", places=["KG", "BY"]) == told_of("help/country", places=["WORLD"]) == []


def test_hours_of_a_checked_line_are_known_and_closed_lines_noted() -> None:
    assert told_of("help/hours")[0][0] == "warning"
    assert told_of("help/hours", hours="Day and night") == told_of("help/hours", status="unverified") == []
    assert told_of("help/closed", status="closed")[0][0] == "note"
    assert told_of("help/closed") == []


def test_too_few_checked_lines_for_a_band_are_told_by_kind() -> None:
    emergency: dict[str, Any] = {"kind": "emergency", "phone": "102"}
    messages = [message for _, message in told_of("help/few", **emergency)]
    assert messages == [
        "no checked help line of the kind `child-helpline` for band B, C, D: sheets stay drafts",
        "no checked help line of the kind `online` for band C, D: sheets stay drafts",
    ]
    assert len(told_of("help/few", **emergency, status="unverified")) == 3
    assert count("help/few", a_definition("d1", topics={})) == 0


def test_a_finding_on_a_line_stands_in_the_register() -> None:
    entry = a_help_line("h1", phone="12345678901234")
    found = [f for f in findings(help=["h1"], help_lines=(entry,), place=PLACE) if f.code == "help/number"]
    assert [f.about for f in found] == ["h1"]


# ---- ages -----------------------------------------------------------------------------------------------------------


def test_a_line_serves_bands_all_of_whose_pupils_may_use_it_alone() -> None:
    def serves(*ages: int) -> list[bool]:
        line = HelpResource.model_validate(a_help_line("h1", ages=list(ages)))
        return [line.serves(band) for band in ((5, 8), (9, 11), (12, 14), (15, 17))]

    assert serves(14, 17) == [False, False, False, True]
    assert serves(0, 14) == [True, True, True, False]
    assert HelpResource.model_validate(a_help_line("h1")).serves((5, 17))


def test_a_line_for_others_does_not_count_for_a_band() -> None:
    kinds: dict[str, Any] = {"kind": "emergency", "phone": "102"}
    assert "emergency` for band B, C:" in "".join(m for _, m in told_of("help/few", **kinds, ages=[14, 17]))
    assert "emergency`" not in "".join(m for _, m in told_of("help/few", **kinds))


def test_a_psychologist_in_belarus_is_offered_from_14_on() -> None:
    service: dict[str, Any] = {"service": "Talk to a psychologist"}
    (found,) = told_of("help/alone-from", **service)
    assert found == ("warning", "`h1` names 'psychologist', whom children of BY reach alone from 14 on")
    assert len(told_of("help/alone-from", **service, ages=[5, 17])) == 1
    assert told_of("help/alone-from", **service, ages=[14, 17]) == told_of("help/alone-from") == []
    assert told_of("help/alone-from", **service, places=["PL"]) == []


def test_a_text_sends_nobody_under_14_to_one() -> None:
    words = {"C": "Go to a psychologist.", "D": "Go to a psychologist."}
    item = a_definition("d1", topics=RATED, text=words)
    assert told("help/alone-from", item, place=PLACE) == [
        ("warning", "band C reads of 'psychologist', whom children reach alone from 14 on")
    ]
    assert count("help/alone-from", item, place={"iso": "PL", "name": "Poland"}) == 0
