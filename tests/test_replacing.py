"""A file that is replaced is whole, or as it was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lessonpack.replacing import replace_file


def test_a_new_file_has_the_rights_of_others_and_a_private_one_none_for_them(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"")
    replace_file(tmp_path / "new", b"one")
    replace_file(tmp_path / "mine", b"two", is_private=True)
    assert ((tmp_path / "new").read_bytes(), (tmp_path / "mine").read_bytes()) == (b"one", b"two")
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "plain").stat().st_mode
    assert os.name == "nt" or (tmp_path / "mine").stat().st_mode & 0o777 == 0o600


def test_the_rights_that_a_file_had_stay(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    path.chmod(0o640)
    before = path.stat().st_mode
    replace_file(path, b"new")
    assert (path.read_bytes(), path.stat().st_mode) == (b"new", before)


def test_where_it_fails_nothing_is_changed_and_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OSError, match="No space"):
        replace_file(path, b"new")
    assert [(found.name, found.read_bytes()) for found in tmp_path.iterdir()] == [("file", b"old")]
