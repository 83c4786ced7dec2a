"""The main part of small documents, and one whole file, as they are written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.documents import document, every_node
from tests.write.docx.opened import ROOT
from tests.write.docx.test_goldens import CASES
from tests.write.html.opened import written

GOLDENS = Path(__file__).parent / "goldens"
UPDATE = "LESSONPACK_UPDATE"


def check(name: str, found: str) -> None:
    golden = GOLDENS / name
    if os.environ.get(UPDATE):
        if os.environ.get("CI"):
            pytest.fail("goldens are accepted by people, not by the build server")
        golden.write_text(found, encoding="utf-8")
    expected = golden.read_text(encoding="utf-8") if golden.exists() else ""
    assert found == expected, f"to accept: {UPDATE}=1 pytest {Path(__file__).relative_to(ROOT)} -k {name}"


@pytest.mark.parametrize("name", CASES)
def test_the_main_part_is_as_accepted(name: str) -> None:
    text = written(document(*CASES[name]())).decode()
    check(f"{name}.html", text[text.index("<main>") : text.index("</main>")] + "</main>\n")


@pytest.mark.parametrize("kind", ["student", "teacher"])
def test_the_whole_file_is_as_accepted(kind: str) -> None:
    check(f"every-node-{kind}.html", written(every_node(kind=kind)).decode())
