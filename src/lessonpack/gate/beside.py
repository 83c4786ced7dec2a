"""What a template says beside words that protect: it may introduce a help line, and never turn it round."""

from __future__ import annotations

from collections.abc import Iterator

from lessonpack.check.phrases import first
from lessonpack.diagnostics import Diagnostic, error
from lessonpack.gate.case import Case, Line, holds, read
from lessonpack.select.selection import Selection
from lessonpack.tree.nodes import Callout, HelpBox, Run

_TURNS = {
    "en": ("not", "no", "never", "nobody", "none", "without", "cannot", "(don't|won't|isn't|doesn't|can't|aren't)",
           "(don’t|won’t|isn’t|doesn’t|can’t|aren’t)", "(un|in)true", "false", "wrong", "closed", "old", "ignore*",
           "instead", "myth*", "only if", "unless", "pretend*", "joke*", "lie", "lies", "avoid*", "skip*", "nonsense"),
    "ru": ("не", "нет", "ни", "никогда", "никто", "закрыт*", "ложь", "ложн*", "неправд*", "вместо", "если только"),
    "be": ("не", "няма", "ні", "ніколі", "ніхто", "закрыт*", "няпраўд*", "замест", "калі толькі"),
}  # fmt: skip
"""Language -> words that turn what stands beside them into its opposite."""


def help_lines(case: Case) -> Iterator[Diagnostic]:
    """gate/beside-help: a line with a number to call says it as the register does, and says nothing against it."""
    ids = {line.id for line in case.selection.help}
    for line in case.lines:
        if not any(run.origin.item in ids for run in line.runs):
            continue
        own = "".join(run.text if not run.origin.item else "\0" for run in line.runs)
        wrong = "a digit stands beside it" if any(c.isdecimal() for c in own) else _turned(own, case.selection)
        if _is_glued(line, ids):
            wrong = "other letters or digits are joined to it"
        if wrong:
            hint = "print it as it is, and add nothing to it"
            found = f"a help line does not read as in the register: {wrong}"
            yield error("gate/beside-help", _own(line).origin.span or case.template, found, hint=hint)


def _is_glued(line: Line, ids: set[str]) -> bool:
    """True where a letter or digit that is not the register's touches what is."""
    pairs = zip(line.runs, line.runs[1:], strict=False)
    return any(
        (one.origin.item in ids) != (other.origin.item in ids) and one.text[-1:].isalnum() and other.text[:1].isalnum()
        for one, other in pairs
    )


def care_words(case: Case) -> Iterator[Diagnostic]:
    """gate/beside-care: nothing in a line of the policy's words turns them round."""
    for line in case.lines:
        if any(run.origin.item == "policy" for run in line.runs):
            turned = _turned("".join(run.text for run in line.runs if not run.origin.item), case.selection)
            if turned:
                found = f"words that protect do not stand as the policy has them: {turned}"
                hint = "give them a line of their own"
                yield error("gate/beside-care", _own(line).origin.span or case.template, found, hint=hint)


def boxes(case: Case) -> Iterator[Diagnostic]:
    """gate/beside-care: nor does a line of the template's own in the box with the content note, or with help."""
    care = case.selection.care
    for block in case.blocks if care else ():
        if not isinstance(block, HelpBox | Callout):
            continue
        lines = read((block,))
        if isinstance(block, HelpBox) or (care and holds([line.words for line in lines], care.content_note)):
            own = (line for line in lines if not any(run.origin.item for run in line.runs))
            for line in own:
                if turned := _turned(line.words, case.selection):
                    found = f"a line in a box that protects turns it round: {turned}"
                    hint = "say what the box is for, and no more"
                    yield error("gate/beside-care", _own(line).origin.span or case.template, found, hint=hint)


def _turned(own: str, selection: Selection) -> str:
    phrases = _TURNS.get(selection.module.language.partition("-")[0], ())
    found = first(phrases, own) if own.strip("\0 ") else ""
    return f"{found!r} stands beside it" if found else ""


def _own(line: Line) -> Run:
    return next((run for run in line.runs if not run.origin.item), line.runs[0])
