"""What all content models share: frozen, closed to unknown keys, and aware of where they were typed."""

from __future__ import annotations

from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ModelWrapValidatorHandler, PrivateAttr, model_validator

from lessonpack.diagnostics import Span
from lessonpack.model.placed import Mapping, place_of
from lessonpack.model.text import NO_PLACE


class Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    _typed: Mapping | None = PrivateAttr(default=None)

    @model_validator(mode="wrap")
    @classmethod
    def _keep_place(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        made = handler(data)
        if isinstance(data, Mapping):
            made._typed = data
        return made

    @property
    def span(self) -> Span:
        """Where the record starts."""
        return self._typed.span if self._typed is not None else NO_PLACE

    def span_of(self, *path: str | int) -> Span:
        """Where the value at a path below the record stands, or the nearest thing above it that was typed."""
        return place_of(self._typed, path) or NO_PLACE
