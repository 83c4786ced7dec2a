"""A writer of real files, for what drawn pages cannot show."""

from __future__ import annotations

import pytest

from lessonpack.project import Project
from lessonpack.write.pdf.writer import PdfWriter
from tests.modules import ROOT


@pytest.fixture(scope="session")
def writer() -> PdfWriter:
    return PdfWriter(Project(ROOT).theme)
