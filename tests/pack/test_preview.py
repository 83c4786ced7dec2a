"""A preview: the page that would be built, in a private file that stays until the next one takes its place."""

from __future__ import annotations

import os
import tempfile
import webbrowser
from pathlib import Path
from typing import Any

import pytest

from lessonpack.diagnostics import LessonPackError
from lessonpack.pack import PackFile, PackRequest, build
from lessonpack.preview import preview_folder, put_preview
from lessonpack.project import Project
from tests.gate.projects import a_project, change
from tests.gate.test_gate import FULL
from tests.modules import TODAY, a_definition, module_data
from tests.pack.test_cli import DAY, Answer, run

__all__ = ["run"]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    addresses: list[str] = []

    def noted(address: str) -> bool:
        addresses.append(address)
        return True

    monkeypatch.setattr(webbrowser, "open", noted)
    return addresses


def page(name: str = "x-C-student.html", data: bytes = b"<!DOCTYPE html>") -> PackFile:
    return PackFile(name, data, "student", "C", "core", "html", None, True)


def path_in(answer: Answer) -> Path:
    return Path(answer.out.strip())


def test_a_preview_is_the_page_that_a_build_makes_and_the_browser_opens_it(
    run: Any, tmp_path: Path, temporary: Path, opened: list[str]
) -> None:
    project = a_project(tmp_path / "p", FULL)
    answer = run("preview", "sample", "--band", "C", "--project", project.folder, *DAY)
    path = path_in(answer)
    assert answer.code == 0
    assert opened == [path.as_uri()]
    assert path.is_relative_to(temporary)
    asked = PackRequest(TODAY, ("C",), ("student",), ("html",))
    (file,) = build(Project(project.folder), "sample", asked).files
    assert path.read_bytes() == file.data
    assert b"DRAFT" in file.data


def test_without_opening_the_path_alone_is_printed(
    run: Any, tmp_path: Path, temporary: Path, opened: list[str]
) -> None:
    folder = a_project(tmp_path / "p", FULL).folder
    asked = ("--document", "teacher", "--level", "easy", "--no-open")
    answer = run("preview", "sample", *asked, "--project", folder, *DAY)
    assert (answer.code, opened, path_in(answer).name) == (0, [], "staying-safe-9-A-teacher.html")


def test_where_no_browser_answers_the_file_is_still_there(
    run: Any, tmp_path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda _: False)
    folder = a_project(tmp_path / "p", FULL).folder
    answer = run("preview", "sample", "--project", folder, *DAY)
    assert (answer.code, path_in(answer).is_file()) == (0, True)
    assert "no browser answers here" in answer.err


def test_without_a_band_the_youngest_that_gets_the_document_is_shown(run: Any, tmp_path: Path, temporary: Path) -> None:
    words = {"C": "Someone.", "D": {"core": "A person who listens.", "easy": "Someone."}}
    data = module_data(a_definition("d1", topics={"grooming": 2, "personal_safety": 1}, text=words))
    asked = ("--no-open", "--project", a_project(tmp_path / "p", data).folder, *DAY)
    assert path_in(run("preview", "sample", *asked)).name == "staying-safe-9-C-student.html"
    assert path_in(run("preview", "sample", "--level", "easy", *asked)).name == "staying-safe-9-D-student-easy.html"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--band", "A"), "there is no student document here; `lessonpack show sample` says"),
        (("--band", "C", "--level", "easy"), "there is no student document in easy words here"),
        (("--band", "Z"), "there is no band 'Z'; known: A, B, C, D"),
    ],
)
def test_what_nobody_gets_cannot_be_previewed(
    run: Any, tmp_path: Path, temporary: Path, options: tuple[str, ...], said: str
) -> None:
    data = module_data(a_definition("d1", topics={"grooming": 2, "personal_safety": 1}))
    folder = a_project(tmp_path / "p", data).folder
    answer = run("preview", "sample", *options, "--project", folder, *DAY)
    assert (answer.code, answer.out) == (2, ""), answer.err
    assert said in answer.err
    assert list(temporary.iterdir()) == []


def test_what_the_gate_refuses_is_not_shown(run: Any, tmp_path: Path, temporary: Path) -> None:
    project = change(a_project(tmp_path / "p", FULL), "student.html.j2", "{{ b.help(pack) }}", "")
    answer = run("preview", "sample", "--band", "C", "--project", project.folder, *DAY)
    assert (answer.code, answer.out) == (1, "")
    assert "error gate/" in answer.err
    assert list(temporary.iterdir()) == []


# ---- the file --------------------------------------------------------------------------------------------------------


def test_the_next_preview_of_a_project_takes_the_place_of_the_one_before(tmp_path: Path, temporary: Path) -> None:
    first = put_preview(page(), tmp_path)
    assert put_preview(page(data=b"new"), tmp_path) == first
    assert first.read_bytes() == b"new"
    other = put_preview(page("x-D-student.html"), tmp_path)
    assert list(first.parent.iterdir()) == [other]
    assert put_preview(page(), tmp_path / "another").parent != first.parent


@pytest.mark.skipif(os.name == "nt", reason="Windows gives each user a folder for temporary files")
def test_nobody_else_can_read_a_preview(tmp_path: Path, temporary: Path) -> None:
    path = put_preview(page(), tmp_path)
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


@pytest.mark.skipif(os.name == "nt", reason="Windows gives each user a folder for temporary files")
def test_a_link_that_somebody_laid_out_is_not_followed(tmp_path: Path, temporary: Path) -> None:
    trap = tmp_path / "trap"
    trap.mkdir()
    preview_folder(tmp_path).symlink_to(trap)
    with pytest.raises(LessonPackError, match="env/cannot-write"):
        put_preview(page(), tmp_path)
    assert list(trap.iterdir()) == []


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path, temporary: Path) -> None:
    preview_folder(tmp_path).write_bytes(b"mine")
    with pytest.raises(LessonPackError) as caught:
        put_preview(page(), tmp_path)
    assert [d.code for d in caught.value.diagnostics] == ["env/cannot-write"]
    assert preview_folder(tmp_path).read_bytes() == b"mine"
