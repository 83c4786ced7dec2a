"""Figures: whether they add up, what they count, and whether two of them may be set beside each other."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lessonpack.check.case import ERROR, NOTE, WARNING, Content, Finding, Rule
from lessonpack.check.places import territories
from lessonpack.diagnostics import Severity
from lessonpack.model.items import Item, Statistic


def _parts_sum(content: Content) -> Iterator[Finding]:
    for figure in content.module.statistics:
        if not figure.parts:
            continue
        total = sum((part.value.value for part in figure.parts), Decimal(0))
        difference = total - figure.value.value
        if difference and figure.adds_up:
            found = f"the parts make {total}, the value is {figure.value.typed}: a difference of {difference:+}"
            yield Finding(figure.span_of("value"), found, about=figure.id)
        if not difference and not figure.adds_up:
            found = f"`adds_up: false`, but the parts do make {figure.value.typed}"
            yield Finding(figure.span_of("adds_up"), found, "delete `adds_up`", figure.id)


def _parts_count(content: Content) -> Iterator[Finding]:
    for figure in content.module.statistics:
        if figure.parts_count is not None and figure.parts_count != len(figure.parts):
            found = f"{figure.parts_count} parts are claimed, and {len(figure.parts)} are listed"
            yield Finding(figure.span_of("parts_count"), found, about=figure.id)


_HALF = Decimal("0.5")
"""Per cent by which a rounded change may miss."""


def _change(content: Content) -> Iterator[Finding]:
    for figure in content.module.statistics:
        change = figure.change
        if change is None or change.previous is None or not change.previous.value:
            continue
        real = (figure.value.value / change.previous.value - 1) * 100
        if abs(real - change.per_cent.value) > _HALF:
            led = f"from {change.previous.typed} to {figure.value.typed} is {real:+.1f} per cent"
            found = f"{led}, not {change.per_cent.typed}"
            yield Finding(figure.span_of("change", "per_cent"), found, about=figure.id)


def _mixed_units(content: Content) -> Iterator[Finding]:
    figures = {figure.id: figure for figure in content.module.statistics}
    for figure in content.module.statistics:
        compared = [figures[name] for name in figure.ratio_of or () if name in figures]
        units = {str(one.unit).casefold() for one in compared}
        if len(units) > 1:
            named = " and ".join(f"`{one.id}` counts {one.unit}" for one in compared)
            found = f"{named}: no ratio of the two means anything"
            yield Finding(figure.span_of("ratio_of"), found, about=figure.id)
    for table in content.module.comparisons:
        for number, value in enumerate(table.values):
            if value.unit is not None and str(value.unit).casefold() != str(table.unit).casefold():
                found = f"the table counts {table.unit}, and {value.place} counts {value.unit}"
                yield Finding(table.span_of("values", number, "unit"), found, about=table.id)


def _mixed_years(content: Content) -> Iterator[Finding]:
    for table in content.module.comparisons:
        periods = {str(value.period) for value in table.values}
        if len(periods) > 1 and table.question is None:
            found = f"the values are of different times: {', '.join(sorted(periods))}"
            yield Finding(table.span_of("values"), found, about=table.id)


def _mixed_definitions(content: Content) -> Iterator[Finding]:
    for table in content.module.comparisons:
        for number, value in enumerate(table.values):
            if value.definition is not None and table.question is None:
                found = f"the value of {value.place} measures something else than the table"
                yield Finding(table.span_of("values", number, "definition"), found, about=table.id)


def _same_place(content: Content) -> Iterator[Finding]:
    for table in content.module.comparisons:
        seen: set[str] = set()
        distinct = {value.place.casefold() for value in table.values}
        for number, value in enumerate(table.values):
            if value.place.casefold() in seen:
                severity = Severity.ERROR if len(distinct) == 1 else Severity.WARNING
                found = f"{value.place} stands twice; the table compares {len(distinct)} of {len(table.values)} places"
                yield Finding(table.span_of("values", number, "place"), found, about=table.id, severity=severity)
            seen.add(value.place.casefold())


def _incomplete(content: Content) -> Iterator[Finding]:
    for figure in content.module.statistics:
        missing = [f for f in ("period", "population", "counted_by") if getattr(figure, f) is None]
        if missing and figure.topics is not None:
            yield Finding(figure.span, f"the figure does not say: {', '.join(missing)}", about=figure.id)


def _place(content: Content) -> Iterator[Finding]:
    known = {*territories().values(), *content.policy.regions, "World"}
    for figure in content.module.statistics:
        if figure.place is not None and figure.place not in known:
            found = f"{figure.place!r} is no country, and no region of the policy"
            yield Finding(figure.span_of("place"), found, about=figure.id)


def _stale(content: Content) -> Iterator[Finding]:
    for figure in content.module.statistics:
        if figure.period and _is_read(figure) and content.policy.is_stale(figure.period.to.first_day(), content.today):
            yield Finding(figure.span_of("period"), f"the figure is of {figure.period}", about=figure.id)


def _is_read(item: Item) -> bool:
    return item.topics is not None


def _per_cent(content: Content) -> Iterator[Finding]:
    for figure in content.module.statistics:
        values = [figure.value, *(part.value for part in figure.parts)]
        if _is_share(figure) and any(not 0 <= value.value <= 100 for value in values):
            found = f"{figure.value.typed} {figure.unit}: a share lies between 0 and 100"
            yield Finding(figure.span_of("value"), found, about=figure.id)


def _is_share(figure: Statistic) -> bool:
    unit = str(figure.unit).lower()
    return unit.startswith(("per cent", "percent", "%")) and "change" not in unit


RULES = (
    Rule(
        "numbers/parts-sum",
        ERROR,
        "The parts of a figure do not make the figure, or do although `adds_up` denies it.",
        "A sum that fails is a slip, or a fault of the source that the lesson must speak of.",
        "mend the figures; if the source itself is wrong, say so with `adds_up: false`",
        _parts_sum,
    ),
    Rule(
        "numbers/parts-count",
        ERROR,
        "A figure claims another number of parts than it lists.",
        "A part that was left out changes what the figure says.",
        "list all parts, or mend `parts_count`",
        _parts_count,
    ),
    Rule(
        "numbers/change",
        ERROR,
        "The change in per cent does not lead from the earlier figure to the later one.",
        "One of the three numbers is wrong, and nobody can tell which.",
        "mend `per_cent`, `previous` or the value",
        _change,
    ),
    Rule(
        "numbers/mixed-units",
        ERROR,
        "Figures that count different things are set in proportion or into one table.",
        "Cases are not people: a ratio of the two describes nothing.",
        "compare only what counts the same",
        _mixed_units,
    ),
    Rule(
        "numbers/mixed-years",
        WARNING,
        "A comparison sets values of different times side by side and does not ask about it.",
        "Readers compare what stands in one table.",
        "write `question:`, so that the class asks whether the values are comparable",
        _mixed_years,
    ),
    Rule(
        "numbers/mixed-definitions",
        WARNING,
        "A comparison sets side by side what is measured in different ways, and does not ask about it.",
        "Two counts under one name are two things.",
        "write `question:`, so that the class asks whether the values are comparable",
        _mixed_definitions,
    ),
    Rule(
        "numbers/same-place",
        WARNING,
        "A comparison counts one place twice; where it is the only place, nothing is compared, and this is an error.",
        "A comparison needs at least two places.",
        "name another place, or make figures with their periods of them",
        _same_place,
    ),
    Rule(
        "numbers/incomplete",
        WARNING,
        "A figure for students does not say when, among whom or by whom it was counted.",
        "Without these a number cannot be checked, and not even misread in an honest way.",
        "write what is known; where the source is silent, waive this and say so in the note",
        _incomplete,
    ),
    Rule(
        "numbers/place",
        WARNING,
        "A figure belongs to a place that is no country and no region of the policy.",
        "One region under two names hides that two figures are of different places.",
        "use the name as it stands in `regions:` of the policy",
        _place,
    ),
    Rule(
        "numbers/stale",
        NOTE,
        "A figure for students is older than the policy's number of years.",
        "It is printed with its year; a newer one may exist.",
        "look for a newer figure, or keep it as history",
        _stale,
    ),
    Rule(
        "numbers/per-cent",
        ERROR,
        "A share lies below 0 or above 100 per cent.",
        "It is a slip, or not a share at all.",
        "mend the value, or call it a change",
        _per_cent,
    ),
)
