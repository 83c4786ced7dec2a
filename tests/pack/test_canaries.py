"""No word that is withheld, or the teacher's, is anywhere in a finished students' file; every word that is kept is."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessonpack.output import save
from lessonpack.pack import FORMATS, Pack, PackFile, PackRequest, Press, build
from lessonpack.project import Project
from tests.gate.projects import a_project
from tests.modules import ROOT, TODAY
from tests.pack.canaries import DIALLED, TOKEN, Mint, a_canary_module, canary_help, everything_in, shown_in

Ratings = list[dict[str, int] | None]
RATINGS: Ratings = [{"child_rights": 1}, {"grooming": 3, "statistics": 1}, {"control": 5}, None]


@pytest.fixture(scope="module")
def press() -> Press:
    return Press(Project(ROOT).theme, None)


def built(folder: Path, ratings: Ratings, press: Press, request: PackRequest) -> tuple[Pack, Mint]:
    mint = Mint()
    project = a_project(folder, a_canary_module(mint, ratings), help_lines=canary_help(mint))
    decided = f'{{what: help.short_codes.BY, to: "{DIALLED}", role: safeguarding-lead, on: 2026-10-01, reason: agreed}}'
    policy = f'help: {{short_codes: {{BY: ["{DIALLED}"]}}}}\nraised: [{decided}]\n'
    (folder / "content/policy.yaml").write_text(policy, encoding="utf-8")
    return build(project, "sample", request, press), mint


def expected(pack: Pack, file: PackFile, mint: Mint) -> set[str]:
    """Tokens that the readers of a students' file are meant to get."""
    withheld = {o.item for o in pack.omissions[file.band]}
    reader = f"D {file.level}" if file.band == "D" else file.band
    readers = {"all", reader} | ({"not A"} if file.band != "A" else set())
    return {token for token, (item, who) in mint.owner.items() if item not in withheld and who in readers}


def check_students(pack: Pack, mint: Mint) -> None:
    for file in pack.files:
        if file.document == "teacher":
            continue
        may = expected(pack, file, mint)
        leaked = set(TOKEN.findall(everything_in(file.name, file.data).upper())) - may
        assert {token: mint.owner[token] for token in leaked} == {}, file.name
        if file.document == "student":
            shown = set(TOKEN.findall(shown_in(file.name, file.data)))
            assert {token: mint.owner[token] for token in may - shown} == {}, file.name


def test_students_files_hold_every_word_that_is_theirs_and_no_other(tmp_path: Path, press: Press) -> None:
    pack, mint = built(tmp_path, RATINGS, press, PackRequest(TODAY, formats=FORMATS))
    assert sorted({(f.document, f.band, f.level) for f in pack.files}) == [
        ("cards", "A", "core"),
        ("cards", "B", "core"),
        ("cards", "C", "core"),
        ("cards", "D", "core"),
        ("cards", "D", "easy"),
        ("student", "A", "core"),
        ("student", "B", "core"),
        ("student", "C", "core"),
        ("student", "D", "core"),
        ("student", "D", "easy"),
        ("teacher", "A", "core"),
        ("teacher", "B", "core"),
        ("teacher", "C", "core"),
        ("teacher", "D", "core"),
    ]
    check_students(pack, mint)


def test_the_search_finds_what_is_there(tmp_path: Path, press: Press) -> None:
    """Answers and notes are found in the teacher's files by the same search."""
    request = PackRequest(TODAY, bands=("C",), documents=("teacher",), formats=FORMATS)
    pack, mint = built(tmp_path, RATINGS[:1], press, request)
    answers = {token for token, (item, who) in mint.owner.items() if item == "question-0" and who == "none"}
    for file in pack.files:
        assert answers <= set(TOKEN.findall(everything_in(file.name, file.data)))
        assert answers <= set(TOKEN.findall(shown_in(file.name, file.data)))


@pytest.mark.parametrize("place", ["alt", "comment", "properties", "part", "attribute"])
def test_the_search_looks_into_every_corner_of_a_word_file(place: str) -> None:
    token = Mint().adults("x")
    parts = {
        "word/document.xml": f'<w:document><w:drawing descr="{token if place == "alt" else ""}"/></w:document>',
        "word/comments.xml": f"<w:comments>{token if place == 'comment' else ''}</w:comments>",
        "docProps/core.xml": f"<dc:title>{token if place == 'properties' else ''}</dc:title>",
        f"word/{token if place == 'part' else 'x'}.xml": "<x/>",
        "word/styles.xml": f'<w:style w:name="{token if place == "attribute" else ""}"/>',
    }
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    assert token in everything_in("x.docx", made.getvalue())


@pytest.mark.parametrize("place", ["title", "XMP", "outline", "alt", "annotation", "attachment"])
def test_the_search_looks_into_every_corner_of_a_pdf(place: str) -> None:
    token, made = Mint().adults("x"), BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        match place:
            case "title":
                pdf.docinfo["/Title"] = token
            case "XMP":
                with pdf.open_metadata() as metadata:
                    metadata["dc:title"] = token
            case "outline":
                with pdf.open_outline() as outline:
                    outline.root.append(pikepdf.OutlineItem(token, 0))
            case "alt":
                pdf.Root.StructTreeRoot = pikepdf.Dictionary(K=pikepdf.Dictionary(S=pikepdf.Name.Figure, Alt=token))
            case "annotation":
                page.Annots = pikepdf.Array([pikepdf.Dictionary(Subtype=pikepdf.Name.Text, Contents=token)])
            case _:
                pdf.attachments["x.txt"] = token.encode()
        pdf.save(made)
    assert token in everything_in("x.pdf", made.getvalue())


def test_the_search_looks_at_a_files_name() -> None:
    token, made = Mint().adults("x"), BytesIO()
    with zipfile.ZipFile(made, "w"):
        pass
    assert token in everything_in(f"{token}.docx", made.getvalue())


def test_the_record_of_a_pack_holds_ids_and_no_words(tmp_path: Path, press: Press) -> None:
    request = PackRequest(TODAY, formats=("docx",))
    pack, _ = built(tmp_path, RATINGS, press, request)
    record, _ = save(pack, request, tmp_path / "out")
    assert {o["item"] for o in record["omissions"]} >= {"definition-2", "definition-3", "unchecked", "gone"}
    written = (tmp_path / "out/staying-safe-9/pack.json").read_text("utf-8")
    assert json.loads(written) == record
    assert TOKEN.findall(written.upper()) == []


TOPICS = st.dictionaries(st.sampled_from(("child_rights", "grooming", "organ_removal")), st.integers(0, 5), max_size=2)


@settings(max_examples=12, deadline=None)
@given(st.one_of(st.none(), TOPICS), st.sampled_from("ABCD"))
def test_no_rating_lets_a_word_through(
    tmp_path_factory: pytest.TempPathFactory, press: Press, rating: dict[str, int] | None, band: str
) -> None:
    request = PackRequest(TODAY, bands=(band,), documents=("student",), formats=FORMATS)
    # Beside an item that all bands get and that is sensitive, so that words of care and help are there, too.
    pack, mint = built(tmp_path_factory.mktemp("p"), [{"child_rights": 1}, rating], press, request)
    check_students(pack, mint)
