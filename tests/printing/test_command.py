"""`lessonpack print`, with programs in the place of CUPS that write down how they are called."""

from __future__ import annotations

import io
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from lessonpack.cli import main
from lessonpack.write.pdf.writer import PdfWriter
from lessonpack.write.writer import PrintPlan
from tests.documents import document, every_node
from tests.printing.papers import LETTER, coloured, shown

STUDENT, TEACHER = "staying-safe-3-C-student", "staying-safe-3-C-teacher"
FAKE = """#!{python}
import shutil, sys
from pathlib import Path
here = Path(__file__).parent
name = Path(__file__).name
(here / (name + ".called")).write_text("\\n".join(sys.argv[1:]))
if name == "lp":
    shutil.copy(sys.argv[-1], here / "sent.pdf")
answer = here / (name + sys.argv[1] if name == "lpstat" else name)
said = answer.with_name(answer.name + ".says")
print(said.read_text() if said.exists() else "request id is Office-12 (1 file(s))")
sys.stderr.write((here / "complaint").read_text() if (here / "complaint").exists() else "")
sys.exit((here / "complaint").exists())
"""


class Desk:
    """A folder with finished files, and another with what stands on PATH."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.files, self.path, self._capsys = folder / "pack", folder / "bin", capsys
        self.files.mkdir()
        self.path.mkdir()
        for name, pages in ((STUDENT, 3), (TEACHER, 4)):
            (self.files / f"{name}.pdf").write_bytes(coloured(pages, title=name))

    def install(self, *printers: str, default: str = "") -> None:
        for name in ("lp", "lpstat"):
            (self.path / name).write_text(FAKE.format(python=sys.executable))
            (self.path / name).chmod(0o755)
        (self.path / "lpstat-e.says").write_text("\n".join(printers))
        said = f"system default destination: {default}" if default else "no system default destination"
        (self.path / "lpstat-d.says").write_text(said)

    def file(self, name: str) -> Path:
        return self.files / f"{name}.pdf"

    def print(self, *arguments: object) -> tuple[object, str, str]:
        with pytest.raises(SystemExit) as end:
            main(["print", *map(str, arguments)])
        captured = self._capsys.readouterr()
        return end.value.code or 0, captured.out, captured.err

    def called(self) -> list[str]:
        """The words after `lp`, but for the file."""
        return (self.path / "lp.called").read_text().split("\n")[:-1]

    def options(self) -> set[str]:
        words = self.called()
        return {after for word, after in pairwise(words) if word == "-o"}

    def sent(self) -> bytes:
        return (self.path / "sent.pdf").read_bytes()

    @property
    def nothing_was_sent(self) -> bool:
        return not (self.path / "lp.called").exists()


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    made = Desk(tmp_path, capsys)
    monkeypatch.setenv("PATH", str(made.path))
    return made


# ---- sending ---------------------------------------------------------------------------------------------------------


def test_one_file_goes_as_it_is_to_the_default_printer(desk: Desk) -> None:
    desk.install("Hall", "Office", default="Office")
    code, out, _ = desk.print(desk.file(STUDENT))
    assert (code, out) == (0, "Office-12: 3 sides on 3 sheets of A4\n")
    assert desk.called()[:6] == ["-d", "Office", "-n", "1", "-t", STUDENT]
    assert desk.options() == {"sides=one-sided", "print-scaling=fit", "number-up=1", "media=A4"}
    assert desk.sent() == desk.file(STUDENT).read_bytes()


def test_a_file_made_for_both_sides_is_printed_so_at_its_true_size(desk: Desk, writer: PdfWriter) -> None:
    desk.install("Office")
    theme = writer._theme.on("letter")
    desk.file(STUDENT).write_bytes(PdfWriter(theme, PrintPlan(is_duplex=True)).write(document()).data)
    desk.print(desk.file(STUDENT))
    assert desk.options() == {"sides=two-sided-long-edge", "print-scaling=none", "number-up=1", "media=Letter"}
    desk.print(desk.file(STUDENT), "--one-sided", "--fit")
    assert desk.options() == {"sides=one-sided", "print-scaling=fit", "number-up=1", "media=Letter"}


def test_files_ask_for_their_copies_and_people_for_others(desk: Desk, writer: PdfWriter) -> None:
    desk.install("Office")
    desk.file(STUDENT).write_bytes(PdfWriter(writer._theme, PrintPlan(copies=4)).write(every_node()).data)
    desk.print(desk.file(STUDENT))
    assert desk.called()[2:4] == ["-n", "4"]
    desk.print(desk.file(STUDENT), "--copies", "30")
    assert desk.called()[2:4] == ["-n", "30"]
    assert "collate=true" in desk.options()


def test_a_booklet_is_sent_as_sheets_that_turn_at_the_short_edge(desk: Desk) -> None:
    desk.install("Office")
    code, out, _ = desk.print("--booklet", desk.file(STUDENT))
    assert (code, out) == (0, "Office-12: 2 sides on 1 sheet of A4\n")
    assert desk.options() == {"sides=two-sided-short-edge", "print-scaling=none", "number-up=1", "media=A4"}
    assert shown(desk.sent(), 2, 1) == [[None, 0], [1, 2]]


def test_files_of_one_job_never_share_a_sheet(desk: Desk) -> None:
    desk.install("Office")
    desk.print("--duplex", desk.file(STUDENT), desk.file(TEACHER))
    assert shown(desk.sent(), 1, 1) == [[0], [1], [2], [None], [0], [1], [2], [3]]
    assert f"{STUDENT} and 1 more" in desk.called()


def test_copies_on_both_sides_begin_on_sheets_of_their_own(desk: Desk) -> None:
    desk.install("Office")
    desk.print("--duplex", "--copies", "2", desk.file(STUDENT))
    assert shown(desk.sent(), 1, 1) == [[0], [1], [2], [None]]
    desk.print("--duplex", "--copies", "2", desk.file(TEACHER))
    assert desk.sent() == desk.file(TEACHER).read_bytes()


def test_a_rehearsal_says_the_call_and_sends_nothing(desk: Desk) -> None:
    desk.install("Office")
    code, out, _ = desk.print("--dry-run", "--n-up", "4", desk.file(TEACHER))
    assert code == 0
    assert f"{desk.path}/lp -d Office -n 1 -t {TEACHER} -o sides=one-sided" in out
    assert f"{TEACHER}-4up-print-only.pdf" in out
    assert out.endswith("1 side on 1 sheet of A4; nothing was sent\n")
    assert desk.nothing_was_sent


# ---- which printer ---------------------------------------------------------------------------------------------------


def test_a_printer_that_is_not_there_is_refused_with_those_that_are(desk: Desk) -> None:
    desk.install("Hall", "Office", default="Office")
    code, _, err = desk.print("--printer", "-o", desk.file(STUDENT))
    assert code == 3
    assert "error env/unknown-printer: there is no printer '-o'" in err
    assert "hint: name one with --printer: Hall, Office" in err
    assert desk.nothing_was_sent


def test_a_named_printer_is_taken(desk: Desk) -> None:
    desk.install("Hall", "Office", default="Office")
    desk.print("--printer", "Hall", desk.file(STUDENT))
    assert desk.called()[:2] == ["-d", "Hall"]


@pytest.mark.parametrize(
    ("printers", "said"),
    [
        (("Hall", "Office"), "several printers, and none is the default; nothing was sent"),
        ((), "no printer is set up"),
    ],
)
def test_nothing_is_sent_where_the_printer_is_not_clear(desk: Desk, printers: tuple[str, ...], said: str) -> None:
    desk.install(*printers)
    code, _, err = desk.print(desk.file(STUDENT))
    assert code == 3
    assert f"error env/no-printer: {said}" in err
    assert desk.nothing_was_sent


def test_a_system_that_never_had_a_printer_is_no_failure(desk: Desk) -> None:
    desk.install()
    (desk.path / "complaint").write_text("lpstat: No destinations added.")
    assert "error env/no-printer: no printer is set up" in desk.print(desk.file(STUDENT))[2]


def test_what_the_printing_service_complains_of_is_told(desk: Desk) -> None:
    desk.install("Office")
    (desk.path / "complaint").write_text("lpstat: Unable to connect to server")
    code, _, err = desk.print(desk.file(STUDENT))
    assert code == 3
    assert "error env/lp-failed: `lpstat` says: lpstat: Unable to connect to server" in err


def test_a_printing_service_that_does_not_answer_is_not_waited_for(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.install("Office")
    (desk.path / "lpstat").write_text("#!/bin/sh\nexec /bin/sleep 30\n")
    monkeypatch.setattr("lessonpack.printing.cups._ASKING_SECONDS", 0.2)
    code, _, err = desk.print(desk.file(STUDENT))
    assert code == 3
    assert "error env/lp-failed: `lpstat` did not answer for 0.2 seconds" in err


def test_without_lp_people_learn_how_to_print_by_hand(desk: Desk) -> None:
    code, out, err = desk.print("--duplex", "--copies", "30", desk.file(STUDENT))
    assert (code, out) == (3, "")
    assert err.splitlines()[:4] == [
        f"To print it by hand: open {STUDENT}.pdf in a PDF reader, choose Print, and there",
        '  - page scaling: "Actual size" (100 %)',
        "  - on both sides, flip on the long edge",
        "  - copies: 30, collated",
    ]
    assert "error env/no-lp: this computer has no `lp`" in err
    booklet = desk.print("--booklet", desk.file(STUDENT))[2]
    assert booklet.startswith("First make the sheets: the same command with --to FILE.pdf\n")
    assert "flip on the short edge" in booklet


# ---- into a file -----------------------------------------------------------------------------------------------------


def test_sheets_are_written_where_nothing_is_sent(desk: Desk) -> None:
    code, out, _ = desk.print("--booklet", desk.file(STUDENT), "--to", desk.files)
    target = desk.files / f"{STUDENT}-booklet-print-only.pdf"
    assert code == 0
    assert shown(target.read_bytes(), 2, 1) == [[None, 0], [1, 2]]
    assert out.startswith(f"{target.as_posix()}: 2 sides on 1 sheet of A4. For printers alone;")
    assert "flip on the short edge" in out
    assert sorted(path.name for path in desk.files.iterdir()) == sorted(
        [f"{STUDENT}.pdf", f"{TEACHER}.pdf", target.name]
    )


def test_paper_of_another_size_keeps_it(desk: Desk) -> None:
    desk.file(STUDENT).write_bytes(coloured(4, LETTER))
    assert "1 sheet of Letter" in desk.print("--booklet", desk.file(STUDENT), "--to", desk.files / "a.pdf")[1]
    with pikepdf.open(io.BytesIO((desk.files / "a.pdf").read_bytes())) as pdf:
        assert [float(edge) for edge in pdf.pages[0].mediabox] == [0, 0, 792, 612]


def test_a_source_is_never_overwritten(desk: Desk) -> None:
    before = desk.file(STUDENT).read_bytes()
    code, _, err = desk.print("--booklet", desk.file(STUDENT), "--to", desk.file(STUDENT))
    assert (code, "is one of the files to print" in err) == (2, True)
    assert desk.file(STUDENT).read_bytes() == before


def test_a_folder_that_is_not_there_answers_3(desk: Desk) -> None:
    code, _, err = desk.print(desk.file(STUDENT), "--to", desk.files / "none/a.pdf")
    assert (code, "error env/cannot-write: cannot write" in err) == (3, True)


def test_a_word_file_is_refused_with_what_to_do(desk: Desk) -> None:
    (desk.files / "a.docx").write_bytes(b"PK\x03\x04")
    code, _, err = desk.print(desk.files / "a.docx", "--to", desk.files / "b.pdf")
    assert code == 1
    assert "error print/not-pdf: a.docx is not a PDF, or is damaged" in err
    assert "hint: print the .pdf of a pack" in err


@pytest.mark.parametrize(
    "options", [("--booklet", "--n-up", "2"), ("--to", "x.pdf", "--dry-run"), ("--copies", "0"), ("--n-up", "3")]
)
def test_wishes_that_do_not_go_together_are_wrong_usage(desk: Desk, options: tuple[Any, ...]) -> None:
    assert desk.print(desk.file(STUDENT), *options)[0] == 2
