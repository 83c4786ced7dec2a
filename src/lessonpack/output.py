"""A finished pack -> files in a folder, all of them or none; and the record `pack.json` beside them.

What a teacher has changed is never overwritten or deleted: it is kept under another name.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EISDIR
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import Any

from lessonpack.diagnostics import Diagnostic, LessonPackError, Span, error, warning
from lessonpack.pack import Pack, PackFile, PackRequest
from lessonpack.project import STANDARD
from lessonpack.userfolder import alone_in

MANIFEST = "pack.json"
_RECORDED = ("lessonpack", "reportlab", "python-docx", "pymupdf-fonts", "babel", "jinja2", "pillow")
"""Distributions whose version can change the bytes of a file."""


def save(pack: Pack, request: PackRequest, out: Path) -> tuple[dict[str, Any], tuple[Diagnostic, ...]]:
    """Writes the pack below `out` and gives back its manifest, with what is to be told about files that were there.

    Files of an earlier build that this one would have made, but does not any more, are removed. Raises LessonPackError
    with `env/...` when a file cannot be written; then all files are as they were.
    """
    with alone_in(out / pack.code):
        return _saved(pack, request, out / pack.code)


def _saved(pack: Pack, request: PackRequest, folder: Path) -> tuple[dict[str, Any], tuple[Diagnostic, ...]]:
    _refuse_other_module(folder / MANIFEST, pack)
    before = _read_manifest(folder / MANIFEST, pack.code)
    entries = [_entry(file, request, pack.theme) for file in pack.files]
    told: list[Diagnostic] = []
    if not pack.files and not before:
        return _manifest(pack, request, [], told), ()
    with _environment(folder), _Swap(folder) as swap:
        for file in pack.files:
            told += _keep_edited(placed(file.name, pack.theme), file.data, before, swap)
            swap.put(placed(file.name, pack.theme), file.data)
        stale, carried = _earlier(before, entries, request, pack)
        for entry in stale:
            told += _drop(entry, swap)
        carried = [entry for entry in carried if (folder / entry["path"]).is_file()]
        manifest = _manifest(pack, request, entries + carried, told)
        swap.put(MANIFEST, _written(manifest))
    return manifest, tuple(told)


def still_there(pack: Pack, entries: list[dict[str, Any]], request: PackRequest, out: Path) -> dict[str, Any] | None:
    """The manifest that `save` would write for a pack whose files all stand in `out` as `entries` say, byte for byte;
    None where a file is changed or missing, or one lies there that saving would remove.

    `pack` holds no bytes. pack.json alone is written anew, where another build has left other words there.
    """
    with alone_in(out / pack.code):
        return _still_there(pack, entries, request, out / pack.code)


def _still_there(
    pack: Pack, entries: list[dict[str, Any]], request: PackRequest, folder: Path
) -> dict[str, Any] | None:
    before = _read_manifest(folder / MANIFEST, pack.code)
    stale, carried = _earlier(before, entries, request, pack)
    if stale or not all(_stands(folder, entry, before) for entry in entries):
        return None
    carried = [entry for entry in carried if (folder / entry["path"]).is_file()]
    manifest = _manifest(pack, request, entries + carried, [])
    data = _written(manifest)
    if (folder / MANIFEST).read_bytes() != data:
        with _environment(folder), _Swap(folder) as swap:
            swap.put(MANIFEST, data)
    return manifest


def _stands(folder: Path, entry: dict[str, Any], before: dict[str, dict[str, Any]]) -> bool:
    path = folder / entry["path"]
    return before.get(entry["path"]) == entry and path.is_file() and not _is_edited(path, entry)


# ---- what is written ---------------------------------------------------------------------------------------------


def placed(name: str, theme: str) -> str:
    """Where a file stands in the folder of its pack: each theme but the standard one has a folder of its own."""
    return name if theme == STANDARD else f"{theme}/{name}"


def _entry(file: PackFile, request: PackRequest, theme: str) -> dict[str, Any]:
    return {
        "path": placed(file.name, theme),
        "sha256": sha256(file.data).hexdigest(),
        "size": len(file.data),
        "document": file.document,
        "band": file.band,
        "level": file.level,
        "format": file.format,
        "theme": theme,
        "pages": file.pages,
        "draft": file.is_draft,
        "duplex": request.plan.is_duplex,
        "fillable": file.is_fillable,
        "print_form": file.print_form or None,
        "today": request.today.isoformat(),
    }


@cache
def _version(name: str) -> str:
    # Each look-up reads and parses a file of the installation.
    return version(name)


def _versions(pack: Pack) -> dict[str, str]:
    with_sheets = ("pikepdf",) if any(file.print_form for file in pack.files) else ()
    return {name: _version(name) for name in (*_RECORDED, *with_sheets)}


def _manifest(
    pack: Pack, request: PackRequest, entries: list[dict[str, Any]], told: list[Diagnostic]
) -> dict[str, Any]:
    return {
        "lessonpack": 1,
        "module": {"id": pack.module, "code": pack.code, "version": pack.version},
        "versions": _versions(pack),
        "policy": {"id": pack.policy, "version": pack.policy_version},
        "today": request.today.isoformat(),
        "paper": pack.paper,
        "templates": pack.templates,
        "pack_file": pack.plan,
        "files": sorted(entries, key=lambda entry: str(entry["path"])),
        "bands_without_files": list(pack.empty_bands),
        "omissions": [
            {
                "band": band,
                "item": o.item,
                "kind": o.kind,
                "reason": str(o.reason),
                "topic": o.topic or None,
                "found": o.found if o.topic else None,
                "limit": o.limit if o.topic else None,
                "needs": o.needs or None,
            }
            for band, omitted in pack.omissions.items()
            for o in omitted
        ],
        "diagnostics": [_without_words(d) for d in (*pack.diagnostics, *told)],
    }


def _written(manifest: dict[str, Any]) -> bytes:
    return (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode()


def _without_words(finding: Diagnostic) -> dict[str, str | int | None]:
    """A finding by code and place: its message may quote what this folder's readers must not get."""
    kept = finding.as_json()
    return {key: value for key, value in kept.items() if key not in ("message", "hint")}


