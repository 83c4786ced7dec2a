"""What a program has put into a template's markup as words of content: an entry for each, so that a template cannot put
in a mark of its own that looks like one."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Entry:
    item: str
    place: str
    words: str


@dataclass(slots=True)
class Ledger:
    """The stamps of one rendering, by number. Whoever repeats a number gets the same words once more, and no others."""

    entries: list[Entry | None] = field(default_factory=list)
    """None for a number that no stamp holds."""
    _numbers: dict[Entry, int] = field(default_factory=dict)

    def enter(self, item: str, place: str, words: str) -> int:
        """The number of a stamp with these words."""
        entry = Entry(item, place, words)
        number = self._numbers.setdefault(entry, len(self.entries))
        if number == len(self.entries):
            self.entries.append(entry)
        return number

    def skip(self) -> None:
        """Leaves a number out: whatever stamp bears it, is not held."""
        self.entries.append(None)

    def holds(self, number: str, entry: Entry) -> bool:
        """True where the stamp with the number was entered just so."""
        return number.isdecimal() and len(number) < 9 and self.entries[int(number) : int(number) + 1] == [entry]
