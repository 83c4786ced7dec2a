"""Saving a pack: all files or none, nothing of a teacher's lost, nothing removed that is not the pack's."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import lessonpack.userfolder
from lessonpack.diagnostics import Diagnostic, LessonPackError, Span, warning
from lessonpack.output import MANIFEST, save
from lessonpack.pack import Pack, PackFile, PackRequest
from lessonpack.project import STANDARD
from lessonpack.select.selection import Omission, Reason
from lessonpack.userfolder import FOLDER_VARIABLE, alone_in
from tests.modules import ROOT, TODAY

CODE = "staying-safe-9"


def a_file(band: str, data: bytes, document: str = "student", ending: str = "docx") -> PackFile:
    name = f"{CODE}-{band}-{document}.{ending}"
    return PackFile(name, data, document, band, "core", ending, 2 if ending == "pdf" else None, is_draft=True)


def a_pack(*files: PackFile, bands: str = "C", **changes: Any) -> Pack:
    pack = Pack("sample", CODE, 3, "rules", 2, "a4", files, dict.fromkeys(bands, ()))
    return replace(pack, **changes)


REQUEST = PackRequest(TODAY)


def saved(
    out: Path, *files: PackFile, bands: str = "C", request: PackRequest = REQUEST, theme: str = STANDARD
) -> tuple[Diagnostic, ...]:
    return save(a_pack(*files, bands=bands, theme=theme), request, out)[1]


def contents(out: Path) -> dict[str, bytes]:
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()}


def names(out: Path) -> list[str]:
    return sorted(p.name for p in (out / CODE).iterdir())


# ---- the record ------------------------------------------------------------------------------------------------------


def test_the_record_says_what_was_made_of_what_and_what_was_withheld(tmp_path: Path) -> None:
    omitted = (
        Omission("d1", "definition", Reason.ABOVE_CEILING, topic="grooming", found=3, limit=1),
        Omission("q1", "question", Reason.NEEDS_WITHHELD, needs="d1"),
        Omission("h1", "help line", Reason.NOT_CHECKED),
    )
    told = warning("reading/no-easy", Span("content/sample/module.yaml", 4, 5), "`d2` has no easy words", hint="x")
    pack = a_pack(
        a_file("C", b"pdf", ending="pdf"),
        a_file("C", b"docx"),
        bands="AC",
        omissions={"A": (), "C": omitted},
        empty_bands=("A",),
        diagnostics=(told,),
    )
    record, _ = save(pack, REQUEST, tmp_path)
    versions = record.pop("versions")
    assert sorted(versions) == [
        "babel", "jinja2", "lessonpack", "pillow", "pymupdf-fonts", "python-docx", "reportlab"
    ]  # fmt: skip
    entry = {
        "document": "student",
        "band": "C",
        "level": "core",
        "draft": True,
        "today": "2026-11-01",
        "theme": "standard",
        "duplex": False,
        "fillable": False,
        "print_form": None,
    }
    nothing = {"topic": None, "found": None, "limit": None, "needs": None}
    assert record == {
        "lessonpack": 1,
        "module": {"id": "sample", "code": CODE, "version": 3},
        "policy": {"id": "rules", "version": 2},
        "today": "2026-11-01",
        "paper": "a4",
        "templates": "standard",
        "pack_file": None,
        "files": [
            {
                **entry,
                "path": f"{CODE}-C-student.docx",
                "sha256": sha256(b"docx").hexdigest(),
                "size": 4,
                "format": "docx",
                "pages": None,
            },
            {
                **entry,
                "path": f"{CODE}-C-student.pdf",
                "sha256": sha256(b"pdf").hexdigest(),
                "size": 3,
                "format": "pdf",
                "pages": 2,
            },
        ],
        "bands_without_files": ["A"],
        "omissions": [
            {"band": "C", "item": "d1", "kind": "definition", "reason": "above-ceiling", "topic": "grooming",
             "found": 3, "limit": 1, "needs": None},
            {"band": "C", "item": "q1", "kind": "question", "reason": "needs-withheld", **nothing, "needs": "d1"},
            {"band": "C", "item": "h1", "kind": "help line", "reason": "not-checked", **nothing},
        ],
        "diagnostics": [
            {"code": "reading/no-easy", "severity": "warning", "file": "content/sample/module.yaml", "line": 4,
             "column": 5, "end_column": 6, "item": None},
        ],
    }  # fmt: skip
    assert json.loads((tmp_path / CODE / "pack.json").read_bytes()) == {**record, "versions": versions}


def test_a_pack_without_files_makes_no_folder(tmp_path: Path) -> None:
    assert saved(tmp_path) == ()
    assert list(tmp_path.iterdir()) == []


def test_saving_twice_changes_nothing_and_tells_nothing(tmp_path: Path) -> None:
    saved(tmp_path, a_file("C", b"one"))
    before = contents(tmp_path)
    assert saved(tmp_path, a_file("C", b"one")) == ()
    assert contents(tmp_path) == before


# ---- what was there --------------------------------------------------------------------------------------------------


def test_a_file_that_was_changed_by_hand_is_kept_under_another_name_and_told(tmp_path: Path) -> None:
    saved(tmp_path, a_file("C", b"one"))
    path = tmp_path / CODE / f"{CODE}-C-student.docx"
    for edition in (b"mine", b"mine, again"):
        path.write_bytes(edition)
        (told,) = saved(tmp_path, a_file("C", b"two"))
        assert told.code == "output/edited"
        assert "is kept as staying-safe-9-C-student (edited " in told.message
    found = contents(tmp_path / CODE)
    assert found.pop("pack.json")
    assert found == {
        path.name: b"two",
        f"{CODE}-C-student (edited 1).docx": b"mine",
        f"{CODE}-C-student (edited 2).docx": b"mine, again",
    }


def test_a_file_that_somebody_put_where_a_document_goes_is_kept_too(tmp_path: Path) -> None:
    path = tmp_path / CODE / f"{CODE}-C-student.docx"
    path.parent.mkdir()
    path.write_bytes(b"mine")
    assert [d.code for d in saved(tmp_path, a_file("C", b"one"))] == ["output/edited"]
    assert contents(tmp_path / CODE)[f"{CODE}-C-student (edited 1).docx"] == b"mine"


def test_files_that_the_asked_scope_no_longer_makes_are_removed_and_others_stay(tmp_path: Path) -> None:
    everything = (a_file("C", b"1"), a_file("C", b"2", ending="pdf"), a_file("C", b"3", "teacher"), a_file("D", b"4"))
    saved(tmp_path, *everything, bands="CD")
    (tmp_path / CODE / "notes.txt").write_bytes(b"mine")
    asked = replace(REQUEST, formats=("docx",), documents=("student",))
    told = saved(tmp_path, bands="C", request=asked)
    assert [(d.code, d.span) for d in told] == [("output/removed", Span(f"{CODE}-C-student.docx"))]
    assert names(tmp_path) == ["notes.txt", "pack.json", *sorted(f.name for f in everything[1:])]
    record = json.loads((tmp_path / CODE / "pack.json").read_bytes())
    assert [entry["path"] for entry in record["files"]] == sorted(f.name for f in everything[1:])


def test_files_to_fill_in_on_a_screen_and_files_to_print_do_not_drive_each_other_out(tmp_path: Path) -> None:
    printed = a_file("C", b"1", ending="pdf")
    filled = replace(printed, name=f"{CODE}-C-student-fillable.pdf", is_fillable=True)
    old = a_file("C", b"3", "cards", "pdf")
    saved(tmp_path, printed, old, a_file("C", b"2"))
    on_screen = replace(REQUEST, is_fillable=True)
    assert saved(tmp_path, filled, a_file("C", b"2"), request=on_screen) == ()
    assert {printed.name, filled.name, old.name} <= set(names(tmp_path))
    assert [d.code for d in saved(tmp_path, printed, a_file("C", b"2"))] == ["output/removed"]
    assert {printed.name, filled.name} <= set(names(tmp_path))
    assert old.name not in names(tmp_path)


def test_a_file_out_of_scope_that_was_changed_by_hand_is_left_where_it_is(tmp_path: Path) -> None:
    saved(tmp_path, a_file("C", b"1"))
    (tmp_path / CODE / f"{CODE}-C-student.docx").write_bytes(b"mine")
    assert [d.code for d in saved(tmp_path, bands="C")] == ["output/edited"]
    assert contents(tmp_path / CODE)[f"{CODE}-C-student.docx"] == b"mine"


def test_a_record_keeps_no_file_that_somebody_has_deleted(tmp_path: Path) -> None:
    saved(tmp_path, a_file("C", b"1"), a_file("D", b"2"), bands="CD")
    (tmp_path / CODE / f"{CODE}-D-student.docx").unlink()
    saved(tmp_path, a_file("C", b"1"), bands="C")
    record = json.loads((tmp_path / CODE / "pack.json").read_bytes())
    assert [entry["path"] for entry in record["files"]] == [f"{CODE}-C-student.docx"]


def test_each_theme_has_a_folder_of_its_own_and_one_record_lists_them_all(tmp_path: Path) -> None:
    large = replace(a_pack(a_file("C", b"large")), theme="large-print")
    save(a_pack(a_file("C", b"1"), a_file("D", b"2"), bands="CD"), REQUEST, tmp_path)
    record, told = save(large, replace(REQUEST, theme="large-print"), tmp_path)
    paths = [f"large-print/{CODE}-C-student.docx", f"{CODE}-C-student.docx", f"{CODE}-D-student.docx"]
    assert told == ()
    assert [(entry["path"], entry["theme"]) for entry in record["files"]] == [
        (paths[0], "large-print"), (paths[1], "standard"), (paths[2], "standard")
    ]  # fmt: skip
    assert sorted(contents(tmp_path / CODE)) == sorted([*paths, "pack.json"])


def test_a_file_of_a_theme_that_is_not_made_any_more_or_was_changed_is_treated_like_any_other(tmp_path: Path) -> None:
    request = replace(REQUEST, theme="plain")
    save(replace(a_pack(a_file("C", b"1"), a_file("C", b"2", ending="pdf")), theme="plain"), request, tmp_path)
    (tmp_path / CODE / f"plain/{CODE}-C-student.docx").write_bytes(b"mine")
    _, told = save(replace(a_pack(a_file("C", b"3")), theme="plain"), request, tmp_path)
    assert [d.code for d in told] == ["output/edited", "output/removed"]
    assert {p.name: p.read_bytes() for p in (tmp_path / CODE / "plain").iterdir()} == {
        f"{CODE}-C-student.docx": b"3",
        f"{CODE}-C-student (edited 1).docx": b"mine",
    }


VICTIM = b"precious"


@pytest.mark.parametrize(
    "path",
    ["../victim.docx", "{out}/victim.docx", "..", ".", "", "sub/victim.docx", "victim.docx", 5, None, ["x"],
     f"../{CODE}-x.docx", f"{CODE}-\0.docx"],
)  # fmt: skip
@pytest.mark.parametrize("damage", [{}, {"band": ["C"]}, {"sha256": 7}, {"document": None}])
def test_nothing_is_removed_on_the_word_of_a_record_that_is_not_the_packs(
    tmp_path: Path, path: Any, damage: dict[str, Any]
) -> None:
    folder = tmp_path / CODE
    (folder / "sub").mkdir(parents=True)
    victims = [
        tmp_path / "victim.docx",
        folder / "victim.docx",
        folder / "sub/victim.docx",
        tmp_path / f"{CODE}-x.docx",
    ]
    for victim in victims:
        victim.write_bytes(VICTIM)
    named = path.format(out=tmp_path) if isinstance(path, str) else path
    entry = {"path": named, "sha256": sha256(VICTIM).hexdigest(), "document": "student", "band": "C", "format": "docx"}
    (folder / "pack.json").write_text(json.dumps({"files": [{**entry, **damage}]}))
    saved(tmp_path, a_file("C", b"1"))
    assert [victim.read_bytes() for victim in victims] == [VICTIM] * len(victims)


@pytest.mark.parametrize("record", ["", "[]", "{}", "null", '{"files": 5}', '{"files": [5]}', "\0", "[" * 100_000])
def test_a_broken_record_is_no_record(tmp_path: Path, record: str) -> None:
    (tmp_path / CODE).mkdir()
    (tmp_path / CODE / "pack.json").write_text(record)
    assert saved(tmp_path, a_file("C", b"1")) == ()
    assert json.loads((tmp_path / CODE / "pack.json").read_bytes())["lessonpack"] == 1


# ---- when something goes wrong ---------------------------------------------------------------------------------------

NEW = (a_file("C", b"new 1"), a_file("C", b"new 2", ending="pdf"), a_file("D", b"new 3"))


def prepared(out: Path) -> dict[str, bytes]:
    """A folder with an earlier build, one file of which was changed by hand and one of which is now stale."""
    saved(out, a_file("C", b"1"), a_file("C", b"2", ending="pdf"), a_file("C", b"3", "teacher"), bands="CD")
    (out / CODE / f"{CODE}-C-student.pdf").write_bytes(b"mine")
    return contents(out)


class Fault:
    """Lets a function of `os` fail at its n-th call, and never again."""

    def __init__(self, real: Callable[..., Any], number: int, failure: BaseException) -> None:
        self.real, self.number, self.failure, self.calls = real, number, failure, 0

    def __call__(self, *arguments: Any) -> Any:
        self.calls += 1
        if self.calls == self.number:
            raise self.failure
        return self.real(*arguments)


def how_often(out: Path, monkeypatch: pytest.MonkeyPatch, function: str) -> int:
    prepared(out)
    counter = Fault(getattr(os, function), -1, OSError())
    with monkeypatch.context() as patch:
        patch.setattr(f"lessonpack.output.os.{function}", counter)
        saved(out, *NEW, bands="CD")
    return counter.calls


@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), PermissionError(13, "in use", "x.docx")])
@pytest.mark.parametrize("function", ["replace", "fsync"])
def test_whichever_step_fails_everything_is_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, function: str, failure: OSError
) -> None:
    calls = how_often(tmp_path / "count", monkeypatch, function)
    assert calls >= 2
    for number in range(1, calls + 1):
        out = tmp_path / str(number)
        before = prepared(out)
        with monkeypatch.context() as patch:
            patch.setattr(f"lessonpack.output.os.{function}", Fault(getattr(os, function), number, failure))
            with pytest.raises(LessonPackError) as caught:
                saved(out, *NEW, bands="CD")
        assert [d.code for d in caught.value.diagnostics] == [
            "env/locked" if isinstance(failure, PermissionError) else "env/cannot-write"
        ]
        assert contents(out) == before


def test_an_interruption_leaves_everything_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = prepared(tmp_path)
    monkeypatch.setattr("lessonpack.output.os.replace", Fault(os.replace, 4, KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        saved(tmp_path, *NEW, bands="CD")
    assert contents(tmp_path) == before


def test_a_first_build_that_fails_leaves_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lessonpack.output.os.replace", Fault(os.replace, 2, OSError(28, "full")))
    with pytest.raises(LessonPackError):
        saved(tmp_path, *NEW, bands="CD")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", [NEW[0].name, NEW[2].name, "pack.json"])
def test_a_folder_in_the_place_of_a_file_is_left_alone_and_stops_the_build(tmp_path: Path, name: str) -> None:
    (tmp_path / CODE / name).mkdir(parents=True)
    (tmp_path / CODE / name / "inside.txt").write_bytes(b"mine")
    before = contents(tmp_path)
    with pytest.raises(LessonPackError) as caught:
        saved(tmp_path, *NEW, bands="CD")
    assert [d.code for d in caught.value.diagnostics] == ["env/cannot-write"]
    assert contents(tmp_path) == before


def test_a_file_in_the_place_of_the_folder_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / CODE).write_bytes(b"mine")
    with pytest.raises(LessonPackError) as caught:
        saved(tmp_path, *NEW, bands="CD")
    assert [d.code for d in caught.value.diagnostics] == ["env/cannot-write"]
    assert contents(tmp_path) == {CODE: b"mine"}


def test_a_pack_does_not_take_over_the_folder_of_another_module_with_its_code(tmp_path: Path) -> None:
    before = prepared(tmp_path)
    record = tmp_path / CODE / "pack.json"
    changed = record.read_text(encoding="utf-8").replace('"id": "sample"', '"id": "another"')
    assert '"id": "another"' in changed
    record.write_text(changed, encoding="utf-8")
    with pytest.raises(LessonPackError) as caught:
        saved(tmp_path, *NEW, bands="CD")
    assert [d.code for d in caught.value.diagnostics] == ["project/duplicate-code"]
    assert {name for name, data in contents(tmp_path).items() if data != before.get(name)} == {f"{CODE}/pack.json"}


# ---- side by side ----------------------------------------------------------------------------------------------------

SAVES = """
import sys, pathlib
from tests.pack.test_output import a_file, saved
out, theme, rounds = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
told = []
for number in range(rounds):
    told += saved(out, a_file("C", theme.encode() + bytes([number])), theme=theme)
