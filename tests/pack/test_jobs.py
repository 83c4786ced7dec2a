"""Builds in several processes: the same files and words in the same order, and nothing left of a build that stops."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from lessonpack.commands.several import LostProcessError, each, processes
from tests.gate.projects import a_project
from tests.modules import TODAY, a_definition, module_data
from tests.processes import hears_interrupts

COMMAND = (sys.executable, "-m", "lessonpack", "build", "--today", TODAY.isoformat(), "--band", "C", "--band", "D")


def project(folder: Path, modules: int, *, broken: int | None = None) -> Path:
    """A project of modules that all build, but for the one that is broken."""
    one = module_data(a_definition("d1", topics={}))
    made = [{**one, "id": f"m{n}", "code": f"pack-{n}"} for n in range(modules)]
    if broken is not None:
        made[broken]["objectives"] = []
    return a_project(folder, *made).folder


def built(project: Path, out: Path, jobs: int) -> tuple[int, str, str, dict[str, bytes]]:
    names = sorted(path.name for path in (project / "content").iterdir() if path.is_dir())
    command = [*COMMAND, *names, "--project", str(project), "--out", "out", "--jobs", str(jobs)]
    out.mkdir()
    done = subprocess.run(command, cwd=out, capture_output=True, text=True, check=False)
    files = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    return done.returncode, done.stdout, done.stderr, files


def test_two_processes_make_the_same_bytes_and_say_the_same_in_the_same_order(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", 4, broken=1)
    alone, together = built(folder, tmp_path / "alone", 1), built(folder, tmp_path / "together", 2)
    assert alone == together
    code, said, told, files = together
    assert code == 1
    assert [line for line in said.splitlines() if line.endswith(" files")] == [f"m{n}: 12 files" for n in (0, 2, 3)]
    assert "m1: not built; what was there before is untouched" in told
    assert len(files) == 3 * 13


def test_templates_of_strangers_are_kept_apart_in_every_process(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", 2)
    sections = folder / "templates/standard/student.html.j2"
    sections.parent.mkdir(parents=True, exist_ok=True)
    sections.write_text('{% include "other.txt" %}', encoding="utf-8")
    sections.with_name("other.txt").write_text("", encoding="utf-8")
    told = [
        subprocess.run(
            [*COMMAND, "--project", str(folder), "--out", str(tmp_path / "out"), "--untrusted", "--jobs", jobs],
            capture_output=True, text=True, check=False,
        ).stderr
        for jobs in ("1", "2")
    ]  # fmt: skip
    assert told[0] == told[1]
    # With --untrusted, only what ends in .j2 is a template.
    assert told[1].count("error template/not-found: there is no template called other.txt") == 2


def group_is_gone(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL])
def test_a_build_that_is_stopped_leaves_no_process_and_no_half_pack(tmp_path: Path, ending: signal.Signals) -> None:
    """Ctrl-C reaches every process of a terminal; a kill reaches the first alone."""
    folder, out = project(tmp_path / "p", 60), tmp_path / "out"
    command = [*COMMAND, "--project", str(folder), "--out", str(out), "--jobs", "2"]
    build = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=hears_interrupts,
    )
    assert build.stdout is not None
    assert build.stderr is not None
    while not build.stdout.readline().endswith(" files\n"):
        assert build.poll() is None
    (os.killpg if ending is signal.SIGINT else os.kill)(build.pid, ending)
    _, told = build.communicate(timeout=60)
    for _ in range(600):
        if group_is_gone(build.pid):
            break
        time.sleep(0.1)
    assert group_is_gone(build.pid)
    packs = sorted(out.iterdir())
    assert 0 < len(packs) < 60
    if ending is signal.SIGINT:
        assert (build.returncode, told.splitlines()[-1]) == (130, "stopped; nothing half-written is left")
        for pack in packs:
            listed = [file["path"] for file in json.loads((pack / "pack.json").read_bytes())["files"]]
            assert sorted(path.name for path in pack.iterdir()) == sorted([*listed, "pack.json"])


def ended(_: None) -> Callable[[str], str]:
    def end(name: str) -> str:
        os._exit(len(name))

    return end


def test_a_process_that_is_ended_from_outside_is_told() -> None:
    with pytest.raises(LostProcessError, match="--jobs 1") as fault:
        list(each(ended(None), ended, None, ["a", "b"], jobs=2))
    assert fault.value.exit_code == 3


def test_as_many_processes_start_unasked_as_there_is_work_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(4)), raising=False)
    assert [processes(builds) for builds in (1, 23, 24, 47, 48, 5_000)] == [1, 1, 2, 3, 4, 4]
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(64)), raising=False)
    assert processes(5_000) == 8
