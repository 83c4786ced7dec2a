"""Documents as Word files: joins what the other modules make, and keeps what the next document can use again."""

from __future__ import annotations

from dataclasses import dataclass, field

from lessonpack.diagnostics import LessonPackError
from lessonpack.theme.tokens import Scale, Theme
from lessonpack.tree.nodes import Document, Meta
from lessonpack.write.direction import is_leftward
from lessonpack.write.docx.body import Body
from lessonpack.write.docx.furniture import footer, header
from lessonpack.write.docx.inline import Words
from lessonpack.write.docx.looks import Look
from lessonpack.write.docx.markup import PROLOGUE, R, escaped, part
from lessonpack.write.docx.numbering import numbering
from lessonpack.write.docx.package import Packed, archive, packed
from lessonpack.write.docx.shell import Shell, core_properties, shell
from lessonpack.write.docx.styles import Styles
from lessonpack.write.docx.words import Mark
from lessonpack.write.writer import Rendition

_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"


@dataclass(frozen=True, slots=True)
class _Kind:
    """What all documents of one scale and language share."""

    shell: Shell
    styles: Styles
    stylesheets: dict[tuple[frozenset[Look], frozenset[Mark]], Packed] = field(default_factory=dict)

    def stylesheet(self, looks: frozenset[Look], marks: frozenset[Mark]) -> Packed:
        """The styles part; documents of one template mostly use the same looks."""
        key = (looks, marks)
        if key not in self.stylesheets:
            self.stylesheets[key] = packed("word/styles.xml", self.styles.part(looks, marks))
        return self.stylesheets[key]


class DocxWriter:
    """Writes Word files in one theme, for any number of documents."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._kinds: dict[tuple[Scale, str], _Kind] = {}

    def write(self, document: Document) -> Rendition:
        """The .docx file; `pages` is None, since Word alone decides where pages end.

        Raises LessonPackError with every character that no XML file can hold, each at its place in the content.
        """
        words = Words(document.meta.language)
        for text in (document.meta.title, document.meta.language, document.meta.creator):
            words.plain(text)
        _refuse(words)
        kind = self._kind(document.meta)
        words.first_link = kind.shell.first_link
        body = Body(kind.styles, document.meta.band, words)
        content = body.markup(document.blocks)
        parts = {
            "docProps/core.xml": core_properties(document.meta),
            "word/document.xml": part("document", f"<w:body>{content}{kind.shell.section}</w:body>"),
            "word/_rels/document.xml.rels": _relations(kind.shell, words.links),
            "word/numbering.xml": numbering(body.counted, is_leftward=is_leftward(document.meta.language)),
            "word/header1.xml": header(document.furniture, words),
            "word/footer1.xml": footer(document.furniture, words),
        }
        _refuse(words)
        stylesheet = kind.stylesheet(frozenset(body.flow.looks()), frozenset(words.marks))
        own = [packed(name, data) for name, data in parts.items()]
        return Rendition(archive([*kind.shell.parts, stylesheet, *own]))

    def _kind(self, meta: Meta) -> _Kind:
        scale = self.theme.scale(meta.document, meta.band)
        key = (scale, meta.language)
        if key not in self._kinds:
            self._kinds[key] = _Kind(shell(self.theme, scale, meta.language), Styles(self.theme, scale, meta.language))
        return self._kinds[key]


def _refuse(words: Words) -> None:
    if words.faults:
        raise LessonPackError(words.faults)


def _relations(around: Shell, links: dict[str, str]) -> bytes:
    targets = "".join(
        f'<Relationship Id="{relation}" Type="{R}/hyperlink" Target="{escaped(href)}" TargetMode="External"/>'
        for href, relation in links.items()
    )
    return f'{PROLOGUE}<Relationships xmlns="{_RELATIONSHIPS}">{around.relations}{targets}</Relationships>'.encode()