def _refuse_other_module(path: Path, pack: Pack) -> None:
    """Two modules with one code would take each other's files for their own."""
    try:
        owner = json.loads(path.read_bytes())["module"]["id"]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return
    if owner != pack.module:
        found = f"{path.parent} holds the pack of the module `{owner}`, which has the same code `{pack.code}`"
        hint = "give one of the two modules another code, or delete the folder"
        raise LessonPackError([error("project/duplicate-code", None, found, hint=hint)])


def _read_manifest(path: Path, code: str) -> dict[str, dict[str, Any]]:
    """The files of the last build by name; nothing where there is no record, or one that is not ours."""
    try:
        recorded = json.loads(path.read_bytes())
        entries = [dict(entry) for entry in recorded["files"]]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return {}
    return {entry["path"]: entry for entry in entries if _is_ours(entry, code)}


def _is_ours(entry: dict[str, Any], code: str) -> bool:
    """False for what no build of this pack wrote: nothing is removed on the word of such a record."""
    typed = [entry.get(key) for key in ("path", "sha256", "document", "band", "format")]
    if not all(isinstance(value, str) for value in typed):
        return False
    path = PurePosixPath(str(typed[0]))
    is_ours = str(path) == typed[0] == placed(path.name, _theme_of(entry)) and path.name.startswith(f"{code}-")
    # By the rules of this system too: a backslash divides folders on some.
    return is_ours and all(Path(part).name == part for part in path.parts)


def _theme_of(entry: dict[str, Any]) -> str:
    """The standard one in records that were made before there were others."""
    return str(entry.get("theme", STANDARD))


