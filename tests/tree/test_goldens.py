"""Markup in, tree out: each file in `goldens` holds markup, a line of ====, and the dump of the tree that it makes.

The title that every document needs is added where the markup has none, and left out of the dump.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lessonpack.tree.dump import dump
from lessonpack.tree.nodes import Document, Furniture, Meta
from lessonpack.tree.parse import parse
from lessonpack.tree.walk import plain

GOLDENS = Path(__file__).parent / "goldens"
ROOT = Path(__file__).parents[2]
UPDATE = "LESSONPACK_UPDATE"
RULE = "====\n"


def dumped(markup: str) -> str:
    has_title = "<h1" in markup
    parsed = parse(markup if has_title else f"<h1>Title</h1>{markup}", file="a.html.j2")
    words: dict[str, Any] = {part.replace("-", "_"): plain(inlines) for part, inlines in parsed.furniture.items()}
    document = Document(
        Meta("Title", "en", "lessonpack", "student", "C", date(2026, 11, 1)),
        Furniture(**{part: said for part, said in words.items() if part != "draft_notice"}),
        parsed.blocks if has_title else parsed.blocks[1:],
        "pack-1",
    )
    return "".join(dump(document).splitlines(keepends=True)[2:])


@pytest.mark.parametrize("path", sorted(GOLDENS.glob("*.txt")), ids=lambda path: path.stem)
def test_the_tree_is_as_accepted(path: Path) -> None:
    markup, rule, expected = path.read_text(encoding="utf-8").partition(RULE)
    found = dumped(markup)
    if os.environ.get(UPDATE):
        if os.environ.get("CI"):
            # No assertion: pytest would print the whole environment of the build server.
            pytest.fail("goldens are accepted by people, not by the build server")
        path.write_text(markup + RULE + found, encoding="utf-8")
        return
    accepting = f"to accept: {UPDATE}=1 pytest {Path(__file__).relative_to(ROOT)} -k {path.stem}"
    assert (rule, found) == (RULE, expected), accepting
