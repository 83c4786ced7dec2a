"""What holds for every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lessonpack.userfolder import FOLDER_VARIABLE


@pytest.fixture(scope="session", autouse=True)
def _no_records_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Builds of tests, in whatever process, remember what they made in a folder of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(FOLDER_VARIABLE, str(tmp_path_factory.mktemp("cache")))
        yield
