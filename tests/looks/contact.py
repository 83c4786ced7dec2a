"""Contact sheets of a build, to look at: `python -m tests.looks.contact OUTPUT SHEETS [--grey]`.

One sheet a PDF, all its pages side by side, in colour and as a copier prints them; Word files are shown by LibreOffice
where there is one.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image

_ACROSS = 4
_GAP = 8


def sheet(pdf: Path, *, scale: float, grey: bool) -> Image.Image:
    """All pages of a PDF in rows of four."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.render(scale=scale, may_draw_forms=True).to_pil() for page in document]
    width, height = (max(side) + _GAP for side in zip(*(page.size for page in pages), strict=True))
    across = min(_ACROSS, len(pages))
    whole = Image.new("RGB", (width * across, height * -(-len(pages) // across)), "#888888")
    for index, page in enumerate(pages):
        spot = (index % across * width + _GAP // 2, index // across * height + _GAP // 2)
        whole.paste(page.convert("L").convert("RGB") if grey else page, spot)
    return whole


def shown_by_office(files: list[Path], folder: Path) -> list[Path]:
    """Word files as PDFs; none where LibreOffice is not installed."""
    office = shutil.which("soffice")
    if office is None or not files:
        return []
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    command = [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return sorted(folder.glob("*.pdf"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("built", type=Path)
    parser.add_argument("sheets", type=Path)
    parser.add_argument("--grey", action="store_true", help="as a copier without colours prints it")
    parser.add_argument("--scale", type=float, default=0.6, help="1.0 is 72 dots an inch")
    options = parser.parse_args()
    options.sheets.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        shown = [(path, path.stem) for path in sorted(options.built.rglob("*.pdf"))]
        words = sorted(options.built.rglob("*.docx"))
        shown += [(path, f"{path.stem}-word") for path in shown_by_office(words, Path(scratch))]
        for path, name in shown:
            sheet(path, scale=options.scale, grey=options.grey).save(options.sheets / f"{name}.png")
            print(options.sheets / f"{name}.png")


if __name__ == "__main__":
    main()