def _earlier(
    before: dict[str, dict[str, Any]], entries: list[dict[str, Any]], request: PackRequest, pack: Pack
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Earlier files that this build no longer makes, and those that it was not asked for."""
    made = {entry["path"] for entry in entries}
    asked = set(pack.omissions)
    stale: list[dict[str, Any]] = []
    carried: list[dict[str, Any]] = []
    for name, entry in before.items():
        if name in made:
            continue
        in_scope = (
            entry.get("band") in asked
            and _theme_of(entry) == pack.theme
            and request.covers(entry["document"], entry["format"], is_fillable=bool(entry.get("fillable")))
        )
        (stale if in_scope else carried).append(entry)
    return stale, carried


# ---- what was there ----------------------------------------------------------------------------------------------


def _is_edited(path: Path, entry: dict[str, Any] | None) -> bool:
    """True for a file that is not, byte for byte, what an earlier build wrote."""
    return path.is_file() and (entry is None or sha256(path.read_bytes()).hexdigest() != entry.get("sha256"))


def _keep_edited(name: str, data: bytes, before: dict[str, dict[str, Any]], swap: _Swap) -> list[Diagnostic]:
    path = swap.folder / name
    if not _is_edited(path, before.get(name)) or path.read_bytes() == data:
        return []
    kept = _free_name(path)
    swap.rename(path, kept)
    found = f"this file was changed after it was built; your version is kept as {kept.name}"
    return [warning("output/edited", Span(path.name), found)]


def _drop(entry: dict[str, Any], swap: _Swap) -> list[Diagnostic]:
    path = swap.folder / entry["path"]
    if not path.is_file():
        return []
    if _is_edited(path, entry):
        found = "this file is not part of the pack any more, but was changed by hand: it is left where it is"
        return [warning("output/edited", Span(path.name), found, hint="delete it if it is not needed")]
    swap.remove(path)
    return [warning("output/removed", Span(path.name), "not part of the pack any more: removed")]


def _free_name(path: Path) -> Path:
    number = 1
    while (free := path.with_name(f"{path.stem} (edited {number}){path.suffix}")).exists():
        number += 1
    return free


# ---- all or nothing ----------------------------------------------------------------------------------------------


class _Swap:
    """Changes several files of a folder so that either all changes are made or none.

    New bytes are written beside their target first; then each old file is set aside and the new one takes its name. On
    any failure what was set aside goes back.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._new: list[tuple[Path, Path]] = []
        self._gone: list[Path] = []
        self._renamed: list[tuple[Path, Path]] = []
        self._made: list[Path] = []
        """Folders that were not there, the inner ones first."""

    def put(self, name: str, data: bytes) -> None:
        target = self.folder / name
        for parent in (self.folder, target.parent):
            if not parent.exists():
                parent.mkdir(parents=True)
                self._made.insert(0, parent)
        if target.is_dir():
            raise IsADirectoryError(EISDIR, f"{name} is a folder", str(target))
        part = target.with_name(f".{target.name}.{os.getpid()}.part")
        self._new.append((part, target))
        part.write_bytes(data)

    def rename(self, path: Path, kept: Path) -> None:
        self._renamed.append((path, kept))

    def remove(self, path: Path) -> None:
        self._gone.append(path)

    def __enter__(self) -> _Swap:
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        try:
            if kind is None:
                self._commit()
        finally:
            for part, _ in self._new:
                with suppress(OSError):
                    part.unlink(missing_ok=True)
            for made in self._made:
                with suppress(OSError):  # it holds the new files, unless something went wrong
                    made.rmdir()

    def _on_disk(self) -> None:
        """Makes sure that bytes are on the disk before they take the name of a good file: a power cut between the two
        would lose both. Where there was no file, there is nothing to lose."""
        for part, target in self._new:
            if target.exists():
                with part.open("r+b") as file:
                    os.fsync(file.fileno())

    def _commit(self) -> None:
        self._on_disk()
        undo: list[tuple[Path, Path]] = []
        aside: list[Path] = []
        try:
            for path, kept in self._renamed:
                os.replace(path, kept)
                undo.append((kept, path))
            for path in (*self._gone, *(target for _, target in self._new)):
                if path.exists():
                    old = path.with_name(f".{path.name}.{os.getpid()}.old")
                    os.replace(path, old)
                    undo.append((old, path))
                    aside.append(old)
            for part, target in self._new:
                os.replace(part, target)
                undo.append((target, part))
        except BaseException:
            for now, then in reversed(undo):
                with suppress(OSError):  # what can go back goes back, even where one file cannot
                    os.replace(now, then)
            raise
        for old in aside:
            with suppress(OSError):
                old.unlink()


@contextmanager
def _environment(folder: Path) -> Iterator[None]:
    """Faults of disk and permissions as diagnostics that say what to do."""
    try:
        yield
    except PermissionError as fault:
        name = re.sub(r"^\.|\.\d+\.(part|old)$", "", Path(fault.filename).name) if fault.filename else folder.name
        hint = "close it if it is open in Word or a reader; check that you may write into the folder; then build again"
        raise LessonPackError([error("env/locked", None, f"cannot write {name} in {folder}", hint=hint)]) from None
    except OSError as fault:
        hint = "nothing was changed; make room or choose another folder with --out"
        reason = fault.strerror or type(fault).__name__
        raise LessonPackError(
            [error("env/cannot-write", None, f"cannot write to {folder}: {reason}", hint=hint)]
        ) from None
