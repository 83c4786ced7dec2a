"""`python -m tests.docs.vocabulary` writes the table of elements in templates/README.md anew, from the parser's own."""

from __future__ import annotations

from pathlib import Path

from lessonpack.tree.vocabulary import ELEMENTS, STAMPED, Element

README = Path(__file__).parents[2] / "templates/README.md"
START, END = "<!-- elements: written by `python -m tests.docs.vocabulary` -->\n", "<!-- end of elements -->\n"


def table() -> str:
    """The table, one row for each element that a template may write."""
    head = "| Element | Stands as | Holds | Attributes | Means |\n|---|---|---|---|---|\n"
    return head + "".join(_row(element) for name, element in ELEMENTS.items() if name != STAMPED)


def _row(element: Element) -> str:
    holds = ", ".join(f"`{part}`" for part in element.parts)
    inside = f"{element.inside}: {holds}" if holds else str(element.inside)
    attributes = ", ".join(f"`{name}`" for name in element.attributes)
    return f"| `{element.name}` | {element.role} | {inside} | {attributes} | {element.means} |\n"


def with_table(text: str) -> str:
    """The document with the table between its two marks."""
    before, _, rest = text.partition(START)
    return f"{before}{START}\n{table()}\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    README.write_text(with_table(README.read_text(encoding="utf-8")), encoding="utf-8")
