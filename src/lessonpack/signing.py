"""Signatures against the words that were signed: what still holds, what is void, what is missing.

A signature under a band holds for all that its documents hold, whoever wrote it: students' sheets, cards and pages to
fill in, and the teacher's guide. One under the help lines holds for all that the register says of them. Marks of a
draft and days of signatures do not count: the program sets them while people sign. A help line that is checked for the
first time appears on the sheets, so help lines are checked first, and the sheets signed afterwards.

The theme is not signed, nor the school's name that it gives: it cannot hide anything, for its floors are checked when
it is loaded, and the gate looks at the name; a school may print on other paper, or with larger letters, without asking
everybody again. Fonts that the project brings along are signed: the shapes of letters say what is read on paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from hashlib import sha256

from lessonpack.diagnostics import Diagnostic, Span, error
from lessonpack.model.help import HelpResource
from lessonpack.model.module import Module
from lessonpack.model.policy import Policy
from lessonpack.model.record import Record
from lessonpack.model.signoff import HELP_SCOPE, Signed, SignOffs
from lessonpack.model.text import ByBand, Text
from lessonpack.select.selection import Selection
from lessonpack.select.shown import Signature
from lessonpack.select.written import DATE_ITEM, day_words, locale_of
from lessonpack.tree.nodes import Block, Document, Link, Paragraph, ParagraphKind, Run

RECORD_A_CHECK = (
    "call or open one, and write status, verified_on, verified_by and method at its entry in content/help.yaml of your "
    "own folder; where you have none yet, `lessonpack where help.yaml` names the folder to copy it from"
)
"""What to do next where a help line is asked for that nobody has checked."""

# ---- what is signed ----------------------------------------------------------------------------------------------


def content_digest(documents: Iterable[tuple[Selection, Document]], fonts: Iterable[str] = ()) -> str:
    """SHA-256, in hexadecimal digits, over all that the drafts of one band hold, in reading order, and over the
    digests of the project's own fonts.

    Words are taken with the item that they come from, and with all that stands around them: marks, boxes, lists, answer
    lines, what a screen reader says, the margins. Of a help line only its place counts: its words are signed with the
    register, by who has called it.
    """
    said = sha256()
    for selection, document in documents:
        said.update("\n".join(_Reading(selection).of(document)).encode())
    for digest in fonts:
        said.update(digest.encode())
    return said.hexdigest()


def help_digest(lines: Iterable[HelpResource]) -> str:
    """SHA-256 over all that the register says of each help line: what is printed of it, and who checked it, when."""
    return sha256("\n".join(part for line in lines for part in _typed(line)).encode()).hexdigest()


def _typed(value: object) -> Iterator[str]:
    """What an author typed below a record, without places."""
    match value:
        case Text():
            yield repr(value.paragraphs)
        case ByBand():
            for band, levels in value.bands:
                yield band
                yield from _typed((levels.core, levels.easy))
        case Record():
            for name in type(value).model_fields:
                yield name
                yield from _typed(getattr(value, name))
        case tuple():
            yield f"({len(value)}"
            for part in value:
                yield from _typed(part)
        case _:
            yield str(value)


class _Reading:
    """Reads a document as it is signed. Numbers, names and addresses of help lines, and the days on which they were
    checked, are left to the signature under the register."""

    def __init__(self, selection: Selection) -> None:
        # An item that bears a help line's id is signed all the same.
        self.lines = {line.id for line in selection.help} - {selection.module.id, "policy", *selection.kept}
        self.addresses = {line.web for line in selection.help}
        locale = locale_of(selection.module.language)
        checked = [line.checked_on for line in selection.help if line.checked_on]
        self.days = {day_words(day, locale) for day in checked} if locale else set()

    def of(self, document: Document) -> Iterator[str]:
        yield from (document.stem, document.meta.title, document.meta.language)
        yield from self.parts(replace(document.furniture, draft_mark="", school=None))
        yield from self.parts(tuple(block for block in document.blocks if not _is_draft_notice(block)))

    def parts(self, value: object) -> Iterator[str]:
        match value:
            case Run():
                yield from self._words(value)
            case Link() if value.href in self.addresses:
                yield from ("Link to help", *self.parts(value.children))
            case tuple():
                yield f"({len(value)}"
                for part in value:
                    yield from self.parts(part)
            case _ if is_dataclass(value):
                yield type(value).__name__
                for field in fields(value):
                    if field.name != "origin":
                        yield from self.parts(getattr(value, field.name))
            case _:
                yield repr(str(value))

    def _words(self, run: Run) -> Iterator[str]:
        item = run.origin.item
        if item in self.lines:
            yield f"help line {item}"
        elif item == DATE_ITEM and run.text in self.days:
            yield "day of a check"
        else:
            yield f"{item}: {run.text!r}"


def _is_draft_notice(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.kind is ParagraphKind.DRAFT


# ---- who has signed it -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Register:
    """The signatures of one module, and the file that they stand in, as people know it."""

    signed: SignOffs
    file: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What keeps one band's documents from being final; nothing where `missing` is empty."""

    signatures: tuple[Signature, ...]
    missing: tuple[Diagnostic, ...]

    @property
    def is_final(self) -> bool:
        return not self.missing


