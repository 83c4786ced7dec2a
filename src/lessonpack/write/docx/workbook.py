"""The workbook behind a chart: one sheet of words and figures, just enough for Word to open it on `Edit data`."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from lessonpack.write.docx.markup import PROLOGUE, R, escaped
from lessonpack.write.docx.package import archive, packed

SHEET = "Sheet1"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FIXED = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_RELATIONSHIPS}"><Relationship Id="rId1" Type="{R}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_RELATIONSHIPS}"><Relationship Id="rId1" Type="{R}/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{R}"><sheets><sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets>'
        "</workbook>"
    ),
}
_PARTS = tuple(packed(name, (PROLOGUE + content).encode()) for name, content in _FIXED.items())
SHEET_PART = "xl/worksheets/sheet1.xml"
PART_NAMES = frozenset({*_FIXED, SHEET_PART})


def workbook(rows: Sequence[Sequence[str | Decimal]]) -> bytes:
    """An .xlsx file of these rows; words stay words, whatever they look like."""
    content = "".join(_row(number, cells) for number, cells in enumerate(rows, 1))
    sheet = f'{PROLOGUE}<worksheet xmlns="{_MAIN}"><sheetData>{content}</sheetData></worksheet>'
    return archive([*_PARTS, packed(SHEET_PART, sheet.encode())])


def _row(number: int, cells: Sequence[str | Decimal]) -> str:
    return f'<row r="{number}">{"".join(_cell(f"{chr(65 + i)}{number}", value) for i, value in enumerate(cells))}</row>'


def _cell(place: str, value: str | Decimal) -> str:
    if isinstance(value, Decimal):
        return f'<c r="{place}"><v>{value:f}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escaped(value)}</t></is></c>' if value else ""
