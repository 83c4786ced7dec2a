"""What a rule is, and what it gets to see: one module, the policy, the register of help lines, and the day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from lessonpack.check.phrases import Vocabulary
from lessonpack.diagnostics import Diagnostic, Severity, Span
from lessonpack.model.help import HelpRegistry, HelpResource
from lessonpack.model.kept import kept
from lessonpack.model.lexicon import Lexicon
from lessonpack.model.module import Module
from lessonpack.model.policy import Policy
from lessonpack.model.reach import Said, everything_said

_PROSE = frozenset(
    ("text", "student_text", "prompts", "intro", "steps", "note", "definition", "question", "example", "risk",
     "protection", "purpose", "caution", "content_note", "closing")
)  # fmt: skip
"""Fields that are read as sentences. Headwords, titles, names, units and locators are signs."""


@dataclass(frozen=True)
class Content:
    """One module before the rules."""

    module: Module
    policy: Policy
    help_lines: HelpRegistry
    today: date

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """Every text of the module, with who reads it."""
        return everything_said(self.module, self.policy.teacher_band)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words to watch for in the module's language, the graver terms first."""
        return _gravest_first(self.policy.watched_in(self.module.language))

    @cached_property
    def language(self) -> str:
        """The module's language without its country: `en` for en-GB."""
        return self.module.language.partition("-")[0].lower()

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Every word of the module: phrases that cannot be in it are not searched for text by text."""
        return Vocabulary(said.words for said in self.said)

    @cached_property
    def wordings(self) -> tuple[tuple[Said, Said | None], ...]:
        """Each text of sentences for students, with its easy wording where there is one."""
        prose = [said for said in self.said if said.field in _PROSE and said.is_for_students]
        following = [*prose[1:], None]
        return tuple(
            (said, after if after is not None and after.is_easy else None)
            for said, after in zip(prose, following, strict=True)
            if not said.is_easy
        )

    @cached_property
    def help(self) -> tuple[HelpResource, ...]:
        """The help lines that the module names, as far as the register has them."""
        known = {line.id: line for line in self.help_lines.resources}
        return tuple(known[name] for name in self.module.help if name in known)

    @cached_property
    def is_sensitive(self) -> bool:
        """True when a topic of the policy is rated above 0."""
        rated = (pair for item in self.module.items() for pair in (item.topics or {}).items())
        return any(found and topic in self.policy.topics for topic, found in rated)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: where, what, and what to do next (the rule's own advice where `hint` is empty)."""

    span: Span
    message: str
    hint: str = ""
    about: str = ""
    """Id of the item."""
    severity: Severity | None = None
    """Where it differs from the rule's, as the policy says."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A check with a stable code. `means` says in one sentence what it finds, `why` what stands behind it."""

    code: str
    severity: Severity
    means: str
    why: str
    mend: str
    find: Callable[[Content], Iterator[Finding]]

    def findings(self, content: Content) -> Iterator[Diagnostic]:
        for found in self.find(content):
            severity = found.severity or self.severity
            yield Diagnostic(self.code, found.message, found.span, severity, found.hint or self.mend, found.about)


@kept(4)
def _gravest_first(lexicon: Lexicon) -> Lexicon:
    terms = sorted(lexicon.terms, key=lambda rule: _GRAVEST.index(rule.severity))
    return lexicon.model_copy(update={"terms": tuple(terms)})


_GRAVEST = ("error", "warning", "note")
ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
