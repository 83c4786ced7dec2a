"""Factors: each names what protects, and none looks for the cause in whoever is harmed."""

from __future__ import annotations

from collections.abc import Iterator

from lessonpack.check.case import ERROR, WARNING, Content, Finding, Rule
from lessonpack.check.phrases import first
from lessonpack.model.items import Factor


def _no_protection(content: Content) -> Iterator[Finding]:
    for factor in content.module.factors:
        if factor.protection is None:
            yield Finding(factor.span, f"`{factor.id}` names a risk and nothing that protects", about=factor.id)


def _blame(content: Content) -> Iterator[Finding]:
    blame = content.vocabulary.possible(content.lexicon.blame)
    for said in content.said if blame else ():
        words = first(blame, said.words) if isinstance(said.item, Factor) else ""
        if words:
            message = f"{words!r} looks for the cause in whoever is harmed"
            yield Finding(said.text.place_of(words), message, about=said.about)


RULES = (
    Rule(
        "factors/no-protection",
        WARNING,
        "A factor names a risk and nothing that protects; no document prints it.",
        "A list of risks alone tells some pupils that they are lost.",
        "write `protection:`: what lowers the risk, and whose task that is",
        _no_protection,
    ),
    Rule(
        "factors/blame",
        ERROR,
        "A factor describes the character of those who are harmed instead of their situation.",
        "Risk lies in what others do and in what is missing around a child, never in a child's worth (seed, row A9).",
        "describe the situation, and who can change it",
        _blame,
    ),
)
