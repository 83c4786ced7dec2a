"""Which way the lines of a language run, from its BCP 47 tag: one answer for all writers."""

from __future__ import annotations

_LEFTWARD_LANGUAGES = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "ks", "ku", "ps", "sd", "syr", "ug", "ur", "yi"}
)
_LEFTWARD_SCRIPTS = frozenset({"arab", "hebr", "nkoo", "syrc", "thaa"})


def is_leftward(language: str) -> bool:
    """Whether `language` is written from right to left; a script in the tag, as in `ku-Latn`, decides before the
    language does."""
    primary, *others = language.lower().split("-")
    script = next((part for part in others if len(part) == 4 and part.isalpha()), "")
    return script in _LEFTWARD_SCRIPTS if script else primary in _LEFTWARD_LANGUAGES
