"""A real CUPS with a printer that makes PDFs of what it prints; where there is none, CI fails and others skip.

The service runs for the test alone, in a folder of its own; only root may start it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pypdfium2
import pytest

from lessonpack.cli import main
from lessonpack.tree.nodes import PageBreak
from lessonpack.write.pdf.writer import PdfWriter
from lessonpack.write.writer import PrintPlan
from tests.documents import document, para
from tests.printing.papers import coloured
from tests.write.pdf.test_printing import margins

MODEL = Path("/usr/share/ppd/cups-pdf/CUPS-PDF_noopt.ppd")
PRINTED = Path("/var/spool/cups-pdf/ANONYMOUS")
FOLDERS = ("ServerRoot", "RequestRoot", "CacheDir", "StateDir", "TempDir")
SETTINGS = """LogLevel warn
Listen {socket}
Browsing No
WebInterface No
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
"""


def missing() -> str:
    """What keeps the test from running; empty where nothing does."""
    programs = [name for name in ("cupsd", "lpadmin", "lp") if shutil.which(name) is None]
    if programs or not MODEL.exists():
        return f"CUPS with its PDF printer is not installed ({', '.join(programs) or MODEL.name}); .ci/run installs it"
    return "" if os.geteuid() == 0 else "only root may start a printing service"


def service(folder: Path) -> subprocess.Popen[bytes]:
    """cupsd with settings, spool and socket in `folder`."""
    # The filters run as another user, who must be able to write here.
    folder.chmod(0o755)
    lines = [f"{name} {folder / name}" for name in FOLDERS]
    for name in FOLDERS:
        (folder / name).mkdir()
    (folder / "TempDir").chmod(0o1777)
    lines += [f"{log} {folder / log}" for log in ("AccessLog", "ErrorLog", "PageLog")]
    (folder / "cups-files.conf").write_text("\n".join([*lines, "SystemGroup root", ""]))
    (folder / "cupsd.conf").write_text(SETTINGS.format(socket=folder / "socket"))
    files = ["-c", str(folder / "cupsd.conf"), "-s", str(folder / "cups-files.conf")]
    return subprocess.Popen(["cupsd", "-f", *files], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The name of a printer that is ready."""
    if reason := missing():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    # The path of a socket must be short.
    folder = Path("/tmp") / f"cups-{uuid4().hex[:8]}"  # noqa: S108  made below, by nobody else
    folder.mkdir()
    running = service(folder)
    monkeypatch.setenv("CUPS_SERVER", str(folder / "socket"))
    monkeypatch.setenv("CUPS_USER", f"reader-{folder.name}")
    try:
        set_up = ["lpadmin", "-p", "Office", "-v", "cups-pdf:/", "-P", str(MODEL), "-E"]
        wait_for(lambda: subprocess.run(set_up, capture_output=True, check=False).returncode == 0)
        yield "Office"
    finally:
        running.terminate()
        running.wait(20)
        shutil.rmtree(folder)


def wait_for(happens: Callable[[], object], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.2)


def printed(title: str) -> list[Path]:
    return list(PRINTED.glob(f"{title}*.pdf"))


@pytest.mark.parametrize(
    ("options", "sides"),
    [((), 6), (("--booklet",), 4), (("--duplex", "--copies", "2"), 12), (("--n-up", "4", "--duplex"), 2)],
)
def test_a_real_printing_service_prints_what_was_asked_for(
    printer: str, tmp_path: Path, options: tuple[str, ...], sides: int
) -> None:
    with pypdfium2.PdfDocument(through(printer, coloured(6), tmp_path, *options)) as pdf:
        assert len(pdf) == sides


def test_margins_for_holes_are_as_wide_on_paper_as_in_the_file(printer: str, tmp_path: Path, writer: PdfWriter) -> None:
    whole = document(para(), PageBreak(), para())
    data = PdfWriter(writer._theme, PrintPlan(is_duplex=True)).write(whole).data
    expected = [(25, 20), (20, 25)]
    assert margins(through(printer, data, tmp_path)) == [pytest.approx(pair, abs=0.4) for pair in expected]


def through(printer: str, data: bytes, folder: Path, *options: str) -> bytes:
    """What the printer makes of a file."""
    title = f"lessonpack-test-{uuid4().hex[:8]}"
    path = folder / f"{title}.pdf"
    path.write_bytes(data)
    with pytest.raises(SystemExit) as end:
        main(["print", str(path), "--printer", printer, *options])
    assert end.value.code in (0, None)
    try:
        wait_for(lambda: printed(title) and is_whole(printed(title)[0]))
        return printed(title)[0].read_bytes()
    finally:
        for made in printed(title):
            made.unlink()


def is_whole(path: Path) -> bool:
    return path.read_bytes().rstrip().endswith(b"%%EOF")
