"""Whom a document is for, on two separate axes: the band says what may appear, the level how hard the words are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    STUDENT = "student"
    TEACHER = "teacher"


class Kind(StrEnum):
    """What a document is for."""

    STUDENT = "student"
    """The handout: to read, to talk about, to answer."""
    CARDS = "cards"
    """Word cards to cut out."""
    ORGANISERS = "organisers"
    """Pages to fill in by hand."""
    TEACHER = "teacher"
    """The teacher's guide."""

    @property
    def role(self) -> Role:
        """Who reads it."""
        return Role.TEACHER if self is Kind.TEACHER else Role.STUDENT


class Level(StrEnum):
    CORE = "core"
    EASY = "easy"


@dataclass(frozen=True, slots=True)
class Audience:
    """Readers of one document; a teacher's `band` is the one that is taught."""

    role: Role
    band: str
    level: Level = Level.CORE
    kind: Kind | None = None
    """None: the reader's main document."""

    @property
    def is_teacher(self) -> bool:
        return self.role is Role.TEACHER

    @property
    def document(self) -> Kind:
        return self.kind or Kind(str(self.role))

    @property
    def is_easy(self) -> bool:
        return self.level is Level.EASY
