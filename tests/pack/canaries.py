"""A module in which every text carries a word of its own, and every place in a finished file where words can hide."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import lxml.html
import pikepdf
import pypdfium2

from tests.modules import (
    Made,
    a_comparison,
    a_definition,
    a_note,
    a_question,
    a_source,
    a_statistic,
    an_activity,
    an_excerpt,
    module_data,
)

BANDS = "ABCDT"
DIALLED = "113"
TOKEN = re.compile("QZ[A-Z]{4}X")


class Mint:
    """Gives out tokens that occur once, and remembers who may read each: `all`, `not A`, `none`, a band, or a band
    and level."""

    def __init__(self) -> None:
        self._words = ("QZ" + "".join(w) + "X" for w in itertools.product("BCDFGHJKLM", repeat=4))
        self.owner: dict[str, tuple[str, str]] = {}
        """Token -> (item, reader)."""

    def token(self, item: str, reader: str) -> str:
        made = next(self._words)
        self.owner[made] = (item, reader)
        return made

    def by_band(self, item: str) -> dict[str, Any]:
        """A text for each band; D has an easy wording, too."""
        words: dict[str, Any] = {band: self.token(item, band) for band in BANDS}
        return {**words, "D": {"core": self.token(item, "D core"), "easy": self.token(item, "D easy")}}

    def shared(self, item: str) -> str:
        return self.token(item, "all")

    def adults(self, item: str) -> str:
        return self.token(item, "none")


def a_canary_module(mint: Mint, ratings: list[dict[str, int] | None]) -> dict[str, Any]:
    """One item of each kind for each rating."""
    items: list[Made] = []
    for number, topics in enumerate(ratings):
        for maker in (_definition, _note, _source, _excerpt, _statistic, _comparison, _question, _activity):
            items.append(maker(f"{maker.__name__[1:]}-{number}", number, topics, mint))
    adults, by_band = mint.adults, mint.by_band
    own = {
        "title": adults("module"),
        "student_title": by_band("module"),
        "purpose": by_band("module"),
        "caution": by_band("module"),
        "content_note": by_band("module"),
        "closing": by_band("module"),
        "legacy_title": adults("module"),
        "series": adults("module"),
        "compiler": adults("module"),
        "rights": adults("module"),
        "subjects": [adults("module")],
        "objectives": [adults("module")],
        "notes": [{"id": "n1", "title": adults("module"), "text": adults("module")}],
        "help": ["checked", "unchecked", "gone"],
    }
    return module_data(*items, **own)


def canary_help(mint: Mint) -> tuple[dict[str, Any], ...]:
    lines = (("checked", "verified"), ("unchecked", "unverified"), ("gone", "closed"))
    return tuple(_help_line(name, status, mint) for name, status in lines)


def _help_line(name: str, status: str, mint: Mint) -> dict[str, Any]:
    read = mint.shared if status == "verified" else mint.adults
    words = mint.by_band(name) if status == "verified" else mint.adults(name)
    return {
        "id": name,
        "org": read(name),
        "service": words,
        "kind": "helpline",
        "places": ["BY"],
        # A short number of the project's policy, with letters behind it that are one of a kind.
        "phone": f"{DIALLED} {read(name)}",
        "phone_intl": f"{DIALLED} {read(name)}",
        "sms": f"{DIALLED} {read(name)}",
        "verified_by": mint.adults(name),
        "hours": read(name),
        "cost": read(name),
        "evidence": [{"found": mint.adults(name)}],
        "notes": mint.adults(name),
        "status": status,
        "verified_on": "2026-10-01",
        "method": "called",
    }


def _definition(name: str, number: int, topics: dict[str, int] | None, mint: Mint) -> Made:
    return a_definition(
        name, topics=topics, term=mint.by_band(name), text=mint.by_band(name), example=mint.by_band(name),
        translations={"ru": mint.shared(name)}, source=f"source-{number}",
    )  # fmt: skip


def _note(name: str, number: int, topics: dict[str, int] | None, mint: Mint) -> Made:
    return a_note(
        name, topics=topics, heading=mint.by_band(name), text=mint.by_band(name), as_of="2019",
        source=f"source-{number}", locator=mint.shared(name),
    )  # fmt: skip


def _source(name: str, number: int, topics: dict[str, int] | None, mint: Mint) -> Made:
    adults = mint.adults
    return a_source(
        name, topics=topics, title=adults(name), also_known_as=[adults(name)], student_title=mint.by_band(name),
        org=adults(name), unit=adults(name), host=adults(name), author=adults(name), date_note=adults(name),
        url=f"https://{adults(name)}.example", url_note=adults(name), verification="disputed",
        dispute_note=adults(name), rights={"basis": adults(name), "licence": adults(name)},
    )  # fmt: skip


def _excerpt(name: str, number: int, topics: dict[str, int] | None, mint: Mint) -> Made:
    return an_excerpt(
        name, topics=topics, source=f"source-{number}", locator=mint.shared(name), heading=mint.adults(name),
        text=mint.adults(name), student_text=mint.by_band(name), prompts=[mint.by_band(name)], note=mint.adults(name),
    )  # fmt: skip


def _statistic(name: str, number: int, topics: dict[str, int] | None, mint: Mint) -> Made:
    shared = mint.shared
    return a_statistic(
        name, topics=topics, label=mint.by_band(name), unit=shared(name), place=shared(name), population=shared(name),
        counted_by=shared(name), parts=[{"label": mint.by_band(name), "value": "47"}], note=mint.by_band(name),
        teacher_note=mint.adults(name), source=f"source-{number}", locator=shared(name),
    )  # fmt: skip


def _comparison(name: str, number: int, topics: dict[str, int] | None, mint: Mint) -> Made:
    period = {"from": "2019", "to": "2020"}
    value: Callable[[], dict[str, Any]] = lambda: {  # noqa: E731  # two values alike, each with its own tokens
        "place": mint.shared(name), "period": period, "value": mint.shared(name), "note": mint.by_band(name),
        "source": f"source-{number}",
    }  # fmt: skip
    return a_comparison(
        name, topics=topics, indicator=mint.by_band(name), unit=mint.shared(name), definition=mint.by_band(name),
        values=[value(), value()], question=mint.by_band(name), answer=mint.adults(name),
    )  # fmt: skip


def _question(name: str, number: int, topics: dict[str, int] | None, mint: Mint) -> Made:
    wrong = {"wrong": mint.adults(name), "right": mint.adults(name)}
    return a_question(
        name, topics=topics, text=mint.by_band(name), answer=mint.adults(name), misconceptions=[wrong],
        uses=[f"definition-{number}"],
    )  # fmt: skip


def _activity(name: str, number: int, topics: dict[str, int] | None, mint: Mint) -> Made:
    return an_activity(
        name, topics=topics, title=mint.by_band(name), grouping=mint.token(name, "not A"),
        materials=[mint.adults(name)],
        intro=mint.by_band(name), steps=[mint.by_band(name), mint.by_band(name)], teacher=mint.adults(name),
        answer=mint.adults(name),
    )  # fmt: skip


# ---- where words can hide ------------------------------------------------------------------------------------------


def everything_in(name: str, data: bytes) -> str:
    """All that a file holds, as text: its name, its parts and streams, and what readers make of it."""
    readers = {"docx": _docx, "pdf": _pdf, "html": _html}
    pieces = [name, *readers[name.rpartition(".")[2]](data)]
    text = "\n".join(pieces)
    return text + "\n" + "".join(text.split())


def shown_in(name: str, data: bytes) -> str:
    """What a reader sees, without white space."""
    if name.endswith("docx"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = [part for part in package.namelist() if part.startswith("word/") and part.endswith(".xml")]
            parts = [package.read(part).decode() for part in names]
        return "".join("".join(re.findall(r"<(?:w:t|c:v)[ >][^<]*", part)) for part in parts)
    if name.endswith("html"):
        return "".join(lxml.html.document_fromstring(data.decode()).find("body").text_content().split())
    document = pypdfium2.PdfDocument(data)
    return "".join("".join(page.get_textpage().get_text_range() for page in document).split())


def _docx(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for part in package.infolist():
            yield f"{part.filename} {part.comment!r} {part.extra!r}"
            if part.filename.endswith(".xlsx"):
                yield from _docx(package.read(part))
                continue
            content = package.read(part).decode("utf-8", "replace")
            yield content
            yield re.sub("<[^>]*>", "", content)


def _html(data: bytes) -> Iterator[str]:
    text = data.decode()
    yield text
    yield unescape(text)
    yield re.sub("<[^>]*>", "", unescape(text))


def _pdf(data: bytes) -> Iterator[str]:
    yield data.decode("latin-1")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for value in pdf.objects:
            yield from _strings(value, set())
        yield from _strings(pdf.trailer, set())
    yield shown_in("x.pdf", data)
    document = pypdfium2.PdfDocument(data)
    yield from (page.get_textpage().get_text_range() for page in document)
    yield from (entry.get_title() for entry in document.get_toc())


def _strings(value: Any, seen: set[tuple[int, int]]) -> Iterator[str]:
    """Names, strings and decompressed streams of one object; others are visited on their own."""
    if isinstance(value, pikepdf.Stream):
        raw = value.read_bytes()
        yield raw.decode("latin-1")
        yield raw.decode("utf-16-be", "replace")
    if isinstance(value, pikepdf.String):
        yield str(value)
        yield bytes(value).decode("latin-1")
    elif isinstance(value, pikepdf.Name):
        yield str(value)
    elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        for key, part in value.items():
            yield key
            if not part_of_another(part):
                yield from _strings(part, seen)
    elif isinstance(value, pikepdf.Array):
        for part in value:
            if not part_of_another(part):
                yield from _strings(part, seen)


def part_of_another(part: Any) -> bool:
    return isinstance(part, pikepdf.Object) and part.is_indirect
