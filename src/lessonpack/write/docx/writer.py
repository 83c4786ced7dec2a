"""Documents as Word files: joins what the other modules make, and keeps what the next document can use again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lessonpack.diagnostics import LessonPackError
from lessonpack.letterhead.model import Letterhead
from lessonpack.theme.tokens import Scale, Theme
from lessonpack.tree.nodes import Document, Meta
from lessonpack.write.direction import is_leftward
from lessonpack.write.docx.body import Body
from lessonpack.write.docx.drawing import ChartParts, chart_relation
from lessonpack.write.docx.furniture import footer, header
from lessonpack.write.docx.inline import Words
from lessonpack.write.docx.letterhead import Margins, dressed, faces, room_mm
from lessonpack.write.docx.looks import Look
from lessonpack.write.docx.markup import DOCUMENT_NAMESPACES, PROLOGUE, R, escaped, part
from lessonpack.write.docx.numbering import numbering
from lessonpack.write.docx.package import Packed, archive, packed
from lessonpack.write.docx.school import school_head
from lessonpack.write.docx.shell import Shell, core_properties, shell
from lessonpack.write.docx.styles import Styles
from lessonpack.write.docx.words import Mark
from lessonpack.write.writer import ONE_SIDED, PrintPlan, Rendition

_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class _Kind:
    """What all documents of one scale and language share."""

    shell: Shell
    styles: Styles
    margins: Margins
    stylesheets: dict[tuple[frozenset[Look], frozenset[Mark]], Packed] = field(default_factory=dict)

    def stylesheet(self, looks: frozenset[Look], marks: frozenset[Mark]) -> Packed:
        """The styles part; documents of one template mostly use the same looks."""
        key = (looks, marks)
        if key not in self.stylesheets:
            self.stylesheets[key] = packed("word/styles.xml", self.styles.part(looks, marks))
        return self.stylesheets[key]


class DocxWriter:
    """Writes Word files in one theme, for any number of documents, on a school's letterhead where there is one.

    Word cards go without: they are cut up, and their backs must meet their fronts.
    """

    def __init__(self, theme: Theme, plan: PrintPlan = ONE_SIDED, letterhead: Letterhead | None = None) -> None:
        self.plan, self.letterhead = plan, letterhead
        self.theme = dressed(theme, letterhead) if letterhead else theme
        self._kinds: dict[tuple[Scale, str, bool], _Kind] = {}

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
        body = Body(kind.styles, document.meta.band, words, kind.shell.section, document.furniture)
        content = school_head(document.furniture, self.theme.logo, kind.shell.logo, words, body.drawings.next_id)
        content += body.markup(document.blocks)
        charts = body.drawings.charts
        parts = {
            "[Content_Types].xml": _content_types(kind.shell, len(charts), has_pictures=bool(kind.margins.pictures)),
            "docProps/core.xml": core_properties(document.meta),
            "word/document.xml": part("document", f"<w:body>{content}</w:body>", DOCUMENT_NAMESPACES),
            "word/_rels/document.xml.rels": _relations(kind.shell, words.links, len(charts)),
            "word/numbering.xml": numbering(body.counted, is_leftward=is_leftward(document.meta.language)),
            **_margins(kind.margins, document, words),
            **dict(_chart_parts(charts)),
        }
        _refuse(words)
        stylesheet = kind.stylesheet(frozenset(body.flow.looks()), frozenset(words.marks))
        own = [packed(name, data) for name, data in parts.items()]
        return Rendition(archive([*kind.shell.parts, stylesheet, *own]))

    def _kind(self, meta: Meta) -> _Kind:
        scale = self.theme.scale(meta.document, meta.band)
        letterhead = self.letterhead if meta.document != "cards" else None
        key = (scale, meta.language, letterhead is not None)
        if key not in self._kinds:
            is_duplex = self.plan.is_duplex
            margins = Margins.of(self.theme, letterhead)
            around = shell(
                self.theme,
                scale,
                meta.language,
                is_duplex=is_duplex,
                kinds=tuple(variant.kind for variant in margins.variants),
                room_mm=room_mm(letterhead, scale.margin_mm),
            )
            taken = faces(self.letterhead, self.theme) if self.letterhead else {}
            styles = Styles(self.theme, scale, meta.language, is_duplex, taken, margins.stylesheet())
            self._kinds[key] = _Kind(around, styles, margins)
        return self._kinds[key]


def _margins(margins: Margins, document: Document, words: Words) -> dict[str, bytes]:
    """Headers and footers of all kinds of pages, each with all that every page must bear; and their pictures."""
    parts = {}
    for number, (head, foot) in enumerate(zip(margins.headers, margins.footers, strict=True), 1):
        parts[f"word/header{number}.xml"] = header(document.furniture, words, head)
        parts[f"word/footer{number}.xml"] = footer(document.furniture, words, foot)
    parts |= {f"word/_rels/{name}.rels": _relationships(content) for name, content in margins.relations.items()}
    return parts | {f"word/media/letterhead{n}.png": data for n, data in enumerate(margins.pictures, 1)}


def _refuse(words: Words) -> None:
    if words.faults:
        raise LessonPackError(words.faults)


def _relations(around: Shell, links: dict[str, str], charts: int) -> bytes:
    targets = "".join(
        f'<Relationship Id="{relation}" Type="{R}/hyperlink" Target="{escaped(href)}" TargetMode="External"/>'
        for href, relation in links.items()
    )
    targets += "".join(
        f'<Relationship Id="{chart_relation(n)}" Type="{R}/chart" Target="charts/chart{n}.xml"/>'
        for n in range(1, charts + 1)
    )
    return _relationships(around.relations + targets)


def _relationships(content: str) -> bytes:
    return f'{PROLOGUE}<Relationships xmlns="{_RELATIONSHIPS}">{content}</Relationships>'.encode()


def _content_types(around: Shell, charts: int, *, has_pictures: bool) -> bytes:
    added = f'<Default Extension="xlsx" ContentType="{_OFFICE}.spreadsheetml.sheet"/>' if charts else ""
    added += "".join(
        f'<Override PartName="/word/charts/chart{n}.xml" ContentType="{_OFFICE}.drawingml.chart+xml"/>'
        for n in range(1, charts + 1)
    )
    if has_pictures and 'Extension="png"' not in around.content_types:
        added += '<Default Extension="png" ContentType="image/png"/>'
    return f'{PROLOGUE}<Types xmlns="{_TYPES}">{added}{around.content_types}</Types>'.encode()


def _chart_parts(charts: list[ChartParts]) -> Iterator[tuple[str, bytes]]:
    """Name and content of the parts that belong to charts."""
    for number, chart in enumerate(charts, 1):
        target = f'<Relationship Id="rId1" Type="{R}/package" Target="../embeddings/workbook{number}.xlsx"/>'
        yield f"word/charts/chart{number}.xml", chart.chart
        yield f"word/charts/_rels/chart{number}.xml.rels", _relationships(target)
        yield f"word/embeddings/workbook{number}.xlsx", chart.workbook
