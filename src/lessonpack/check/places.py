"""Countries and their calling codes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from lessonpack.check.case import ERROR, Content, Finding, Rule


@cache
def territories() -> dict[str, str]:
    """Code of a country or region -> its English name (CLDR)."""
    from babel import Locale

    return dict(Locale("en").territories)


def _country(content: Content) -> Iterator[Finding]:
    place = content.module.place
    if place is not None:
        for path, code in [(("iso",), place.iso), *((("neighbours", n), c) for n, c in enumerate(place.neighbours))]:
            if code not in territories():
                yield Finding(place.span_of(*path), f"no country has the code {code}")


def _calling_code(content: Content) -> Iterator[Finding]:
    place = content.module.place
    if place is not None and place.calling_code is not None:
        from phonenumbers import country_code_for_region

        known = country_code_for_region(place.iso)
        if known and place.calling_code != f"+{known}":
            found = f"{place.iso} is called with +{known}, not {place.calling_code}"
            yield Finding(place.span_of("calling_code"), found)


RULES = (
    Rule(
        "places/country",
        ERROR,
        "The module's place, or a neighbour, has a code that no country has.",
        "Help lines and restricted addresses are matched by country.",
        "use the two letters of ISO 3166-1",
        _country,
    ),
    Rule(
        "places/calling-code",
        ERROR,
        "The calling code is not that of the country.",
        "A number with a wrong code reaches strangers.",
        "mend the code, or delete it",
        _calling_code,
    ),
)
