"""Reads our own DOCX files back: the words of the body, of headers and footers, and every other string in any part.

Parts and markup that `writer` never makes are refused, so that nothing can stand in a file unseen.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import lru_cache
from html import unescape
from io import BytesIO

from lessonpack.write.direction import TO_THE_RIGHT
from lessonpack.write.docx.workbook import PART_NAMES
from lessonpack.write.picture import NotBareError, pixels
from lessonpack.write.readback import Spoken, UnreadableError

_BODY = "word/document.xml"
_PICTURE = re.compile(r"word/media/(?:image1|letterhead\d{1,2})\.png")
_MARGIN = re.compile(r"word/(?:header|footer)\d\.xml")
_CHART = re.compile(r"word/charts/chart\d+\.xml")
_WORKBOOK = re.compile(r"word/embeddings/workbook\d+\.xlsx")
_KNOWN = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/core\.xml|word/_rels/(?:document|(?:header|footer)\d)\.xml\.rels"
    r"|word/(?:document|styles|numbering|settings|(?:header|footer)\d)\.xml"
    rf"|{_PICTURE.pattern}|{_CHART.pattern}|word/charts/_rels/chart\d+\.xml\.rels|{_WORKBOOK.pattern}"
)
_PROLOGUE = re.compile(r"<\?xml [^>]*\?>\s*")
_TAG = re.compile(r"<[^>]*>")
_ATTRIBUTE = re.compile(r"""=(?<=[\w:]=)(?:"([^"]*)"|'([^']*)')""")
_NAMED = re.compile(r'([\w:]+)="([^"]*)"')
_SPACE = re.compile(r"<w:(?:br|tab|cr)\b[^>]*>")
_HYPHEN = re.compile(r"<w:noBreakHyphen\b[^>]*>")


def spoken(data: bytes) -> Spoken:
    """The body as one page; headers and footers; and the strings of all parts, attributes, charts and the workbooks
    behind them included.

    Raises UnreadableError.
    """
    try:
        parts = _parts(data)
    except (zipfile.BadZipFile, UnicodeDecodeError, zlib.error) as fault:
        raise UnreadableError(str(fault)) from fault
    if _BODY not in parts:
        raise UnreadableError("a Word file without its document")
    margins = _margins(parts)
    shown = {name for names in margins for name in names}
    if unseen := [name for name in parts if _MARGIN.fullmatch(name) and name not in shown]:
        raise UnreadableError(f"{unseen[0]}, which stands on no page")
    # Styles, numbering and settings are the same in file after file, and so is what they say.
    others = {name: text for name, text in parts.items() if name != _BODY}
    elsewhere = [*_attributes(parts[_BODY])]
    for text in others.values():
        elsewhere += _attributes_again(text)
    elsewhere += [_values_again(text) for name, text in others.items() if name not in shown]
    kinds = tuple("\n".join(_words(parts[name]) for name in names) for names in margins)
    return Spoken((_words(parts[_BODY]),), kinds, tuple(w for w in (*parts, *elsewhere) if w.strip()))


def _margins(parts: dict[str, str]) -> list[tuple[str, ...]]:
    """Names of the header and footer of each kind of page that the sections have; a kind that has none is empty."""
    relations = parts.get("word/_rels/document.xml.rels", "")
    targets = {}
    for relation in re.findall(r"<Relationship\b[^>]*>", relations):
        said = dict(_NAMED.findall(relation))
        targets[said.get("Id", "")] = f"word/{said.get('Target', '')}"
    found: dict[str, tuple[str, ...]] = {}
    for section in re.findall(r"<w:sectPr\b.*?</w:sectPr>", parts[_BODY], re.DOTALL):
        used = ["default"] + ["first"] * ("<w:titlePg" in section)
        used += ["even"] * ("<w:evenAndOddHeaders" in parts.get("word/settings.xml", ""))
        named: dict[str, list[str]] = {kind: [] for kind in used}
        for reference in re.findall(r"<w:(?:header|footer)Reference\b[^>]*>", section):
            said = dict(_NAMED.findall(reference))
            part = targets.get(said.get("r:id", ""), "")
            if part in parts and said.get("w:type") in named:
                named[said["w:type"]].append(part)
            elif part not in parts:
                raise UnreadableError("a header or footer that is not there")
        for kind, names in named.items():
            found.setdefault(f"{kind} {names}", tuple(names))
    return list(found.values())


def _parts(data: bytes) -> dict[str, str]:
    """Name -> markup without its first line; the parts of a workbook behind its own name and a slash."""
    parts: dict[str, str] = {}
    for name, content in _entries(data, _is_known):
        if _PICTURE.fullmatch(name):
            _prove_picture(content)
            parts[name] = ""
        elif _WORKBOOK.fullmatch(name):
            inside = _entries(content, PART_NAMES.__contains__)
            parts |= {f"{name}/{inner}": _markup(f"{name}/{inner}", own) for inner, own in inside}
        else:
            parts[name] = _markup(name, content)
    return parts


def _is_known(name: str) -> bool:
    return _KNOWN.fullmatch(name) is not None


def _entries(data: bytes, is_known: Callable[[str], bool]) -> Iterator[tuple[str, bytes]]:
    """What an archive holds; refused where there is more in it than parts that the writer makes."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        entries = package.infolist()
        if package.comment or any(entry.comment or entry.extra for entry in entries):
            raise UnreadableError("an archive with remarks")
        for entry in entries:
            if not is_known(entry.filename):
                raise UnreadableError(f"the part {entry.filename}, which is not made here")
            yield entry.filename, package.read(entry)


def _markup(name: str, content: bytes) -> str:
    text = _PROLOGUE.sub("", content.decode("utf-8"), count=1)
    if "<!" in text or "<?" in text:
        raise UnreadableError(f"a comment or an instruction in {name}")
    return text


def _prove_picture(data: bytes) -> None:
    try:
        pixels(data)
    except (NotBareError, struct.error) as fault:
        raise UnreadableError(f"a logo with {fault}") from fault


def _words(text: str) -> str:
    """The words of a part: runs of a paragraph follow each other without a space, each paragraph on its own line.

    Marks that keep numbers from turning are none of the words.
    """
    words = unescape(_TAG.sub("", _HYPHEN.sub("-", _SPACE.sub(" ", text.replace("</w:p>", "\n")))))
    return words.replace(TO_THE_RIGHT, "")


def _attributes(text: str) -> tuple[str, ...]:
    return tuple(unescape(a or b) for a, b in set(_ATTRIBUTE.findall(text)))


def _values(text: str) -> str:
    """What stands between the marks of a part that is no text: each a value of its own, and paragraphs as they read."""
    apart = unescape(_TAG.sub(" ", text))
    return f"{apart}\n{_words(text)}" if "<w:p>" in text or "<w:p " in text else apart


_attributes_again = lru_cache(maxsize=32)(_attributes)
_values_again = lru_cache(maxsize=32)(_values)
