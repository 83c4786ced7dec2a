"""What a running preview answers, and to whom."""

from __future__ import annotations

import socket
import subprocess
import sys
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from lessonpack.serve.showing import Showing, Wanted, shown
from tests.gate.projects import a_project
from tests.gate.test_gate import FULL
from tests.modules import TODAY
from tests.pack.test_cli import DAY, run
from tests.serve.running import PATIENCE_S, Running, preview

__all__ = ["run"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_project(tmp_path_factory.mktemp("served"), FULL).folder


@pytest.fixture(scope="module")
def running(folder: Path) -> Iterator[Running]:
    with preview(folder) as running:
        running.state(lambda state: bool(state["documents"]))
        yield running


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:{port}", 200),
        ("localhost:{port}", 200),
        ("LOCALHOST:{port}", 200),
        ("evil.example", 421),
        ("evil.example:{port}", 421),
        ("localhost.evil.example:{port}", 421),
        ("127.0.0.1", 421),
        ("127.0.0.1:1", 421),
        ("[::1]:{port}", 421),
        ("0.0.0.0:{port}", 421),
        ("user@127.0.0.1:{port}", 421),
        ("", 421),
    ],
)
@pytest.mark.parametrize("path", ["", "events", "frame.js"])
def test_only_who_asks_for_this_address_is_answered(running: Running, host: str, status: int, path: str) -> None:
    method = "HEAD" if path == "events" else "GET"
    given = host.format(port=running.port) or " "
    assert running.ask(running.root + path, method=method, host=given).status == status


def test_a_request_that_names_no_host_or_two_is_refused(running: Running) -> None:
    assert running.ask(running.root, host=None).status == 400
    right = f"Host: 127.0.0.1:{running.port}"
    for head in (f"GET {running.root} HTTP/1.1\r\n{right}\r\nHost: evil.example", f"GET {running.root} HTTP/1.0"):
        with socket.create_connection(("127.0.0.1", running.port), timeout=PATIENCE_S) as client:
            client.sendall(f"{head}\r\n\r\n".encode())
            assert client.recv(1000).split()[1] in (b"400", b"421"), head


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"])
def test_pages_are_only_read(running: Running, method: str) -> None:
    answer = running.ask(running.root, method=method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")


def test_every_page_that_is_told_of_is_what_a_build_makes(running: Running, folder: Path) -> None:
    state = running.state(lambda _: True)
    made = shown(Wanted(folder, "sample", lambda: TODAY), Showing()).by_name
    assert len(state["documents"]) * 2 == len(made)
    types = {"html": "text/html; charset=utf-8", "pdf": "application/pdf"}
    for document in state["documents"]:
        for kind, address in document["pages"].items():
            answer = running.ask(running.root + address)
            assert (answer.status, answer.headers["content-type"]) == (200, types[kind])
            assert answer.body == made[address.rpartition("/")[2]].data
            head = running.ask(running.root + address, method="HEAD")
            assert (head.status, head.body) == (200, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/../content/policy.yaml",
        "{root}content/sample/module.yaml",
        "{root}pages/x/../../content/sample/module.yaml",
        "{root}pages/x/..%2f..%2f..%2fcontent%2fpolicy.yaml",
        "{root}pages/x/%2e%2e/%2e%2e/content/policy.yaml",
        "{root}pages/x//etc/passwd",
        "{root}pages/x/%00",
        "{root}pages/",
        "{root}frame.html",
        "{root}../frame.js",
        "{root}%2e%2e/page/frame.js",
        "http://evil.example{root}",
        "/wrong-key/",
        "/wrong-key/events",
    ],
)
def test_nothing_else_is_found(running: Running, path: str) -> None:
    assert running.ask(path.format(root=running.root)).status == 404


def test_every_answer_keeps_other_sites_out_and_is_kept_nowhere(running: Running) -> None:
    page = running.state(lambda _: True)["documents"][0]["pages"]
    for path in (running.root, f"{running.root}frame.js", running.root + page["html"], running.root + page["pdf"], "/"):
        headers = running.ask(path).headers
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert (headers["cache-control"], headers["x-content-type-options"]) == ("no-store", "nosniff")
        assert headers["referrer-policy"] == "no-referrer"
        assert "server" not in headers
    policies = (
        running.ask(path).headers["content-security-policy"] for path in (running.root, running.root + page["html"])
    )
    frame, document = policies
    assert frame.startswith("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; ")
    assert "frame-ancestors 'none'" in frame
    assert document.startswith("default-src 'none'; style-src 'unsafe-inline'; ")
    assert "script" not in document
    assert "sandbox allow-same-origin allow-popups" in document


def test_no_other_address_of_the_computer_is_listened_at(running: Running) -> None:
    for family, address in ((socket.AF_INET, "127.0.0.2"), (socket.AF_INET6, "::1"), (socket.AF_INET, outer())):
        if address:
            with socket.socket(family) as client, pytest.raises(OSError):  # noqa: PT011  each system has its own words
                client.connect((address, running.port))


