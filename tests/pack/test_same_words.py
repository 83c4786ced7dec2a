"""A reader of any format gets the same words: every shipped document, as finished files, read back and compared."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from lessonpack.pack import FORMATS, PackRequest, build
from lessonpack.project import Project
from lessonpack.write.readback import spoken
from lessonpack.write.writer import Format
from tests.modules import TODAY

MODULES = Project(Path(__file__).parent).every_module_id()


@pytest.mark.parametrize("module", MODULES)
def test_word_files_pages_and_browsers_say_the_same_words(module: str, tmp_path: Path) -> None:
    pack = build(Project(tmp_path), module, PackRequest(TODAY, formats=FORMATS))
    said: dict[str, dict[str, list[str]]] = {}
    for file in pack.files:
        body = " ".join(spoken(file.data, Format(file.format)).pages)
        said.setdefault(file.name.rpartition(".")[0], {})[file.format] = re.findall(r"\w+", body.casefold())
    assert said
    for name, words in said.items():
        # Figures of a chart and backs of cards stand in another order; each writer's own tests hold it to the tree's.
        assert Counter(words["docx"]) == Counter(words["html"]), name
        # A page repeats its margins and the heads of tables that go on; what a browser shows, it has as well.
        assert not Counter(words["html"]) - Counter(words["pdf"]), name
