"""What holds for every tree, however odd."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lessonpack.tree.nodes import Block
from lessonpack.write.readback import spoken
from lessonpack.write.writer import Format
from tests.documents import document, every_node
from tests.write.docx.opened import ROOT
from tests.write.docx.test_properties import TREES
from tests.write.html.opened import as_html, as_xml, faults, html_lines, shape, tree_lines, written


@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(TREES, st.sampled_from(("en", "he")))
def test_any_tree_becomes_markup_that_needs_no_repair_and_says_the_same(blocks: list[Block], language: str) -> None:
    whole = document(*blocks, language=language)
    data = written(whole)
    assert shape(as_html(data)) == shape(as_xml(data))
    assert html_lines(data) == tree_lines(whole)
    assert [" ".join(line.split()) for line in spoken(data, Format.HTML).pages[0].split("\n") if line.strip()] == (
        tree_lines(whole)
    )
    assert faults(data) == []


SCRIPT = """
import hashlib, yaml
from lessonpack.theme.tokens import Theme
from lessonpack.write.html.writer import HtmlWriter
from tests.documents import every_node
theme = Theme.model_validate(yaml.safe_load(open("templates/standard/theme.yaml", encoding="utf-8")))
print(hashlib.sha256(HtmlWriter(theme).write(every_node()).data).hexdigest())
"""


def test_the_bytes_are_the_same_in_every_process() -> None:
    found = [hashlib.sha256(written(every_node())).hexdigest()]
    for seed in ("1", "4711"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        run = subprocess.run([sys.executable, "-c", SCRIPT], cwd=ROOT, env=environment, capture_output=True, check=True)
        found.append(run.stdout.decode().strip())
    assert len(set(found)) == 1
