"""Which packs need not be built again: their files stand as they were built, by the same program from the same input.

Nothing is taken on trust: every file that could have a say is read and compared by its digest, and so is every file of
the pack. The records lie in the user's own cache folder, not beside the packs: whoever passes a project on could else
pass on files that no gate has seen, with a record which says that they need no building. Beside them lie templates as
they were compiled, as Python keeps its own modules.
"""

from __future__ import annotations

import marshal
import os
import stat
import sys
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from pydantic import TypeAdapter, ValidationError

from lessonpack.diagnostics import LessonPackError
from lessonpack.output import still_there
from lessonpack.pack import Pack, PackRequest
from lessonpack.project import Project
from lessonpack.replacing import replace_file
from lessonpack.userfolder import user_folder

_MOST_RECORDS = 20_000
"""Of some KB each; beyond, those go that were not used for longest."""
_MOST_TEMPLATES = 500
"""Of some tens of KB each."""
_MOST_BYTES = 64_000_000
"""Of one file; a project with a larger one is built each time, which then is the lesser work."""


@dataclass(frozen=True, slots=True)
class _Record:
    """What a build made; `input` is the digest of all that it was made from."""

    input: str
    pack: Pack
    files: list[dict[str, Any]]
    """As in pack.json."""


class BuildCache:
    """The packs of one project that stand in one folder. What cannot be read or written here is built."""

    def __init__(self, project: Project, out: Path, *, is_read: bool = True) -> None:
        """Where it is not read, it is only kept, and nothing stands."""
        self._project, self._out, self._is_read = project, out, is_read
        self._folder = user_folder()
        self._inputs: dict[tuple[str, PackRequest], str] = {}
        self._is_changed = False

    def standing(self, name: str, request: PackRequest) -> tuple[Pack, dict[str, Any]] | None:
        """The pack of a module and its record, where building it would change nothing; else None.

        The pack's files hold no bytes. To be asked before the pack is built: what somebody changes during the build is
        then seen by the next. Raises LessonPackError for a theme with faults.
        """
        with suppress(OSError):
            self._inputs[name, request] = self._input(name, request)
        record = self._read(self._place(name, request)) if self._is_read and self._is_trusted else None
        if record is None or record.input != self._inputs.get((name, request)):
            return None
        with suppress(OSError, LessonPackError):
            manifest = still_there(record.pack, record.files, request, self._out)
            return (record.pack, manifest) if manifest is not None else None
        return None

    def keep(self, name: str, request: PackRequest, pack: Pack, manifest: dict[str, Any]) -> None:
        """Remembers what has just been built and saved."""
        made_from = self._inputs.get((name, request))
        own = {file.name for file in pack.files}
        files = [
            entry for entry in manifest["files"] if Path(entry["path"]).name in own and entry["theme"] == pack.theme
        ]
        if made_from is None or not files or not self._is_trusted:
            return
        bare = replace(pack, files=tuple(replace(file, data=b"") for file in pack.files))
        data = zlib.compress(_records().dump_json(_Record(made_from, bare, files)), 1)
        with suppress(OSError):
            replace_file(self._place(name, request), data, is_private=True)
            self._is_changed = True

    def keep_templates(self) -> None:
        """Lets the project's templates be kept as they are compiled: for one module, that is a tenth of a build."""
        if self._is_read and self._is_trusted:
            # What is wrong with a set of templates is told with each module.
            with suppress(LessonPackError, OSError):
                self._project.templates.keep(_Compiled(self._folder))

    def tidy(self) -> None:
        """Removes the records that were not used for longest, where there are too many."""
        if not self._is_changed:
            return
        with suppress(OSError):
            for kind, most in (("*.pack", _MOST_RECORDS), ("*.template", _MOST_TEMPLATES)):
                records = sorted(self._folder.glob(kind), key=lambda path: path.stat().st_mtime, reverse=True)
                for path in records[most:]:
                    path.unlink(missing_ok=True)

    # ---- records -----------------------------------------------------------------------------------------------------

    @cached_property
    def _is_trusted(self) -> bool:
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            return _is_users_alone(self._folder, (self._project.folder, self._out, Path()))
        return False

    def _place(self, name: str, request: PackRequest) -> Path:
        """One file for each pack and way to build it, whatever the day."""
        way = replace(request, today=date.min, stays_draft=False)
        folders = (self._project.folder.resolve(), self._out.resolve())
        return self._folder / f"{_digest(folders, name, way)[:40]}.pack"

    def _read(self, path: Path) -> _Record | None:
        try:
            record = _records().validate_json(zlib.decompress(path.read_bytes()))
            os.utime(path)
        except (OSError, zlib.error, ValidationError):
            return None
        return record

    # ---- input -------------------------------------------------------------------------------------------------------

    def _input(self, name: str, request: PackRequest) -> str:
        """The digest of all that has a say in a pack. Raises OSError for what cannot be read."""
        theme = self._project.theme_called(request.theme)
        logo = theme.logo.file.data if theme.logo else b""
        folders = [_tree(root.folder / "content" / name) for root in self._project.roots]
        return _digest(_program(), self._shared, logo, folders, name, request)

    @cached_property
    def _shared(self) -> str:
        """The same for all modules: policy, help lines, templates with fonts and themes, pack file."""
        project = self._project
        plan = project.plan
        parts = (
            project.template_set,
            project.template_kind.__name__,
            project.own_fonts,
            plan and project.source(plan.span.file),
            [
                [_file(root.folder / "content" / name) for name in ("policy.yaml", "help.yaml")]
                for root in project.roots
            ],
            [_tree(root.folder / "templates") for root in project.roots],
        )
        return _digest(*parts)


