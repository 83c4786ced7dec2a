"""Small values: what is typed is what is meant, and nothing is guessed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from pydantic import TypeAdapter, ValidationError

from lessonpack.load.decode import decode
from lessonpack.model.help import HelpRegistry, HelpResource
from lessonpack.model.text import Text
from lessonpack.model.values import Amount, Country, Figure, Partial, PartialDate, Whole, YesNo


def a_help_line(**typed: str) -> HelpResource:
    fields = {
        "id": "child-line", "org": "Child line", "service": "Somebody who listens", "kind": "child-helpline",
        "places": "[NO]", "phone": "0800 1111", "status": "verified", "verified_on": "2026-01-02",
        "verified_by": "teacher", "method": "called", **typed,
    }  # fmt: skip
    entry = "\n    ".join(f"{key}: {value}" for key, value in fields.items())
    return decode(HelpRegistry, f"lessonpack: 1\nresources:\n  - {entry}\n".encode(), "help.yaml").resources[0]


@pytest.mark.parametrize(
    ("typed", "meant", "first_day"),
    [
        ("2009", PartialDate(2009), date(2009, 1, 1)),
        ("2009-05", PartialDate(2009, 5), date(2009, 5, 1)),
        ("2009-05-26", PartialDate(2009, 5, 26), date(2009, 5, 26)),
        ("0033", PartialDate(33), date(33, 1, 1)),
    ],
)
def test_a_date_is_as_exact_as_it_was_typed(typed: str, meant: PartialDate, first_day: date) -> None:
    read: PartialDate = TypeAdapter(Partial).validate_python(typed)
    assert (read, str(read), read.first_day()) == (meant, typed, first_day)


@pytest.mark.parametrize(
    "typed", ["2021-02-30", "2021-13", "0000", "21", "2021-5", "2021/05/02", "May 2021", "٢٠٢١", "2021-05-02T10:00", ""]
)
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match="content/"):
        TypeAdapter(Partial).validate_python(typed)


@pytest.mark.parametrize(("typed", "meant"), [("1.10", "1.10"), ("0", "0"), ("-3", "-3"), ("27.6", "27.6")])
def test_a_figure_keeps_its_decimals(typed: str, meant: str) -> None:
    assert TypeAdapter(Figure).validate_python(typed) == Amount(typed, Decimal(meant))


@pytest.mark.parametrize(
    "typed", ["1,751", "1 000", "1e3", ".5", "5.", "--1", "NaN", "Infinity", "٣", "1_000", "1.2345678"]
)
def test_a_figure_that_could_be_read_in_two_ways_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match="content/wrong-type"):
        TypeAdapter(Figure).validate_python(typed)


@pytest.mark.parametrize("typed", ["yes", "no", "True", "on", "1", ""])
def test_only_true_and_false_answer_a_question(typed: str) -> None:
    with pytest.raises(ValidationError, match="content/wrong-type"):
        TypeAdapter(YesNo).validate_python(typed)


def test_true_and_false_are_read() -> None:
    assert [TypeAdapter(YesNo).validate_python(typed) for typed in ("true", "false")] == [True, False]


@pytest.mark.parametrize("typed", ["4.5", "1e2", "0x10", "ten", "9" * 5000, "٣"])
def test_a_whole_number_has_digits_only(typed: str) -> None:
    with pytest.raises(ValidationError, match="content/wrong-type"):
        TypeAdapter(Whole).validate_python(typed)


def test_norway_is_a_country_and_not_a_negation() -> None:
    assert TypeAdapter(Country).validate_python("NO") == "NO"
    assert a_help_line().places == ("NO",)


@pytest.mark.parametrize("phone", ["0800 1111", "8-801-100-16-11", "'112'", "116 111", "+44 (0)20 7946 0000"])
def test_a_number_to_dial_stays_as_it_was_typed(phone: str) -> None:
    assert a_help_line(phone=phone).phone == phone.strip("'")


@pytest.mark.parametrize(
    ("today", "is_current"),
    [
        (date(2026, 1, 1), False),
        (date(2026, 1, 2), True),
        (date(2026, 1, 12), True),
        (date(2026, 1, 13), False),
    ],
)
def test_a_check_holds_from_its_day_to_the_last_day_of_the_limit(today: date, is_current: bool) -> None:
    assert a_help_line().is_current(today, recheck_days=10) is is_current


def test_an_entry_may_shorten_the_limit_and_not_lengthen_it() -> None:
    entry = a_help_line(recheck_days="30")
    assert not entry.is_current(date(2026, 2, 1), recheck_days=10)
    assert entry.is_current(date(2026, 2, 1), recheck_days=700)
    assert not entry.is_current(date(2026, 2, 2), recheck_days=700)


@pytest.mark.parametrize("status", ["unverified", "disputed", "closed"])
def test_an_entry_that_nobody_vouches_for_is_never_current(status: str) -> None:
    assert not a_help_line(status=status).is_current(date(2026, 1, 3), recheck_days=10)


def test_a_check_in_the_far_future_is_not_current_and_does_not_overflow() -> None:
    assert not a_help_line(verified_on="9999-12-31").is_current(date(2026, 1, 3), recheck_days=730)
    assert a_help_line(verified_on="9999-12-31").is_current(date(9999, 12, 31), recheck_days=730)


def test_blank_lines_part_a_text_into_paragraphs() -> None:
    read = Text.parse("\n one\ntwo \n\n \t\n three\n\n")
    assert str(read) == "one two\n\nthree"
    assert len(read.paragraphs) == 2


def test_a_long_run_of_spaces_is_folded_at_once() -> None:
    assert str(Text.parse("a" + " " * 1_000_000 + "b")) == "a b"
