"""`build --duplex --booklet --n-up`: sheets beside the students' PDFs, recorded, renewed and removed with them."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from lessonpack.cli import main
from lessonpack.diagnostics import LessonPackError
from lessonpack.pack import Pack, PackRequest, build
from lessonpack.printing.impose import PrintForm
from lessonpack.write.readback import UnreadableError
from lessonpack.write.writer import PrintPlan
from tests.gate.projects import a_project
from tests.gate.test_gate import FULL
from tests.modules import TODAY

REQUEST = PackRequest(TODAY, bands=("C",), formats=("pdf",), print_forms=(PrintForm.BOOKLET, PrintForm.FOUR_UP))
SHEETS = ("staying-safe-9-C-student-booklet-print-only.pdf", "staying-safe-9-C-student-4up-print-only.pdf")


def a_pack(folder: Path, request: PackRequest = REQUEST) -> Pack:
    return build(a_project(folder, FULL), "sample", request)


def words_of(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as pdf:
        return sorted(word for page in pdf for word in page.get_textpage().get_text_range().split())


def test_sheets_stand_beside_the_students_pdf_and_nothing_is_made_of_the_teachers(tmp_path: Path) -> None:
    files = {file.name: file for file in a_pack(tmp_path).files}
    assert {name for name, file in files.items() if file.print_form} == set(SHEETS)
    assert [files[name].print_form for name in SHEETS] == ["booklet", "4up"]
    pages = files["staying-safe-9-C-student.pdf"].pages
    assert pages
    assert [files[name].pages for name in SHEETS] == [2 * -(-pages // 4), -(-pages // 4)]
    assert all(files[name].is_draft for name in SHEETS)


def test_sheets_say_what_the_gate_has_admitted_and_no_more(tmp_path: Path) -> None:
    files = {file.name: file.data for file in a_pack(tmp_path).files}
    admitted = words_of(files["staying-safe-9-C-student.pdf"])
    assert [words_of(files[name]) for name in SHEETS] == [admitted, admitted]


def test_no_sheets_are_made_of_what_the_gate_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        pytest.fail("sheets of a file that may not leave")

    def unreadable(*_: object) -> None:
        raise UnreadableError("another header")

    monkeypatch.setattr("lessonpack.pack.impose", never)
    monkeypatch.setattr("lessonpack.pack.spoken", unreadable)
    with pytest.raises(LessonPackError) as caught:
        a_pack(tmp_path)
    assert "gate/unreadable" in {finding.code for finding in caught.value.diagnostics}


def test_sheets_are_the_same_bytes_each_time(tmp_path: Path) -> None:
    one, other = ([file.data for file in a_pack(tmp_path / name).files] for name in "ab")
    assert one == other


def test_a_pack_for_both_sides_says_so_in_every_file(tmp_path: Path) -> None:
    pack = a_pack(tmp_path, PackRequest(TODAY, bands=("C",), formats=("pdf",), plan=PrintPlan(True, 3)))
    for file in pack.files:
        with pikepdf.open(io.BytesIO(file.data)) as pdf:
            wishes = pdf.Root.ViewerPreferences
            assert (str(wishes.Duplex), int(wishes.NumCopies)) == ("/DuplexFlipLongEdge", 3)


# ---- on the command line ---------------------------------------------------------------------------------------------


def run(folder: Path, *options: str) -> Any:
    """The exit code; files go to `out` in the project's folder."""
    asked = ["build", "sample", "--project", str(folder), "--out", str(folder / "out"), "--today", TODAY.isoformat()]
    with pytest.raises(SystemExit) as end:
        main([*asked, "--band", "C", "--format", "pdf", *options])
    return end.value.code or 0


def test_a_build_records_its_sheets_and_a_later_one_without_them_removes_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = a_project(tmp_path, FULL).folder, tmp_path / "out/staying-safe-9"
    assert run(folder, "--booklet", "--n-up", "4", "--duplex") == 0
    assert f"sides  {out.as_posix()}/{SHEETS[0]}" in capsys.readouterr().out
    record = json.loads((out / "pack.json").read_bytes())
    forms = {file["path"]: (file["print_form"], file["duplex"]) for file in record["files"]}
    assert [forms[name] for name in SHEETS] == [("booklet", True), ("4up", True)]
    assert forms["staying-safe-9-C-student.pdf"] == (None, True)
    assert "pikepdf" in record["versions"]
    assert run(folder) == 0
    assert not any((out / name).exists() for name in SHEETS)
    assert "output/removed" in capsys.readouterr().err


def test_sheets_of_files_to_fill_in_are_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(a_project(tmp_path, FULL).folder, "--booklet", "--fillable") == 2
    assert "sheets to print are not filled in on a screen" in capsys.readouterr().err
