"""What one rendering may use up: steps, characters and seconds. Knows nothing of Jinja2.

Steps and characters are counted alike on every computer, so that a template that is stopped on one is stopped on all.
"""

from __future__ import annotations

import time
from collections.abc import ItemsView, Iterator, KeysView, ValuesView
from typing import Any

MAX_STEPS = 500_000
"""The longest standard document takes a fortieth. A step holds some hundred bytes, and takes microseconds."""
MAX_PRINTED = 8_000_000
"""Characters that all `{{ }}` print, once more for each macro around them; and those that `~` and + put together."""
MAX_WORDS = 100_000
"""Characters of one string that a template puts together."""
MAX_SECONDS = 30
"""Last resort: steps end long before, unless the computer stands still."""
_LETTERS_A_STEP = 16
_STEPS_BETWEEN_LOOKS = 1_000


class LimitError(Exception):
    """A template goes on for too long; `code` is the finding's."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Budget:
    """Counts down for one rendering. All methods raise LimitError when there is nothing left."""

    def __init__(self) -> None:
        self.steps = self.printed = 0
        self._next_look = _STEPS_BETWEEN_LOOKS
        self._end = time.monotonic() + MAX_SECONDS

    def spend(self, steps: int) -> None:
        self.steps += steps
        if self.steps > MAX_STEPS:
            found = f"the template takes more than {MAX_STEPS:,} steps; a loop in a loop multiplies them"
            raise LimitError("template/too-long", found)
        if self.steps > self._next_look:
            self._next_look = self.steps + _STEPS_BETWEEN_LOOKS
            if time.monotonic() > self._end:
                raise LimitError("template/too-long", f"the template takes more than {MAX_SECONDS} seconds")

    def print(self, characters: int) -> None:
        self.steps += 1
        self.printed += characters
        if self.printed > MAX_PRINTED:
            found = f"the template prints more than {MAX_PRINTED:,} characters, those inside macros counted too"
            raise LimitError("template/too-large", found)

    def put_together(self, characters: int) -> None:
        """One string of so many characters."""
        self.print(characters)
        if characters > MAX_WORDS:
            found = f"a string of more than {MAX_WORDS:,} characters is put together"
            raise LimitError("template/too-large", found)

    def weigh(self, value: Any) -> None:
        """Spends a step for every element inside one another: what comparing, sorting or copying it may cost.

        A list that holds another one twice is weighed twice: so it is compared.
        """
        if isinstance(value, str):
            self.spend(1 + len(value) // _LETTERS_A_STEP)
            return
        if not isinstance(value, _CONTAINERS):
            return
        waiting: list[Any] = [value]
        while waiting:
            inner = waiting.pop()
            if isinstance(inner, str):
                self.spend(1 + len(inner) // _LETTERS_A_STEP)
            elif isinstance(inner, _CONTAINERS):
                self.spend(1 + len(inner))
                waiting += [pair for entry in inner.items() for pair in entry] if isinstance(inner, dict) else inner

    def metered(self, value: Any) -> Any:
        """The same value, paid for: at once, or element by element where nobody knows yet how many there are."""
        if isinstance(value, Iterator):
            return self._counted(value)
        self.weigh(value)
        return value

    def _counted(self, values: Iterator[Any]) -> Iterator[Any]:
        for value in values:
            self.weigh(value)
            self.spend(1)
            yield value


_CONTAINERS = (list, tuple, dict, set, frozenset, KeysView, ValuesView, ItemsView)
