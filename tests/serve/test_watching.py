"""Which changes of files a preview follows."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from lessonpack.diagnostics import LessonPackError
from lessonpack.serve import watching
from lessonpack.serve.showing import Wanted
from lessonpack.serve.watching import changes, matters
from tests.modules import TODAY
from tests.serve.running import PATIENCE_S

QUIET_S = 1.5
"""Longer than a change needs to be told."""


@pytest.mark.parametrize(
    ("name", "is_told"),
    [
        ("module.yaml", True),
        ("student.html.j2", True),
        ("reference.docx", True),
        ("logo.png", True),
        ("notes.md", True),
        (".module.yaml.swp", False),
        ("module.yaml~", False),
        ("#module.yaml#", False),
        (".#module.yaml", False),
        ("4913", False),
        ("~$ference.docx", False),
        (".~lock.reference.docx#", False),
        ("module.yaml.tmp", False),
        (".DS_Store", False),
    ],
)
def test_what_editors_put_beside_a_file_is_no_change(name: str, is_told: bool) -> None:
    assert matters("", f"/somewhere/content/x/{name}") == is_told


class Rounds:
    """Counts how often changes come round."""

    def __init__(self) -> None:
        self.count = 0
        self._more = asyncio.Event()

    async def follow(self, wanted: Wanted, stop: asyncio.Event) -> None:
        async for _ in changes(wanted, stop):
            self.count += 1
            self._more.set()

    async def told(self, act: Callable[[], object]) -> bool:
        """Whether what is done is told."""
        self._more.clear()
        act()
        try:
            await asyncio.wait_for(self._more.wait(), PATIENCE_S)
        except TimeoutError:
            return False
        await asyncio.sleep(QUIET_S / 2)  # what belongs to the same change may come a little later
        return True

    async def untold(self, act: Callable[[], object]) -> bool:
        before = self.count
        act()
        await asyncio.sleep(QUIET_S)
        return self.count == before


@asynccontextmanager
async def following(folder: Path, pack_file: str | None = None) -> AsyncIterator[Rounds]:
    rounds, stop = Rounds(), asyncio.Event()
    task = asyncio.create_task(rounds.follow(Wanted(folder, "x", lambda: TODAY, pack_file=pack_file), stop))
    assert await rounds.told(lambda: None), "it comes round once at the beginning"
    try:
        yield rounds
    finally:
        stop.set()
        await task


def put(path: Path, words: str = "x") -> Callable[[], object]:
    def act() -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, encoding="utf-8")

    return act


def test_content_templates_and_packs_are_followed_and_what_is_built_is_not(tmp_path: Path) -> None:
    for name in ("content/x/module.yaml", "templates/standard/theme.yaml", "packs/mine.yaml", "output/old.pdf"):
        put(tmp_path / name)()

    async def scenario() -> None:
        async with following(tmp_path) as rounds:
            for name in ("content/x/module.yaml", "content/policy.yaml", "templates/standard/theme.yaml"):
                assert await rounds.told(put(tmp_path / name, "new")), name
            assert await rounds.told(put(tmp_path / "packs/mine.yaml", "new"))
            for name in ("output/new.pdf", "output/old.pdf", "notes.txt", "content/x/.module.yaml.swp"):
                assert await rounds.untold(put(tmp_path / name, "new")), name
            assert await rounds.told((tmp_path / "content/policy.yaml").unlink)

    asyncio.run(scenario())


def test_several_files_saved_at_once_are_one_change(tmp_path: Path) -> None:
    put(tmp_path / "content/x/module.yaml")()

    async def scenario() -> None:
        async with following(tmp_path) as rounds:
            before = rounds.count

            def save_all() -> None:
                for number in range(20):
                    put(tmp_path / f"content/x/{number}.yaml")()

            assert await rounds.told(save_all)
            assert rounds.count - before <= 2

    asyncio.run(scenario())


def test_a_folder_that_comes_or_is_put_anew_is_followed_from_then_on(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with following(tmp_path) as rounds:
            assert await rounds.told(put(tmp_path / "content/x/module.yaml"))
            assert await rounds.told(put(tmp_path / "content/x/module.yaml", "new"))
            assert await rounds.told(put(tmp_path / "templates/standard/theme.yaml"))
            assert await rounds.told(put(tmp_path / "templates/standard/theme.yaml", "new"))
            assert await rounds.told(lambda: shutil.rmtree(tmp_path / "content"))
            assert await rounds.told(put(tmp_path / "content/x/module.yaml"))
            assert await rounds.told(put(tmp_path / "content/x/module.yaml", "newer"))

    asyncio.run(scenario())


def test_links_are_followed_inside_of_the_project_and_nowhere_else(tmp_path: Path) -> None:
    project, outside = tmp_path / "project", tmp_path / "outside"
    for path in (project / "content/x/module.yaml", project / "drafts/y/module.yaml", outside / "deep/big.bin"):
        put(path)()
    try:
        (project / "content/y").symlink_to(project / "drafts/y", target_is_directory=True)
        (project / "content/all").symlink_to(project, target_is_directory=True)
        (project / "content/away").symlink_to(outside, target_is_directory=True)
    except OSError:
        pytest.skip("this system lets nobody make links")

    async def scenario() -> None:
        async with following(project) as rounds:
            assert await rounds.told(put(project / "drafts/y/module.yaml", "new"))
            assert await rounds.untold(put(outside / "deep/big.bin", "new"))
            assert await rounds.untold(put(project / "output/new.pdf", "new"))
            assert await rounds.told(put(project / "content/x/module.yaml", "new"))

    asyncio.run(scenario())


def test_a_pack_file_is_followed_wherever_it_lies(tmp_path: Path) -> None:
    put(tmp_path / "content/x/module.yaml")()
    put(tmp_path / "mine.yaml")()

    async def scenario() -> None:
        async with following(tmp_path, str(tmp_path / "mine.yaml")) as rounds:
            assert await rounds.told(put(tmp_path / "mine.yaml", "new"))

    asyncio.run(scenario())


def test_a_computer_that_watches_no_more_files_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "content/x/module.yaml")()

    async def full(*_: object, **__: object) -> AsyncIterator[set[object]]:
        yield set()
        raise OSError(28, "OS file watch limit reached")

    monkeypatch.setattr(watching, "awatch", full)

    async def scenario() -> None:
        async for _ in changes(Wanted(tmp_path, "x", lambda: TODAY), asyncio.Event()):
            pass

    with pytest.raises(LessonPackError, match=r"env/cannot-watch: cannot watch .*: OS file watch limit reached"):
        asyncio.run(scenario())
