"""Packs that need not be built again: always what a build from nothing would give, and nothing taken on trust."""

from __future__ import annotations

import json
import marshal
import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import lessonpack.cache
from lessonpack.cli import main
from lessonpack.project import shipped_root
from lessonpack.render.sandbox import Sandbox
from lessonpack.userfolder import FOLDER_VARIABLE
from tests.gate.projects import a_project
from tests.gate.test_gate import FULL
from tests.letterhead.makers import a_letterhead
from tests.modules import TODAY, a_definition, module_data
from tests.theme.test_school import a_picture, a_school

STOOD = ", as they stood"


def a_module(name: str, code: str) -> dict[str, Any]:
    return {**module_data(a_definition("d1", topics={})), "id": name, "code": code}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project of two modules, with a school's logo outside of the templates and a second theme."""
    folder = a_project(tmp_path / "p", a_module("one", "pack-1"), {**FULL, "id": "two", "code": "pack-2"}).folder
    (folder / "pictures").mkdir()
    (folder / "pictures/logo.png").write_bytes(a_picture())
    own = folder / "templates/standard/themes/school.yaml"
    own.write_text(a_school(file="../../../pictures/logo.png"), encoding="utf-8")
    (folder / "packs").mkdir()
    (folder / "packs/small.yaml").write_text("lessonpack: '1'\nbands: [C]\n", encoding="utf-8")
    return folder


class Built:
    def __init__(self, code: object, out: str, err: str, files: dict[str, bytes]) -> None:
        self.code, self.err, self.files = code, err, files
        self.stood = {line.split(" ")[0].rstrip(":") for line in out.splitlines() if line.endswith(STOOD)}
        self.said = out.replace(STOOD, "")


Build = Callable[..., Built]


