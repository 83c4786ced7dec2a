"""A built PDF held to PDF/UA-1: the validator's rules, and the links between pages and tags that it does not follow."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import page as validator
import pikepdf


def faults(data: bytes) -> list[str]:
    """One sentence for each fault; none for a file that conforms."""
    return [*_of_validator(data), *structure_faults(data)]


def _of_validator(data: bytes) -> Iterator[str]:
    # It reads files only.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "built.pdf"
        path.write_bytes(data)
        report = validator.validate_pdf(str(path), profile="ua1")
    yield from (f"{failure.rule_id}: {failure.message}" for failure in report.failures)


def structure_faults(data: bytes) -> list[str]:
    """Faults of the structure tree and of what the file says of itself."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if "/StructTreeRoot" not in pdf.Root:
            return ["the file has no structure tree"]
        return [*_of_catalogue(pdf), *_Tree(pdf).faults(), *_of_outline(pdf)]


def _of_catalogue(pdf: Any) -> Iterator[str]:
    root = pdf.Root
    if not str(root.get("/Lang", "")):
        yield "the file has no language"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "a reader's window would show the name of the file"
    if "/PageLabels" not in root:
        yield "the pages have no labels"
    if not str(pdf.docinfo.get("/Title", "")):
        yield "the file has no title"


def _of_outline(pdf: Any) -> Iterator[str]:
    """Bookmarks: one for each heading, in the order of the tree, each leading to a page of the file."""
    pages = {page.objgen for page in pdf.pages}
    with pdf.open_outline() as outline:
        entries = list(_entries(outline.root))
    headings = sum(1 for element in _elements(pdf.Root.StructTreeRoot.K) if str(element.S) in ("/H1", "/H2", "/H3"))
    if len(entries) != headings:
        yield f"{len(entries)} bookmarks for {headings} headings"
    for entry in entries:
        target = entry.destination
        if target is None or isinstance(target, (str, pikepdf.String, pikepdf.Name)):
            target = pdf.Root.Dests[target] if target is not None else None
        if target is None or target[0].objgen not in pages:
            yield f"the bookmark {entry.title!r} leads nowhere"


def _entries(items: Any) -> Iterator[Any]:
    for item in items:
        yield item
        yield from _entries(item.children)


def _elements(element: Any) -> Iterator[Any]:
    yield element
    for kid in element.get("/K", []):
        if not isinstance(kid, int) and "/S" in kid:
            yield from _elements(kid)


class _Tree:
    """The structure tree with the two ways into it: by element, and by marked content of a page."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self.root = pdf.Root.StructTreeRoot
        self.pages = {page.objgen: page for page in pdf.pages}
        self.claimed: dict[tuple[Any, int], Any] = {}
        """Page and MCID -> element that names the sequence."""
        self.owned: dict[Any, Any] = {}
        """Annotation -> element that names it."""
        self.found: list[str] = []
        self.names: list[bytes] = []

    def faults(self) -> list[str]:
        self._walk(self.root.K, self.root)
        numbers = self._numbers()
        for index, page in enumerate(self.pdf.pages, 1):
            self._page(index, page, numbers)
        if len(set(self.names)) < len(self.names):
            self.found.append("two notes have the same ID")
        return self.found

    def _numbers(self) -> dict[int, Any]:
        flat = list(self.root.ParentTree.Nums)
        return {int(key): value for key, value in zip(flat[::2], flat[1::2], strict=True)}

    def _walk(self, element: Any, parent: Any) -> None:
        role = str(element.S).lstrip("/")
        if element.P.objgen != parent.objgen:
            self.found.append(f"{role} names another parent than the element that holds it")
        self._attributes(element, role)
        for kid in element.get("/K", []):
            if isinstance(kid, int):
                self._claim(element, element.Pg, kid)
            elif "/S" in kid:
                self._walk(kid, element)
            elif str(kid.Type) == "/MCR":
                self._claim(element, kid.Pg, int(kid.MCID))
            else:
                self.owned[kid.Obj.objgen] = element

    def _attributes(self, element: Any, role: str) -> None:
        attributes = element.get("/A", {})
        if role == "TH" and str(attributes.get("/Scope", "")) not in ("/Column", "/Row"):
            self.found.append("a header cell without a scope")
        if role == "L" and "/ListNumbering" not in attributes:
            self.found.append("a list that does not say how it is numbered")
        if role == "Figure" and ("/BBox" not in attributes or not str(element.get("/Alt", "")).strip()):
            self.found.append("a figure without its extent or without words for it")
        if role == "Note":
            self.names.append(bytes(element.get("/ID", b"")))
            if not self.names[-1]:
                self.found.append("a note without an ID")

    def _claim(self, element: Any, page: Any, mcid: int) -> None:
        if page.objgen not in self.pages:
            self.found.append(f"{element.S} stands on a page that the file does not have")
        if (page.objgen, mcid) in self.claimed:
            self.found.append(f"two elements name sequence {mcid} of a page")
        self.claimed[page.objgen, mcid] = element

    def _page(self, index: int, page: Any, numbers: dict[int, Any]) -> None:
        if str(page.obj.get("/Tabs", "")) != "/S":
            self.found.append(f"page {index}: the tab key does not follow the tags")
        owners = numbers.get(int(page.obj.get("/StructParents", -1)), [])
        shown = list(self._sequences(index, page))
        if sorted(shown) != list(range(len(owners))):
            self.found.append(f"page {index}: sequences {sorted(shown)} for {len(owners)} entries of the parent tree")
        for mcid in shown:
            element = self.claimed.get((page.obj.objgen, mcid))
            if element is None:
                self.found.append(f"page {index}: no element names sequence {mcid}")
            elif mcid < len(owners) and owners[mcid].objgen != element.objgen:
                self.found.append(f"page {index}: the parent tree gives sequence {mcid} to another element")
        for annotation in page.obj.get("/Annots", []):
            owner = self.owned.get(annotation.objgen)
            entry = numbers.get(int(annotation.get("/StructParent", -1)))
            if owner is None or entry is None or owner.objgen != entry.objgen:
                self.found.append(f"page {index}: a link or field that no element owns")
            if not str(annotation.get("/Contents", annotation.get("/TU", ""))).strip():
                self.found.append(f"page {index}: a link or field without words for it")

    def _sequences(self, index: int, page: Any) -> Iterator[int]:
        """MCIDs in the order of the page; what is painted stands in a sequence or in an artifact with a type."""
        depth = 0
        for one in pikepdf.parse_content_stream(page):
            operator, operands = str(one.operator), one.operands
            if operator in ("BDC", "BMC"):
                depth += 1
                if operator == "BDC" and "/MCID" in operands[1]:
                    yield int(operands[1].MCID)
                elif str(operands[0]) == "/Artifact" and (operator == "BMC" or "/Type" not in operands[1]):
                    self.found.append(f"page {index}: an artifact without a type")
            elif operator == "EMC":
                depth -= 1
            elif depth == 0 and operator in _PAINTING:
                self.found.append(f"page {index}: {operator} paints outside of tags and artifacts")


_PAINTING = {
    "Tj",
    "TJ",
    "'",
    '"',
    "S",
    "s",
    "f",
    "F",
    "f*",
    "B",
    "B*",
    "b",
    "b*",
    "Do",
    "sh",
    "BI",
    "EI",
    "INLINE IMAGE",
}
