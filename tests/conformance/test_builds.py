"""Every file of every pack, in every theme and on both papers, for a screen and for both sides, keeps the rules."""

from __future__ import annotations

import pytest

from tests.conformance import docx, pdf
from tests.conformance.builds import BUILDS, ROOT, WAYS, Way, built

CHECKERS = {"pdf": pdf.faults, "docx": docx.faults}


@pytest.mark.parametrize(("module", "theme", "way"), BUILDS, ids=str)
def test_every_built_file_is_accessible(module: str, theme: str, way: Way) -> None:
    files = built(module, theme, way).files
    found = {file.name: faults for file in files if (faults := CHECKERS[file.format](file.data))}
    assert found == {}
    assert {file.format for file in files} == {"pdf", "docx"}


def test_every_theme_and_way_is_built() -> None:
    assert set(ROOT.theme_names()) >= {"standard", "large-print", "plain", "ink-saver"}
    assert len(BUILDS) == len(ROOT.module_ids()) * len(ROOT.theme_names()) * len(WAYS)
