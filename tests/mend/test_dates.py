"""Which dates can be meant in one way only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonpack.mend.dates import rewritten
from lessonpack.model.values import PartialDate


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("26 May 2009", "2009-05-26"),
        ("26th of May 2009", None),
        ("1st May 2009", "2009-05-01"),
        ("May 26, 2009", "2009-05-26"),
        ("sept. 3 2009", "2009-09-03"),
        ("May 2009", "2009-05"),
        ("Mayday 2009", None),
        ("2009/5/6", "2009-05-06"),
        ("2009.05", "2009-05"),
        ("2009-5-26", "2009-05-26"),
        ("2009-26-05", None),
        ("26.05.2009", "2009-05-26"),
        ("05/26/2009", "2009-05-26"),
        ("05/05/2009", "2009-05-05"),
        ("05/06/2009", None),
        ("05/06/09", None),
        ("31 February 2009", None),
        ("2009-05/06", None),
        ("0800 11 11", None),
        ("about 2009", None),
    ],
)
def test_a_date_is_rewritten_only_where_one_day_can_be_meant(typed: str, written: str | None) -> None:
    assert rewritten(typed) == written


@given(st.dates(), st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y/%m/%d", "%d.%m.%Y", "%m/%d/%Y", "%b %Y"]))
def test_what_is_rewritten_is_a_date_that_the_schema_takes_and_stays_as_it_is(day: object, form: str) -> None:
    written = rewritten(format(day, form).zfill(10))
    if written is not None:
        assert str(PartialDate.parse(written)) == written == rewritten(written)
