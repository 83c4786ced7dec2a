"""Records that somebody has agreed: composes what they sign, takes its digest, and writes it beside the module."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lessonpack.check.registry import check
from lessonpack.diagnostics import LessonPackError, Span, error
from lessonpack.documents import Documents
from lessonpack.model.audience import Kind
from lessonpack.model.module import Module
from lessonpack.model.signoff import HELP_SCOPE, Signed
from lessonpack.model.values import PartialDate
from lessonpack.project import Project
from lessonpack.replacing import replace_file
from lessonpack.signing import RECORD_A_CHECK, added, content_digest, help_digest


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was signed: a signature for each scope, and the file that holds them now."""

    signatures: tuple[Signed, ...]
    path: Path


def sign(project: Project, name: str, role: str, *, bands: Iterable[str], today: date) -> Recorded:
    """Signs a module's documents for a role: those of the bands, or its help lines where the role answers for them.

    Raises LessonPackError for a role that the policy does not ask, and for content with faults: what cannot be built
    cannot be read, and what nobody has read is not signed.
    """
    module = project.module(name)
    if project.is_shipped(name):
        found = "this module comes with lessonpack, where nobody else would find your signature"
        folder = project.find(f"content/{name}/module.yaml").path.parent.as_posix()
        hint = f"copy its folder to content/{name} in your own folder, and sign it there; it lies in {folder}"
        raise LessonPackError([error("signoff/shipped", module.span, found, hint=hint)])
    asked = {known.id: known for known in project.policy.sign_offs}
    if role not in asked:
        hint = f"roles: {', '.join(asked)}"
        found = f"the policy asks no `{role}` to sign"
        raise LessonPackError([error("signoff/unknown-role", project.policy.span_of("sign_offs"), found, hint=hint)])
    findings = check(module, project.policy, help_lines=project.help_lines, today=today)
    if any(finding.is_error for finding in findings):
        raise LessonPackError(f for f in findings if f.is_error)
    if asked[role].signs == "help":
        digests = {HELP_SCOPE: _help(project, module, today)}
    else:
        digests = _bands(project, module, tuple(bands), today)
    on = PartialDate(today.year, today.month, today.day)
    signatures = tuple(Signed(role=role, on=on, scope=scope, digest=digest) for scope, digest in digests.items())
    found_module = project.find(f"content/{name}/module.yaml")
    path = found_module.path.with_name("signoff.yaml")
    text = added(project.sign_offs(name), signatures)
    try:
        replace_file(path, text.encode())
    except OSError as fault:
        said = f"the signature cannot be written: {fault.strerror or type(fault).__name__}"
        raise LessonPackError([error("env/cannot-write", Span(path.as_posix()), said)]) from None
    return Recorded(signatures, path)


def _bands(project: Project, module: Module, bands: tuple[str, ...], today: date) -> dict[str, str]:
    made = Documents(project, module, today)
    digests = {}
    for band in bands or project.policy.student_bands():
        students = made.students(band)
        if not students.is_empty:
            digests[band] = content_digest(
                made.composed(made.selections(band, students, list(Kind))), project.own_fonts
            )
    if any(finding.is_error for finding in made.found):
        raise LessonPackError(made.found)
    if not digests:
        found = "there is nothing to sign: no document is made for " + ", ".join(bands or ("any band",))
        raise LessonPackError([error("signoff/nothing", module.span, found)])
    return digests


def _help(project: Project, module: Module, today: date) -> str:
    """The digest of the help lines. Raises LessonPackError while none of them is checked."""
    signing = project.signing(module, today)
    if not any(line.is_current(today, project.policy.help.recheck_days) for line in signing.lines):
        found = "no help line of this module is checked, so there is nothing to sign"
        hint = RECORD_A_CHECK
        raise LessonPackError([error("signoff/nothing", module.span_of("help"), found, hint=hint)])
    return help_digest(signing.lines)