def outer() -> str:
    """An address under which others reach this computer; empty where there is none. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return ""
        address: str = probe.getsockname()[0]
    return "" if address == "127.0.0.1" else address


def test_a_change_is_told_a_fault_keeps_the_page_and_ctrl_c_ends_it_quietly(tmp_path: Path) -> None:
    folder = a_project(tmp_path, FULL).folder
    module = folder / "content/sample/module.yaml"
    good = module.read_text(encoding="utf-8")
    with preview(folder, "--band", "D", "--document", "teacher") as running:
        assert running.address.endswith("/#document=teacher&level=core&band=D")
        first = running.state(lambda state: bool(state["documents"]))
        (folder / "output").mkdir()
        module.write_text(good.replace("To know who helps.", "To find who helps."), encoding="utf-8")
        second = running.state(lambda state: state["documents"] != first["documents"])
        page = next(one for one in second["documents"] if one["band"] == "D")["pages"]["html"]
        assert "To find who helps." in running.ask(running.root + page).body.decode()
        module.write_text(good[:-1], encoding="utf-8")
        broken = running.state(lambda state: state["old"])
        assert broken["documents"] == second["documents"]
        assert broken["findings"][0]["place"].startswith("content/sample/module.yaml:")
        module.write_text(good, encoding="utf-8")
        assert running.state(lambda state: not state["old"])["documents"] == first["documents"]
        with closing(running.events()) as waiting:
            next(waiting)
            told = running.end()
            assert list(waiting) == []
    assert running.process.returncode == 0
    assert told.splitlines() == ["shows every change of the project's files; Ctrl-C ends it", "the preview has ended"]


def test_a_module_that_cannot_be_read_at_first_is_shown_once_it_can(tmp_path: Path) -> None:
    folder = a_project(tmp_path, FULL).folder
    module = folder / "content/sample/module.yaml"
    good = module.read_text(encoding="utf-8")
    module.write_text("[", encoding="utf-8")
    with preview(folder) as running:
        state = running.state(lambda _: True)
        assert (state["documents"], state["old"], len(state["findings"])) == ([], False, 1)
        module.write_text(good, encoding="utf-8")
        assert running.state(lambda state: bool(state["documents"]))["old"] is False


# ---- the command -----------------------------------------------------------------------------------------------------


def test_the_port_can_be_chosen_and_one_that_is_taken_is_told(run: Any, folder: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        answer = run("preview", "sample", "--watch", "--port", port, "--no-open", "--project", folder, *DAY)
    assert (answer.code, answer.out) == (3, "")
    assert f"error env/no-port: cannot serve at 127.0.0.1:{port}: " in answer.err
    assert "hint: leave out --port, and a free one is taken" in answer.err
    with preview(folder, "--port", str(port)) as running:
        assert running.port == port


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--port", "8765"), "--port goes with --watch"),
        (("--watch", "--port", "80"), "80 is not in the range 1024<=x<=65535"),
        (("--watch", "--band", "Z"), "there is no band 'Z'; known: A, B, C, D"),
        (("--watch", "--theme", "z"), "there is no theme 'z'; known: standard"),
    ],
)
def test_wrong_options_are_told_before_anything_is_served(
    run: Any, folder: Path, options: tuple[str, ...], said: str
) -> None:
    answer = run("preview", "sample", *options, "--project", folder, *DAY)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err


@pytest.mark.parametrize("missing", ["uvicorn", "starlette.applications", "watchfiles"])
def test_without_its_packages_it_says_what_to_install(folder: Path, missing: str) -> None:
    script = f"import sys; sys.modules[{missing!r}] = None; from lessonpack.cli import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", script, "preview", "sample", "--watch", "--project", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE_S)
    assert (done.returncode, done.stdout) == (3, "")
    assert "error env/no-preview-extra: a preview that follows changes needs the package " in done.stderr
    assert "python -m pip install starlette uvicorn watchfiles" in done.stderr


def test_the_browser_is_sent_to_the_address_and_its_absence_is_told(
    run: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lessonpack.commands import preview as command

    opened: list[str] = []

    def noted(address: str) -> bool:
        opened.append(address)
        return False

    monkeypatch.setattr(webbrowser, "open", noted)
    monkeypatch.setattr(command, "Thread", Now)

    def serve(wanted: Wanted, port: int, ready: Any) -> None:
        assert (wanted.module, port) == ("sample", 0)
        ready("http://127.0.0.1:5/k/")
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "serve", serve)
    answer = run("preview", "sample", "--watch", "--level", "easy", "--project", folder, *DAY)
    assert (answer.code, answer.out) == (0, "http://127.0.0.1:5/k/#document=student&level=easy\n")
    assert opened == [answer.out.strip()]
    assert "no browser answers here; open the address above in one" in answer.err
    assert "the preview has ended" in answer.err


class Now:
    """Does at once what a thread would do beside."""

    def __init__(self, target: Callable[[str], None], args: tuple[str], daemon: bool) -> None:
        assert daemon
        self._target, self._args = target, args

    def start(self) -> None:
        self._target(*self._args)
