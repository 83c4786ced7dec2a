"""Reads content from disk: modules, the policy, the register of help lines, signatures, pack files, set files."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from lessonpack.diagnostics import Diagnostic, LessonPackError, Span, error
from lessonpack.load import resolve
from lessonpack.load.decode import decode, decoded
from lessonpack.load.overlay import laid_over
from lessonpack.load.source import read_yaml
from lessonpack.model.help import HelpRegistry
from lessonpack.model.module import Module
from lessonpack.model.plan import PackPlan, SetFile
from lessonpack.model.policy import Policy
from lessonpack.model.record import Record
from lessonpack.model.signoff import SignOffs

R = TypeVar("R", bound=Record)


def load_module(path: Path, *, shown: str = "") -> Module:
    """The module in a file; `shown` is the file's name for people, by default the path as given.

    Raises LessonPackError with all faults of the file.
    """
    file = shown or path.as_posix()
    return read_module(read_bytes(path, file), file)


def read_module(data: bytes, file: str) -> Module:
    """The module in a file's bytes. Raises LessonPackError with all faults: of form, of content and of references."""
    faults: list[Diagnostic] = []
    tree = read_yaml(data, file, found=faults)
    faults += resolve.broken_links(tree)
    try:
        module = decoded(Module, tree, file)
    except LessonPackError as fault:
        raise LessonPackError([*faults, *fault.diagnostics]) from None
    faults += resolve.undefined_terms(module)
    if faults:
        raise LessonPackError(faults)
    return module


def load_policy(path: Path, *, shown: str = "", base: Path | None = None, base_shown: str = "") -> Policy:
    """The policy in a file, laid over that of `base` where there is one: then the file needs only what differs.

    Raises LessonPackError with all faults of the file, `policy/raised` for what it loosens undecided.
    """
    if base is None:
        return _read(Policy, path, shown)
    named = base_shown or base.as_posix()
    file = shown or path.as_posix()
    return laid_over(read_yaml(read_bytes(base, named), named), read_bytes(path, file), file)


def load_help(path: Path, *, shown: str = "") -> HelpRegistry:
    """The register of help lines in a file. Raises LessonPackError with all faults of the file."""
    registry = _read(HelpRegistry, path, shown)
    faults = tuple(resolve.duplicate_help(registry))
    if faults:
        raise LessonPackError(faults)
    return registry


def load_signoffs(path: Path, *, shown: str = "") -> SignOffs:
    """The signatures in a file. Raises LessonPackError with all faults of the file."""
    return _read(SignOffs, path, shown)


def load_plan(path: Path, *, shown: str = "") -> PackPlan:
    """What a pack file asks for. Raises LessonPackError with all faults of the file."""
    return _read(PackPlan, path, shown)


def load_set(path: Path, *, shown: str = "") -> SetFile:
    """What a template set says of itself. Raises LessonPackError with all faults of the file."""
    return _read(SetFile, path, shown)


def _read(model: type[R], path: Path, shown: str) -> R:
    file = shown or path.as_posix()
    return decode(model, read_bytes(path, file), file)


def read_bytes(path: Path, file: str) -> bytes:
    """The bytes of a file. Raises LessonPackError with `env/cannot-read`, named as people know the file."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise LessonPackError([error("env/cannot-read", Span(file), "there is no such file")]) from None
    except OSError as fault:
        reason = fault.strerror or type(fault).__name__
        raise LessonPackError([error("env/cannot-read", Span(file), f"the file cannot be read: {reason}")]) from None
