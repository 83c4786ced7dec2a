"""A Word file from a stranger, opened: bounded in every size, without entities, and only the parts that are known.

What a file may do beside showing words (macros, links to templates, pictures and data elsewhere, programs in objects)
is never looked at: parts are fetched by name from an allow-list, and relationships are followed inside of the file
alone. What is left out is told.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from lxml import etree

from lessonpack.diagnostics import Diagnostic, LessonPackError, Span, error, warning

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MOST_BYTES = 20_000_000
_MOST_PARTS = 500
_MOST_UNPACKED = 60_000_000
_MOST_MARKUP = 8_000_000
_MOST_RATIO = 200
_MAIN = "word/document.xml"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_HINT = "open it in Word or LibreOffice, and save it as .docx (Word document) again"
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError)
"""What zipfile raises for damaged, encrypted or oddly packed archives."""
_LEFT_OUT = (
    (re.compile(r"vbaProject|vbaData|/macrosheets/", re.I), "macros: programs are never taken from a letterhead"),
    (re.compile(r"/activeX/", re.I), "ActiveX controls"),
    (re.compile(r"/embeddings/", re.I), "embedded objects (OLE) or files"),
    (re.compile(r"/customUI|/webextensions/|/taskpanes", re.I), "add-ins"),
    (re.compile(r"/comments", re.I), "comments"),
    (re.compile(r"/glossary/", re.I), "building blocks (glossary)"),
)
_OUTSIDE = {
    "attachedTemplate": "a link to a template elsewhere, which Word would fetch",
    "image": "a picture that lies elsewhere, which Word would fetch and so tell who opens the file",
    "oleObject": "a linked object, which Word would fetch",
    "subDocument": "a link to another document",
    "frame": "a page fetched from elsewhere",
    "mailMergeSource": "a link to data for form letters",
}


def refused(shown: str, found: str, hint: str = _HINT) -> LessonPackError:
    return LessonPackError([error("letterhead/unreadable", Span(shown), found, hint=hint)])


@dataclass(slots=True)
class Package:
    """The parts of the file, read when they are asked for."""

    shown: str
    archive: zipfile.ZipFile
    findings: list[Diagnostic] = field(default_factory=list)

    def drop(self, what: str, hint: str = "") -> None:
        """Tells that something of the file is not used."""
        self.findings.append(warning("letterhead/dropped", Span(self.shown), f"left out: {what}", hint=hint))

    def has(self, name: str) -> bool:
        return name in self.archive.namelist()

    def data(self, name: str) -> bytes:
        try:
            return self.archive.read(name)
        except (KeyError, *_BROKEN):
            raise refused(self.shown, f"its part {name} is missing or damaged") from None

    def xml(self, name: str) -> Any:
        """The root of a part. Raises LessonPackError for markup that is broken, too large or declares entities."""
        data = self.data(name)
        if len(data) > _MOST_MARKUP:
            raise refused(self.shown, f"its part {name} is larger than a letterhead can be")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError):
            raise refused(self.shown, f"its part {name} is not well formed") from None
        if root.getroottree().docinfo.doctype:
            found = f"its part {name} declares a document type, which can hide entities; no Word file needs one"
            raise refused(self.shown, found)
        return root

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """Id -> kind and name of the parts that a part leads to, inside of the file."""
        return {key: (kind, target) for key, kind, target, is_outside in self._relations(part) if not is_outside}

    def _relations(self, part: str) -> Iterator[tuple[str, str, str, bool]]:
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if not self.has(rels):
            return
        for relation in self.xml(rels).iter("{*}Relationship"):
            target, kind = relation.get("Target", ""), relation.get("Type", "").rpartition("/")[2]
            is_outside = relation.get("TargetMode") == "External"
            if not is_outside:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            yield relation.get("Id", ""), kind, target, is_outside

    def tell_what_is_left_out(self) -> None:
        names = self.archive.namelist()
        for pattern, what in _LEFT_OUT:
            if found := [name for name in names if pattern.search(f"/{name}")]:
                self.drop(f"{what} ({found[0]})")
        told: set[str] = set()
        for rels in sorted(name for name in names if name.endswith(".rels")):
            part = rels.replace("_rels/", "").removesuffix(".rels")
            for _, kind, target, is_outside in self._relations(part):
                what = _OUTSIDE.get(kind, "" if kind == "hyperlink" else f"a link of the kind {kind[:40]} to elsewhere")
                if is_outside and what and what not in told:
                    told.add(what)
                    self.drop(f"{what}: {target[:80]}")


def opened(data: bytes, shown: str) -> Package:
    """The file as a package. Raises LessonPackError with letterhead/unreadable for what is no sound Word file."""
    if len(data) > MOST_BYTES:
        raise refused(shown, f"it has {len(data) / 1e6:.0f} MB; a letterhead has at most {MOST_BYTES // 10**6} MB")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise refused(shown, "it is an old .doc file, or a file with a password")
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        entries = archive.infolist()
    except _BROKEN:
        raise refused(shown, "it is no Word file (.docx), or it is damaged") from None
    _refuse_bombs(entries, shown)
    package = Package(shown, archive)
    if not package.has(_MAIN) or not package.has("[Content_Types].xml"):
        raise refused(shown, f"it holds no {_MAIN}: it is no Word document")
    package.tell_what_is_left_out()
    kinds = {e.get("PartName"): e.get("ContentType") for e in package.xml("[Content_Types].xml").iter("{*}Override")}
    if (kind := kinds.get(f"/{_MAIN}", _WORD)) != _WORD:
        package.drop(f"its kind: it says that it is {kind[-60:]}, and is read as a plain document")
    return package


def _refuse_bombs(entries: list[zipfile.ZipInfo], shown: str) -> None:
    names = [entry.filename for entry in entries]
    if len(entries) > _MOST_PARTS:
        raise refused(shown, f"it has {len(entries)} parts; a letterhead has at most {_MOST_PARTS}")
    if len(set(names)) != len(names):
        raise refused(shown, "two of its parts have one name, so that programs would read different things in it")
    if sum(entry.file_size for entry in entries) > _MOST_UNPACKED:
        raise refused(shown, f"it unpacks to more than {_MOST_UNPACKED // 10**6} MB")
    for entry in entries:
        if entry.flag_bits & 1:
            raise refused(shown, "it is locked with a password")
        if entry.file_size > 100_000 and entry.file_size > _MOST_RATIO * max(1, entry.compress_size):
            raise refused(shown, f"its part {entry.filename[:60]} unpacks to more than {_MOST_RATIO} times its size")