@dataclass(frozen=True, slots=True)
class Signing:
    """One band of a module before its signatures. `lines` are the module's help lines as the register has them."""

    module: Module
    policy: Policy
    register: Register
    lines: tuple[HelpResource, ...]
    today: date

    def verdict(self, band: str, asked: Iterable[Signature], digest: str) -> Verdict:
        """Which of the asked roles have signed these words; `digest` is that of the band's documents."""
        signatures: list[Signature] = []
        missing: list[Diagnostic] = []
        needs_help = False
        for role in asked:
            is_help = self._signs(role.role) == "help"
            needs_help = needs_help or is_help
            scope, wanted = (HELP_SCOPE, help_digest(self.lines)) if is_help else (band, digest)
            valid = self._valid(role.role, scope, wanted)
            signatures.append(replace(role, on=valid.on if valid else None))
            if valid is None:
                missing.append(self._told(role.role, scope, f"{role.name}"))
        if needs_help:
            missing += self._unreached(band)
        return Verdict(tuple(signatures), tuple(missing))

    def _signs(self, role: str) -> str:
        return next(s.signs for s in self.policy.sign_offs if s.id == role)

    def _entries(self, role: str, scope: str) -> Iterator[Signed]:
        """The role's signatures under the scope, the latest first; one of a day to come does not count yet."""
        ours = (s for s in self.register.signed.signatures if s.role == role and s.scope == scope)
        yield from sorted(
            (s for s in ours if s.on.first_day() <= self.today), key=lambda s: s.on.first_day(), reverse=True
        )

    def _valid(self, role: str, scope: str, digest: str) -> Signed | None:
        return next((s for s in self._entries(role, scope) if s.digest == digest), None)

    def _told(self, role: str, scope: str, name: str) -> Diagnostic:
        about = "the help lines" if scope == HELP_SCOPE else f"band {scope}"
        option = "" if scope == HELP_SCOPE else f" --band {scope}"
        hint = f"read what is to be signed, then: lessonpack sign {self.module.id} --role {role}{option}"
        void = next(self._entries(role, scope), None)
        if void:
            message = f"{about}: the {name} signed on {void.on}, but what was signed has changed since"
            return error("signoff/void", void.span, message, hint=hint)
        return error("signoff/missing", Span(self.register.file), f"{about}: the {name} has not signed", hint=hint)

    def _unreached(self, band: str) -> Iterator[Diagnostic]:
        """signoff/help: kinds of help that the band's sheets must name, and that nobody has checked in time."""
        limit = self.policy.help.recheck_days
        ages = self.policy.bands[band].ages
        place = self.module.place.iso if self.module.place else None
        reached = (line for line in self.lines if line.answers_in(place) and line.serves(ages))
        checked = {line.kind for line in reached if line.is_current(self.today, limit)}
        for kind, bands in self.policy.help.minimum.items():
            if band in bands and kind not in checked:
                message = f"band {band}: no help line of the kind `{kind}` is checked, or its check is too old"
                is_named = kind in {line.kind for line in self.lines}
                hint = RECORD_A_CHECK if is_named else f"first name such a line under `help:`; then {RECORD_A_CHECK}"
                yield error("signoff/help", self.module.span_of("help"), message, hint=hint)


FIRST_YEAR = 2020
"""Nobody can have signed before there was anything to sign."""


def doubtful(register: Register, policy: Policy) -> Iterator[Diagnostic]:
    """signoff/unknown-role, signoff/day: a signature of a role, or for a band, that the policy does not have, or of a
    day on which nobody can have signed."""
    roles = [role.id for role in policy.sign_offs]
    for entry in register.signed.signatures:
        if entry.on.year < FIRST_YEAR or entry.on.day is None:
            found = f"nobody can have signed on {entry.on}: a signature bears its day, from {FIRST_YEAR} on"
            yield error("signoff/day", entry.span_of("on"), found, hint="let `lessonpack sign` write it")
        if entry.role not in roles:
            hint = f"roles: {', '.join(roles)}"
            found = f"the policy asks no `{entry.role}` to sign"
            yield error("signoff/unknown-role", entry.span_of("role"), found, hint=hint)
        if entry.scope != HELP_SCOPE and entry.scope not in policy.student_bands():
            hint = f"bands of students: {', '.join(policy.student_bands())}; or help"
            found = f"`{entry.scope}` is no band of students"
            yield error("signoff/unknown-role", entry.span_of("scope"), found, hint=hint)


def added(register: Register, entries: Iterable[Signed]) -> str:
    """The text of the file with further signatures, each taking the place of its role's earlier one for the scope."""
    listed = {(s.role, s.scope): s for s in (*register.signed.signatures, *entries)}
    lines = [
        "# Who has read what, by role. A signature is void as soon as what was signed changes.",
        "# Written by `lessonpack sign`.",
        'lessonpack: "1"',
        "signatures:",
    ]
    for entry in listed.values():
        lines += [
            f"  - role: {entry.role}",
            f'    "on": {entry.on}',
            f"    scope: {entry.scope}",
            f"    digest: {entry.digest}",
        ]
    return "\n".join(lines) + "\n"
