"""What can be mended in an author's own words: terms with one successor that fits any sentence, and double spaces.

Never in a cited title, a quotation or a locator, in words that are shown as wrong, in names, or between digits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from lessonpack.check.case import Content
from lessonpack.check.phrases import pattern, used
from lessonpack.mend.edits import Edit
from lessonpack.model.items import Excerpt, ExcerptKind
from lessonpack.model.lexicon import TermRule
from lessonpack.model.placed import Scalar
from lessonpack.model.reach import Said, Use

_NOT_OWN = frozenset(
    ("also_known_as", "cite_as", "legacy_title", "locator", "rights", "series", "term", "title", "wrong")
)
"""Fields that cite, name, or show what is wrong. The title of an activity is spared with those of sources."""
_RETOLD = frozenset(("student_text", "text", "prompts"))
_SPARED = re.compile(
    r"“[^”]*”|„[^“”]*[“”]|«[^»]*»|\"[^\"]*\"|(?<!\w)'[^']*'(?!\w)|(?<!\w)‘[^’]*’(?!\w)"
    r"|\]\([^)]*\)|\{[^}|]*|\S+://\S+"
)
"""What stands in quotation marks, in an address or as an id is nobody's to reword."""
_DOUBLE = re.compile(r"(?<=[^\s\d])[ ]{2,}(?=\S)|(?<=\d)[ ]{2,}(?=[^\s\d(+])")


def mended_words(text: str, content: Content) -> Iterator[Edit]:
    """Edits of a module's text."""
    for said in content.said:
        typed = said.text.typed
        if typed is not None and _is_own(said):
            spared = [match.span() for match in _SPARED.finditer(typed)]
            yield from _terms(text, typed, said, content, spared)
            yield from _spaces(text, typed, spared)


def _is_own(said: Said) -> bool:
    if said.use is not Use.OWN or said.field in _NOT_OWN:
        return False
    if isinstance(said.item, Excerpt):
        return said.field in _RETOLD and said.item.kind in (ExcerptKind.SUMMARY, ExcerptKind.PARAPHRASE)
    return True


def _terms(text: str, typed: Scalar, said: Said, content: Content, spared: list[tuple[int, int]]) -> Iterator[Edit]:
    titles = [match.span() for title in content.lexicon.legal_titles for match in pattern(title).finditer(typed)]
    for rule in content.lexicon.terms:
        if rule.severity != "note" and rule.swap and used(rule, said.words):
            # Longer phrases first: they may hold shorter ones.
            for old in sorted(rule.swap, key=len, reverse=True):
                for match in pattern(old).finditer(typed):
                    if not _reaches_into(match.span(), [*spared, *titles]):
                        yield from _swap(text, typed, match, rule, old)


def _swap(text: str, typed: Scalar, match: re.Match[str], rule: TermRule, old: str) -> Iterator[Edit]:
    start, last = typed.index_in_file(match.start()), typed.index_in_file(match.end() - 1)
    if start is None or last is None:
        return
    written = text[start : last + 1]
    new = unicodedata.normalize("NFC", rule.swap[old])
    words = written.split()
    # Where marks or hyphens stand between the words, or all is in capitals, somebody meant something by it.
    if " ".join(words).lower() != old.lower() or (written.isupper() and len(written) > 1):
        return
    if words[0][0].isupper():
        new = new[0].upper() + new[1:]
    said = f"{' '.join(words)!r} is written {new!r}"
    broken = re.search(r"\s*\n\s*", written)
    # A line that was broken inside the words stays broken.
    yield Edit(start, last + 1, new.replace(" ", broken.group(), 1) if broken else new, "term", said)


def _spaces(text: str, typed: Scalar, spared: list[tuple[int, int]]) -> Iterator[Edit]:
    for match in _DOUBLE.finditer(typed):
        start, after = typed.index_in_file(match.start() - 1), typed.index_in_file(match.end())
        if start is None or after is None or _reaches_into(match.span(), spared):
            continue
        if text[start + 1 : after].strip(" ") == "" and "\n" not in text[start + 1 : after]:
            yield Edit(start + 1, after, " ", "spacing", "one space stands between words")


def _reaches_into(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)
