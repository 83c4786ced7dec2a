"""Packs on a letterhead: its words and logo in the file, ours on every kind of page, and what `doctor` says."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pypdfium2
import pytest

from lessonpack import cli
from lessonpack.diagnostics import LessonPackError
from lessonpack.pack import Pack, PackRequest, build
from lessonpack.project import Project
from lessonpack.write.docx.readback import spoken
from lessonpack.write.picture import pixels
from tests.letterhead.makers import ADDRESS, NAME, a_letterhead, parts, replaced, with_in_header
from tests.modules import TODAY
from tests.test_office import office

MODULE = "safe-and-heard"


def a_school(folder: Path, data: bytes) -> Project:
    path = folder / "templates/standard/reference.docx"
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    return Project(folder)


def packed(project: Project, document: str = "student", theme: str = "standard") -> Pack:
    asked = PackRequest(TODAY, bands=("B",), documents=(document,), formats=("docx",), theme=theme)
    return build(project, MODULE, asked)


def test_every_kind_of_page_bears_the_letterhead_and_all_that_ours_must(tmp_path: Path) -> None:
    project = a_school(tmp_path, a_letterhead(first="First page", even="Even foot"))
    (file, *_) = packed(project).files
    margins = spoken(file.data).margins
    assert len(margins) == 3
    assert all("DRAFT" in said and "staying-safe" in said for said in margins)
    assert all("Page" in said for said in margins)
    default, first, even = margins
    assert NAME in default
    assert ADDRESS in default
    assert "First page" in first
    assert "Even foot" in even


def test_the_logo_is_a_bare_picture_and_the_school_s_styles_are_ours_by_name(tmp_path: Path) -> None:
    (file, *_) = packed(a_school(tmp_path, a_letterhead())).files
    contents = parts(file.data)
    assert pixels(contents["word/media/letterhead1.png"]).width > 0
    styles = contents["word/styles.xml"].decode()
    assert 'w:ascii="Georgia"' in styles
    assert 'w:color w:val="7a1010"' in styles
    assert 'w:ascii="Verdana"' in styles


def test_other_looks_take_the_margins_alone_and_cards_nothing(tmp_path: Path) -> None:
    project = a_school(tmp_path, a_letterhead())
    (plain, *_) = packed(project, theme="plain").files
    assert NAME in parts(plain.data)["word/header1.xml"].decode()
    assert "Georgia" not in parts(plain.data)["word/styles.xml"].decode()
    (cards, *_) = packed(project, "cards").files
    assert NAME not in parts(cards.data)["word/header1.xml"].decode()


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    data = a_letterhead(first="First page")
    one, other = (packed(a_school(tmp_path / name, data)).files for name in "ab")
    assert [file.data for file in one] == [file.data for file in other]


def test_a_letterhead_with_a_word_that_the_band_does_not_meet_is_refused(tmp_path: Path) -> None:
    project = a_school(tmp_path, with_in_header("<w:r><w:t>Against the brothel trade</w:t></w:r>"))
    with pytest.raises(LessonPackError) as caught:
        packed(project)
    assert {d.code for d in caught.value.diagnostics if d.is_error} == {"gate/file-word"}


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as end:
        cli.main(list(arguments))
    said = capsys.readouterr()
    return int(end.value.code or 0), said.out, said.err


def test_doctor_says_what_it_found_in_a_letterhead(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ours.docx"
    path.write_bytes(replaced(with_in_header("<w:r><w:object/></w:r>"), "word/styles.xml", '"caption"', '"caption2"'))
    path.write_bytes(replaced(path.read_bytes(), "word/styles.xml", 'w:styleId="Caption"', 'w:styleId="Other"'))
    code, said, told = run(capsys, "doctor", str(path))
    assert code == 0
    for words in (NAME, "Crest: a tree", "216 x 279 mm", "heading 2: Georgia, 20 pt, #7a1010", "caption: missing",
                  f"number or address: '{ADDRESS}'"):  # fmt: skip
        assert words in said
    assert "letterhead/dropped" in told


def test_doctor_says_why_a_file_cannot_be_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ours.docx"
    path.write_bytes(b"PK no archive")
    code, said, told = run(capsys, "doctor", str(path))
    assert (code, said) == (1, "")
    assert "letterhead/unreadable" in told
    assert "hint:" in told


def test_doctor_alone_looks_at_the_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a_school(tmp_path, a_letterhead())
    code, said, _ = run(capsys, "doctor", "--project", str(tmp_path))
    assert code == 0
    for words in ("Python 3", "program lp", "content/policy.yaml: comes with lessonpack", NAME, "Next: "):
        assert words in said
    (tmp_path / "templates/standard/reference.docx").write_bytes(b"PK")
    (tmp_path / "templates/standard/theme.yaml").write_text("extends: standard\npaper: a7\n")
    code, said, told = run(capsys, "doctor", "--project", str(tmp_path))
    assert code == 1
    assert "letterhead/unreadable" in told
    assert "theme.yaml:2" in told


def test_a_letterhead_made_in_libreoffice_stands_on_the_pages(tmp_path: Path) -> None:
    program, home = office(), f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    (tmp_path / "made").mkdir()
    (tmp_path / "raw.docx").write_bytes(a_letterhead())

    def convert(kind: str, source: Path, to: Path) -> None:
        command = [program, home, "--headless", "--convert-to", kind, "--outdir", str(to), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)

    convert("odt", tmp_path / "raw.docx", tmp_path / "made")
    convert("docx", tmp_path / "made/raw.odt", tmp_path / "made")
    project = a_school(tmp_path / "school", (tmp_path / "made/raw.docx").read_bytes())
    assert project.letterhead is not None
    assert project.letterhead.styles["heading 2"].font == "Georgia"
    (file, *_) = packed(project).files
    (tmp_path / "made/pack.docx").write_bytes(file.data)
    convert("pdf", tmp_path / "made/pack.docx", tmp_path / "made")
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(tmp_path / "made/pack.pdf")]
    assert all(NAME in page and "1234567" in page and "DRAFT" in page for page in pages)
    kinds = [shown.type for shown in pypdfium2.PdfDocument(tmp_path / "made/pack.pdf")[0].get_objects()]
    assert pypdfium2.raw.FPDF_PAGEOBJ_IMAGE in kinds
