"""Whom a document is for, on two separate axes: the band says what may appear, the level how hard the words are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    STUDENT = "student"
    TEACHER = "teacher"


class Level(StrEnum):
    CORE = "core"
    EASY = "easy"


@dataclass(frozen=True, slots=True)
class Audience:
    """Readers of one document; a teacher's `band` is the one that is taught."""

    role: Role
    band: str
    level: Level = Level.CORE

    @property
    def is_teacher(self) -> bool:
        return self.role is Role.TEACHER

    @property
    def is_easy(self) -> bool:
        return self.level is Level.EASY