print([finding.code for finding in told])
"""


def test_builds_side_by_side_into_one_folder_wait_for_each_other(tmp_path: Path) -> None:
    """Each leaves in the record what the other has made: else the next build would take that for edited by hand."""
    themes, rounds = ("plain", "large-print", "ink-saver"), 40
    command = [sys.executable, "-c", SAVES, str(tmp_path)]
    with ExitStack() as running:
        builds = [
            running.enter_context(
                subprocess.Popen(
                    [*command, theme, str(rounds)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
                )
            )
            for theme in themes
        ]
        for build in builds:
            assert build.stdout is not None
            assert build.stdout.readline() == "ready\n"
        for build in builds:
            assert build.stdin is not None
            build.stdin.write("go\n")
            build.stdin.flush()
        answers = [build.communicate()[0] for build in builds]
    assert answers == ["[]\n"] * len(themes)
    recorded = json.loads((tmp_path / CODE / MANIFEST).read_bytes())
    assert {entry["path"] for entry in recorded["files"]} == {f"{theme}/{CODE}-C-student.docx" for theme in themes}


def test_a_build_that_does_not_end_is_told_and_not_waited_for_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lessonpack.userfolder, "_WAIT_SECONDS", 0.1)
    with alone_in(tmp_path / CODE), pytest.raises(LessonPackError) as fault:
        saved(tmp_path, a_file("C", b"one"))
    assert [d.code for d in fault.value.diagnostics] == ["env/locked"]
    assert "another build is writing into" in fault.value.diagnostics[0].message
    assert not (tmp_path / CODE).exists()
    saved(tmp_path, a_file("C", b"one"))


def test_where_no_lock_can_be_had_a_build_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "c").write_text("a file where the folder would be", encoding="utf-8")
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "c"))
    saved(tmp_path / "out", a_file("C", b"one"))
    assert names(tmp_path / "out") == ["pack.json", f"{CODE}-C-student.docx"]
