"""One person's way from an empty folder to a page: what is typed, what is edited, how long it takes."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import time
from pathlib import Path

from lessonpack.write.readback import spoken
from lessonpack.write.writer import Format
from tests.printing.test_command import FAKE

DAY = "2026-11-01"


class Journey:
    """Commands as a person types them in a terminal that stands in `folder`; each is printed with its time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._environment = dict(os.environ)

    def has_printer(self, name: str) -> None:
        """Puts a printing service on PATH that knows this one printer."""
        path = self.folder / "bin"
        path.mkdir()
        for program in ("lp", "lpstat"):
            (path / program).write_text(FAKE.format(python=sys.executable))
            (path / program).chmod(0o755)
        (path / "lpstat-e.says").write_text(name)
        (path / "lpstat-d.says").write_text(f"system default destination: {name}")
        self._environment["PATH"] = f"{path}{os.pathsep}{os.environ['PATH']}"

    def type(self, line: str) -> str:
        """Runs one command line, which must succeed; what it prints."""
        program, *arguments = shlex.split(line)
        assert program == "lessonpack"
        started = time.perf_counter()
        command = [sys.executable, "-m", "lessonpack", *arguments]
        done = subprocess.run(
            command, cwd=self.folder, env=self._environment, capture_output=True, text=True, check=False
        )
        print(f"$ {line}    # {time.perf_counter() - started:.1f} s")
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def edit(self, name: str, old: str, new: str) -> None:
        """Changes one place of a file, as in an editor."""
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{name}: {text.count(old)} times {old!r}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def words(self, name: str) -> str:
        """All words of the pages of a PDF."""
        return " ".join(" ".join(spoken((self.folder / name).read_bytes(), Format.PDF).pages).split())
