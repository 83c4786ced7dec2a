"""The wheel carries the shipped content and templates, and finds them; a checkout finds its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from lessonpack.project import shipped_root

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*command, "--wheel-dir", str(folder), str(ROOT)], check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    return made


def shipped_files() -> dict[str, bytes]:
    found = [p for top in ("content", "templates") for p in (ROOT / top).rglob("*") if p.is_file()]
    return {f"lessonpack/shipped/{p.relative_to(ROOT).as_posix()}": p.read_bytes() for p in found}


def test_a_checkout_finds_its_own_content_and_templates() -> None:
    assert shipped_root() == ROOT


def test_the_wheel_carries_the_shipped_files_byte_for_byte(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        carried = {n: archive.read(n) for n in archive.namelist() if n.startswith("lessonpack/shipped/")}
    assert carried == shipped_files()


def test_the_wheel_carries_no_tests_and_no_output(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"lessonpack"}


def test_an_installed_copy_builds_in_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    installed, empty = tmp_path / "installed", tmp_path / "empty"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    empty.mkdir()
    command = [sys.executable, "-m", "lessonpack", "build", "--band", "C", "--today", "2026-11-01"]
    command += ["--format", "docx", "--format", "html"]
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    done = subprocess.run(command, cwd=empty, env=environment, capture_output=True, text=True, check=False)
    modules = (path.read_text("utf-8") for path in ROOT.glob("content/*/module.yaml"))
    codes = sorted(re.findall(r"^code: (.*)$", text, re.MULTILINE)[0] for text in modules)
    assert (done.returncode, sorted(p.name for p in empty.glob("output/*"))) == (0, codes), done.stderr


def test_an_installed_copy_names_its_own_files_as_such(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "installed")}
    command = [sys.executable, "-m", "lessonpack", "where", "policy.yaml"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    shipped = (tmp_path / "installed/lessonpack/shipped").as_posix()
    assert done.stdout == (
        "   content/policy.yaml  (your project): not there\n"
        "-> lessonpack:content/policy.yaml  (comes with lessonpack): chosen\n"
        f"lessonpack: stands for the folder {shipped}\n"
    )
