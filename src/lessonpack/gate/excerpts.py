"""Sources on a page: whose words they are is marked, and what nobody verified says so on every card."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lessonpack.diagnostics import Diagnostic, error
from lessonpack.gate.case import Case, holds
from lessonpack.select.holdings import stretches
from lessonpack.select.shown import ExcerptView
from lessonpack.tree.nodes import Block, Group, Quote, Run
from lessonpack.tree.walk import all_lines, inner, plain, runs

_TELLING = 4
"""Words from which on a stretch is known as an excerpt's own; shorter ones stand elsewhere, too."""


def quote_marks(case: Case) -> Iterator[Diagnostic]:
    """gate/quote-marks: a source's own words stand in a quotation, and nobody else's do."""
    quotes = [block for block in case.blocks if isinstance(block, Quote)]
    quoted = {id(run) for quote in quotes for line in all_lines(quote.blocks) for run in runs(line)}
    every = [run for line in case.lines for run in line.runs]
    for excerpt in case.selection.excerpts:
        own = _own(excerpt)
        found = [run for run in every if _is_of(run, excerpt, own)]
        wrong = [run for run in found if (id(run) in quoted) != (excerpt.kind == "quote")]
        if wrong:
            is_quote = excerpt.kind == "quote"
            message = (
                f"`{excerpt.id}` holds a source's own words, which stand here outside of a quotation"
                if is_quote
                else f"`{excerpt.id}` is a {excerpt.kind}, which stands here as a quotation"
            )
            hint = 'ask for it: {% if card.kind == "quote" %}<blockquote>...'
            yield error("gate/quote-marks", wrong[0].origin.span or case.template, message, hint=hint, about=excerpt.id)


def caution_lines(case: Case) -> Iterator[Diagnostic]:
    """gate/caution-line: each card with an excerpt that nobody verified bears its caution, however pages break."""
    care, caution = case.selection.care, case.selection.module.caution
    warnings = [text for text in (care.caution_line if care else None, caution) if text]
    for excerpt in case.selection.excerpts:
        if excerpt.citation.source.is_verified or case.is_teacher:
            continue
        own = _own(excerpt)
        for card in _cards(case.document.blocks, excerpt, own):
            lines = [plain(line) for line in all_lines([card])]
            if not any(holds(lines, warning) for warning in warnings):
                message = f"the card with `{excerpt.id}` does not say that nobody has checked it"
                hint = "print {{ pack.care.caution_line }} inside the card"
                yield error(
                    "gate/caution-line", card.origin.span or case.template, message, hint=hint, about=excerpt.id
                )


def _own(excerpt: ExcerptView) -> frozenset[str]:
    return frozenset(words for words in stretches(excerpt.text) if len(words.split()) >= _TELLING)


def _is_of(run: Run, excerpt: ExcerptView, own: frozenset[str]) -> bool:
    return run.origin.item == excerpt.id and run.text.strip(" ") in own


def _cards(blocks: Iterable[Block], excerpt: ExcerptView, own: frozenset[str]) -> Iterator[Block]:
    """The blocks that hold the excerpt's words and stay on one page, or stand alone; never a whole section."""
    for block in blocks:
        held = any(_is_of(run, excerpt, own) for line in all_lines([block]) for run in runs(line))
        if not held:
            continue
        nested = tuple(inner(block))
        if isinstance(block, Group) and any(isinstance(part, Group) for part in nested):
            yield from _cards(nested, excerpt, own)
        else:
            yield block