@pytest.fixture
def build(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Build:
    """Builds band C of both modules as Word files, unless asked otherwise, into `out` of the folder that is given."""

    def build(place: Path, *options: object, **shared: str) -> Built:
        place.mkdir(exist_ok=True)
        monkeypatch.chdir(place)
        asked = {"--band": "C", "--format": "docx", "--today": TODAY.isoformat(), "--project": folder, **shared}
        flat = [part for option in asked.items() if option[1] for part in option]
        with pytest.raises(SystemExit) as end:
            main(["build", *map(str, (*flat, *options)), "--out", "out"])
        said = capsys.readouterr()
        files = {p.relative_to(place).as_posix(): p.read_bytes() for p in place.rglob("*") if p.is_file()}
        return Built(end.value.code or 0, said.out, said.err, files)

    return build


def alike(one: Built, other: Built) -> bool:
    return (one.code, one.said, one.err, one.files) == (other.code, other.said, other.err, other.files)


def test_what_stands_is_left_alone_and_told_as_if_it_were_built(build: Build, tmp_path: Path) -> None:
    place = tmp_path / "a"
    first = build(place)
    times = {path: path.stat().st_mtime_ns for path in place.rglob("*")}
    again = build(place)
    assert (first.stood, again.stood) == (set(), {"one", "two"})
    assert alike(first, again)
    assert first.err
    assert {path: path.stat().st_mtime_ns for path in place.rglob("*")} == times


def test_rebuild_builds_anew(build: Build, tmp_path: Path) -> None:
    assert build(tmp_path / "a").stood == set()
    assert build(tmp_path / "a", "--rebuild").stood == set()
    assert build(tmp_path / "a").stood == {"one", "two"}


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def a_signature(folder: Path) -> None:
    signed = {"lessonpack": "1", "signatures": []}
    (folder / "content/one/signoff.yaml").write_text(json.dumps(signed), encoding="utf-8")


def a_policy(folder: Path) -> None:
    (folder / "content/policy.yaml").write_text("lessonpack: '1'\nid: ours\nversion: 9\n", encoding="utf-8")


CHANGES: dict[str, tuple[Callable[[Path], object], set[str]]] = {
    "module": (lambda p: replaced(p / "content/one/module.yaml", "d1", "d2"), {"two"}),
    "signatures": (a_signature, {"two"}),
    "help lines": (lambda p: replaced(p / "content/help.yaml", "{", "{ "), set()),
    "policy": (a_policy, set()),
    "template": (
        lambda p: replaced(p / "templates/standard/student.html.j2", "{{ b.help(pack) }}", " {{ b.help(pack) }}"),
        set(),
    ),
    "theme": (lambda p: replaced(p / "templates/standard/theme.yaml", "accent", "accent "), set()),
    "letterhead": (lambda p: (p / "templates/standard/reference.docx").write_bytes(a_letterhead()), set()),
    "set of templates": (lambda p: shutil.copytree(p / "templates/standard", p / "templates/ours"), set()),
    "nothing": (lambda p: None, {"one", "two"}),
    "what has no say": (lambda p: (p / "notes.txt").write_text("buy chalk", encoding="utf-8"), {"one", "two"}),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_of_anything_that_has_a_say_is_built(build: Build, folder: Path, tmp_path: Path, name: str) -> None:
    change, standing = CHANGES[name]
    build(tmp_path / "a")
    change(folder)
    again = build(tmp_path / "a")
    assert again.stood == standing
    # What is told of files that are there no more is told by a build over another one alone.
    assert again.files == build(tmp_path / "b").files


def test_a_logo_anywhere_in_the_project_has_a_say(build: Build, folder: Path, tmp_path: Path) -> None:
    build(tmp_path / "a", "--theme", "school")
    assert build(tmp_path / "a", "--theme", "school").stood == {"one", "two"}
    (folder / "pictures/logo.png").write_bytes(a_picture(size=(60, 60)))
    again = build(tmp_path / "a", "--theme", "school")
    assert again.stood == set()
    assert again.files == build(tmp_path / "b", "--theme", "school").files


def test_the_program_and_the_packages_that_it_uses_have_a_say(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path / "a")
    installed = tmp_path / "site"
    monkeypatch.syspath_prepend(installed)
    (installed / "another-1.0.dist-info").mkdir(parents=True)
    lessonpack.cache._program.cache_clear()
    assert build(tmp_path / "a").stood == set()
    monkeypatch.setattr(lessonpack.cache, "__file__", str(installed / "cache.py"))
    lessonpack.cache._program.cache_clear()
    assert build(tmp_path / "a").stood == set()
    monkeypatch.undo()
    lessonpack.cache._program.cache_clear()


def test_another_way_to_build_is_built_and_each_way_is_remembered(build: Build, folder: Path, tmp_path: Path) -> None:
    """The folder is always as if all had been built from nothing, in the same order, into another."""
    (folder / "packs/large.yaml").write_text("lessonpack: '1'\nthemes: [large-print, standard]\n", encoding="utf-8")
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    ways: list[tuple[tuple[object, ...], dict[str, str], set[str]]] = [
        ((), {}, set()),
        ((), {"--band": "D"}, set()),
        ((), {}, {"one", "two"}),
        (("--theme", "plain", "--theme", "standard"), {}, set()),
        (("--theme", "plain", "--theme", "standard"), {}, {"one", "two"}),
        ((), {"--format": "html"}, set()),
        (("--document", "teacher"), {}, set()),
        (("--paper", "letter"), {}, set()),
        # The files on A4 are no longer there.
        ((), {}, set()),
        (("two",), {}, {"two"}),
        (("--json",), {}, {"one", "two"}),
        (("--pack", "small"), {"--band": ""}, set()),
        (("--pack", "large"), {}, set()),
        ((), {"--today": tomorrow}, set()),
        ((), {}, set()),
    ]
    for options, shared, standing in ways:
        made, anew = build(tmp_path / "a", *options, **shared), build(tmp_path / "b", *options, "--rebuild", **shared)
        assert alike(made, anew), (options, shared)
        if "--json" not in options:
            assert made.stood == standing, (options, shared)


def test_what_a_teacher_changed_is_kept_as_by_any_build(build: Build, tmp_path: Path) -> None:
    place = tmp_path / "a"
    build(place)
    edited = next(place.rglob("*-teacher.docx"))
    edited.write_bytes(b"my own")
    again = build(place)
    assert again.stood == {"one", "two"} - {"one" if "pack-1" in edited.name else "two"}
    assert "your version is kept as" in again.err
    assert build(place).stood == {"one", "two"}


@pytest.mark.parametrize("gone", ["pack-1/pack-1-C-teacher.docx", "pack-1/pack.json"])
def test_what_is_missing_is_built(build: Build, tmp_path: Path, gone: str) -> None:
    first = build(tmp_path / "a")
    (tmp_path / "a/out" / gone).unlink()
    again = build(tmp_path / "a")
    assert again.stood == {"two"}
    assert again.files == first.files


def test_files_of_an_earlier_state_are_removed_though_the_state_before_is_back(
    build: Build, folder: Path, tmp_path: Path
) -> None:
    """The records know the earliest state; the folder has files of a later one, which that state does not make."""
    module = folder / "content/one/module.yaml"
    before = module.read_text(encoding="utf-8")
    build(tmp_path / "a")
    first = (tmp_path / "a/out/pack-1/pack.json").read_bytes()
    recorded = json.loads(first)
    recorded["files"].append({**recorded["files"][0], "path": "pack-1-C-organisers.docx"})
    (tmp_path / "a/out/pack-1/pack.json").write_text(json.dumps(recorded), encoding="utf-8")
    assert module.read_text(encoding="utf-8") == before
    again = build(tmp_path / "a")
    assert again.stood == {"two"}
    assert (tmp_path / "a/out/pack-1/pack.json").read_bytes() == first


def test_a_folder_that_comes_with_a_project_is_not_believed(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody built, put other files into the pack with a record that fits them, and passed the folder on."""
    build(tmp_path / "a")
    forged = tmp_path / "a/out/pack-1/pack-1-C-student.docx"
    good = forged.read_bytes()
    forged.write_bytes(b"forged")
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "of the reader"))
    assert build(tmp_path / "a").stood == set()
    assert forged.read_bytes() == good


@pytest.mark.parametrize("damage", [b"", b"{}", b"\x78\x01 cut"])
def test_a_damaged_record_is_as_good_as_none(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes
) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "c"))
    first = build(tmp_path / "a")
    for path in (tmp_path / "c").glob("*.pack"):
        path.write_bytes(damage)
    again = build(tmp_path / "a")
    assert again.stood == set()
    assert alike(first, again)
    assert build(tmp_path / "a").stood == {"one", "two"}


@pytest.mark.parametrize("damage", [None, b"", b"{}", b"cut"])
def test_compiled_templates_are_kept_and_a_damaged_one_is_compiled_anew(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes | None
) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "c"))
    first = build(tmp_path / "a")
    kept = {path: path.read_bytes() for path in (tmp_path / "c").glob("*.template")}
    assert len(kept) > 2
    for path in kept if damage is not None else ():
        path.write_bytes(path.read_bytes()[:-9] if damage == b"cut" else damage or b"")
    compiled: list[str] = []
    compiling = Sandbox._generate

    def counted(sandbox: Sandbox, source: Any, name: str, *given: Any, **named: Any) -> str:
        compiled.append(name)
        return compiling(sandbox, source, name, *given, **named)

    monkeypatch.setattr(Sandbox, "_generate", counted)
    other = build(tmp_path / "b")
    assert (first.code, first.said, first.err, first.files) == (other.code, other.said, other.err, other.files)
    assert {path: path.read_bytes() for path in (tmp_path / "c").glob("*.template")} == kept
    assert len(compiled) == (0 if damage is None else len(kept))


def test_a_template_that_has_changed_and_one_of_another_program_are_compiled_anew(
    build: Build, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "c"))
    build(tmp_path / "a")
    kept = set((tmp_path / "c").glob("*.template"))
    own = folder / "templates/standard/cards.html.j2"
    own.write_text((shipped_root() / "templates/standard/cards.html.j2").read_text(encoding="utf-8") + "\n", "utf-8")
    build(tmp_path / "a")
    assert len(set((tmp_path / "c").glob("*.template")) - kept) == 1
    monkeypatch.setattr(lessonpack.cache, "_program", lambda: "another")
    build(tmp_path / "a")
    assert len(set((tmp_path / "c").glob("*.template"))) == 2 * len(kept) + 1


@pytest.mark.parametrize("place", ["p/c", "a/c", "a/out/c", "link", *(["shared"] if os.name == "posix" else [])])
def test_no_compiled_template_is_taken_from_where_others_can_write(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "own"))
    first = build(tmp_path / "b")
    kept = list((tmp_path / "own").glob("*.template"))
    code = marshal.dumps(compile("raise SystemExit('code of others ran')", "planted", "exec"))
    folder = tmp_path / place
    if place == "link":
        (tmp_path / "p/c").mkdir()
        folder.symlink_to(tmp_path / "p/c", target_is_directory=True)
    folder.mkdir(parents=True, exist_ok=True)
    if place == "shared":
        folder.chmod(0o777)
    for path in kept:
        (folder / path.name).write_bytes(sha256(code).digest() + code)
    monkeypatch.setenv(FOLDER_VARIABLE, str(folder))
    again = build(tmp_path / "a")
    assert len(kept) > 2
    assert (first.code, first.said, first.err) == (again.code, again.said, again.err)


@pytest.mark.parametrize("place", ["p/c", "a/c", "a/out/c"])
def test_no_record_is_believed_where_it_could_have_come_with_a_project(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "own"))
    build(tmp_path / "a")
    assert build(tmp_path / "a").stood == {"one", "two"}
    (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(tmp_path / "own", tmp_path / place)
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / place))
    assert build(tmp_path / "a").stood == set()


def test_where_nothing_can_be_remembered_everything_is_built(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "c").write_text("a file where the folder would be", encoding="utf-8")
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "c"))
    first, again = build(tmp_path / "a"), build(tmp_path / "a")
    assert again.stood == set()
    assert alike(first, again)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_what_is_no_file_is_not_read(build: Build, folder: Path, tmp_path: Path) -> None:
    os.mkfifo(folder / "templates/standard/pipe")
    build(tmp_path / "a")
    assert build(tmp_path / "a").stood == set()


def test_links_that_go_round_in_a_circle_are_gone_round_once(build: Build, folder: Path, tmp_path: Path) -> None:
    (folder / "templates/standard/again").symlink_to(folder / "templates", target_is_directory=True)
    build(tmp_path / "a")
    assert build(tmp_path / "a").stood == {"one", "two"}


def test_records_are_the_users_alone_and_not_more_than_are_of_use(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "c"))
    build(tmp_path / "a")
    records = sorted((tmp_path / "c").glob("*.pack"))
    assert len(records) == 2
    assert {path.stat().st_mode & 0o077 for path in (tmp_path / "c", *records)} <= {0}
    for path in records:
        os.utime(path, (1, 1))
    monkeypatch.setattr(lessonpack.cache, "_MOST_RECORDS", 2)
    build(tmp_path / "a", **{"--band": "D"})
    assert set((tmp_path / "c").glob("*.pack")).isdisjoint(records)
