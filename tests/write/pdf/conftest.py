"""The theme that PDF tests write with, and goldens: rewritten by LESSONPACK_UPDATE=1, never on a build server."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from lessonpack.theme.tokens import Theme
from lessonpack.write.pdf.writer import PdfWriter

ROOT = Path(__file__).parents[3]
GOLDENS = Path(__file__).parent / "goldens"


@pytest.fixture(scope="session")
def theme() -> Theme:
    return Theme.model_validate(yaml.safe_load((ROOT / "templates/standard/theme.yaml").read_text("utf-8")))


@pytest.fixture(scope="session")
def writer(theme: Theme) -> PdfWriter:
    return PdfWriter(theme)


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compares a text with goldens/NAME.txt, or rewrites that file when LESSONPACK_UPDATE is set."""

    def compare(name: str, text: str) -> None:
        path = GOLDENS / f"{name}.txt"
        if os.environ.get("LESSONPACK_UPDATE"):
            if os.environ.get("CI"):
                pytest.fail("goldens are not rewritten on a build server")
            path.write_text(text, "utf-8", newline="\n")
        assert text == path.read_text("utf-8"), f"accept with: LESSONPACK_UPDATE=1 pytest -k {name} tests/write/pdf"

    return compare