def _is_users_alone(folder: Path, handed_on: tuple[Path, ...]) -> bool:
    """False where others could have put something: a record stands for what the gate would find, and what is compiled
    runs outside of the sandbox. LESSONPACK_CACHE may name a folder in a project, which is handed on, or one that many
    share."""
    real = folder.resolve()
    if any(real.is_relative_to(other.resolve()) for other in handed_on):
        return False
    status = real.stat()
    return sys.platform == "win32" or (
        status.st_uid == os.getuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    )


_DIGEST = sha256().digest_size


class _Compiled(BytecodeCache):
    """Compiled templates, each in a file for its text, its name and the state of the program: their digest, then they
    themselves, so that nothing else is ever taken for one."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._program = folder, _program()

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            kept = self._place(bucket).read_bytes()
            digest, code = kept[:_DIGEST], kept[_DIGEST:]
            if sha256(code).digest() == digest:
                bucket.code = marshal.loads(code)  # noqa: S302  # whole, and out of the user's own folder

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            code = marshal.dumps(bucket.code)
            replace_file(self._place(bucket), sha256(code).digest() + code, is_private=True)

    def _place(self, bucket: Bucket) -> Path:
        return self._folder / f"{_digest(self._program, bucket.key, bucket.checksum)[:40]}.template"


@cache
def _records() -> TypeAdapter[_Record]:
    return TypeAdapter(_Record)


@cache
def _program() -> str:
    """The digest of the program's own files, and of the names and versions of all packages that it could use."""
    packages = sorted(
        name
        for folder in {path for path in sys.path if Path(path).is_dir()}
        for name in os.listdir(folder)
        if name.endswith((".dist-info", ".egg-info"))
    )
    return _digest(_tree(Path(__file__).parent), packages, sys.version, sys.platform, zlib.ZLIB_RUNTIME_VERSION)


def _digest(*parts: object) -> str:
    """Parts are told apart by `repr`, which quotes texts and bytes."""
    return sha256(repr(parts).encode()).hexdigest()


def _tree(folder: Path) -> list[tuple[str, str]]:
    """Every file below a folder, by name and digest."""
    return sorted((path.relative_to(folder).as_posix(), _file(path)) for path in _files(folder, set()))


def _files(folder: Path, seen: set[Path]) -> Iterator[Path]:
    """Links to folders are followed, as the loader follows them, but no folder is entered twice."""
    real = folder.resolve()
    if real in seen or not folder.is_dir():
        return
    for path in (entry for entry in folder.iterdir() if entry.name != "__pycache__"):
        if path.is_dir():
            yield from _files(path, {*seen, real})
        else:
            yield path


def _file(path: Path) -> str:
    """The digest of a file; of one that is not there, nothing. Raises OSError for what is not to be read."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return ""
    if not stat.S_ISREG(status.st_mode) or status.st_size > _MOST_BYTES:
        raise OSError(f"{path} is no file of a usual size")
    return sha256(path.read_bytes()).hexdigest()
