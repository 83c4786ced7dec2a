"""Who has agreed to a module's documents: role, day, and the digest of the words that were signed. Never a name."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StringConstraints

from lessonpack.model.record import Record
from lessonpack.model.values import Partial, Slug

HELP_SCOPE = "help"
"""Scope of a signature under the help lines, which all bands share."""

Scope = Annotated[str, StringConstraints(pattern=r"^(help|[A-Z][A-Za-z0-9]*)$", max_length=12)]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Signed(Record):
    role: Slug
    """Id of a role of the policy's `sign_offs`; never a private name."""
    on: Partial
    """The day of the signature."""
    scope: Scope
    """A band of students, whose documents were read, or `help`."""
    digest: Digest
    """What the words were when they were signed; `lessonpack sign` writes it."""


class SignOffs(Record):
    lessonpack: Literal["1"]
    """Version of this schema."""
    signatures: tuple[Signed, ...] = ()
    """All signatures, also those that do not hold any more."""
