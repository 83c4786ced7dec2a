"""A preview that runs as it does for its user: in a process of its own, until Ctrl-C."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.modules import TODAY
from tests.processes import hears_interrupts

PATIENCE_S = 60
"""Far more than it takes, for machines that do much else."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: HTTPMessage
    body: bytes


@dataclass
class Running:
    process: subprocess.Popen[str]
    address: str
    """As it was printed: with what is to be shown first behind the `#`."""

    @property
    def root(self) -> str:
        return urlsplit(self.address).path

    @property
    def port(self) -> int:
        return urlsplit(self.address).port or 0

    def ask(self, path: str, *, method: str = "GET", host: str | None = "") -> Answer:
        """The whole answer to one request. `host` is what the client takes the address for; None leaves it out."""
        with self._asked(path, method, host) as response:
            return Answer(response.status, response.headers, response.read())

    @contextmanager
    def _asked(self, path: str, method: str = "GET", host: str | None = "") -> Iterator[HTTPResponse]:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)) as connection:
            connection.putrequest(method, path, skip_host=True)
            if host is not None:
                connection.putheader("Host", host or f"127.0.0.1:{self.port}")
            connection.endheaders()
            with closing(connection.getresponse()) as response:
                yield response

    def events(self) -> Generator[dict[str, Any], None, None]:
        """The states, one after the other, for as long as there are any."""
        with self._asked(f"{self.root}events") as response:
            for line in response:
                if line.startswith(b"data: {"):
                    yield json.loads(line.removeprefix(b"data: "))

    def state(self, is_wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The first finished state that is as wanted."""
        until = time.monotonic() + PATIENCE_S
        with closing(self.events()) as events:
            for state in events:
                if state["built"] and not state["building"] and is_wanted(state):
                    return state
                assert time.monotonic() < until, state
        raise AssertionError("the preview has ended")

    def end(self) -> str:
        """Ctrl-C; gives back what was told on the way."""
        self.process.send_signal(signal.SIGINT)
        try:
            return self.process.communicate(timeout=PATIENCE_S)[1]
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise


@contextmanager
def preview(folder: Path, *options: str, module: str = "sample") -> Iterator[Running]:
    command = [sys.executable, "-m", "lessonpack", "preview", module, "--watch", "--no-open"]
    command += ["--project", str(folder), "--today", TODAY.isoformat(), *options]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=hears_interrupts
    ) as process:
        assert process.stdout is not None
        running = Running(process, process.stdout.readline().strip())
        try:
            yield running
        finally:
            if process.poll() is None:
                running.end()
