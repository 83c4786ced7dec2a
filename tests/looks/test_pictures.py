"""Pages look as the pictures in the README show them, but for what a renderer may round."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageChops

from tests.looks.pictures import FOLDER, PICTURES, pictures

TOLERANCE = 0.005
"""Share of pixels that may differ."""
VISIBLE = 48
"""Of 255 levels: how far a pixel may be off before it counts, since the kept pictures have few colours."""
MODULES = sorted({picture.module for picture in PICTURES})


def difference(one: Image.Image, other: Image.Image) -> float:
    """Share of the pixels that look different; 1.0 for pictures of different sizes."""
    if one.size != other.size:
        return 1.0
    apart = ImageChops.difference(one.convert("L"), other.convert("L"))
    return sum(apart.histogram()[VISIBLE:]) / (one.width * one.height)


@pytest.mark.parametrize("module", MODULES)
def test_pages_look_as_their_pictures_show(module: str, tmp_path: Path) -> None:
    for name, picture in pictures(module).items():
        kept = FOLDER / f"{name}.png"
        with Image.open(kept) as before:
            share = difference(picture, before.convert("RGB"))
        if share > TOLERANCE:
            picture.save(tmp_path / f"{name}.png")
        accepting = "look at it, and accept with: python -m tests.looks.pictures"
        assert share <= TOLERANCE, f"{share:.1%} of {kept.name} differs from {tmp_path / kept.name}; {accepting}"


def test_a_moved_line_is_seen() -> None:
    with Image.open(FOLDER / "student-help.png") as kept:
        page = kept.convert("RGB")
    moved = ImageChops.offset(page, 0, 6)
    assert difference(page, page) == 0.0
    assert difference(page, moved) > TOLERANCE
    assert difference(page, page.resize((10, 10))) == 1.0


def test_pictures_are_small() -> None:
    assert {path.stem for path in FOLDER.glob("*.png")} == {picture.name for picture in PICTURES}
    assert all(path.stat().st_size <= 40_000 for path in FOLDER.glob("*.png"))
