"""Signatures: what they hold for, what voids them, and that nothing leaves DRAFT without all of them."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pymupdf_fonts
import pytest
import yaml

from lessonpack.diagnostics import LessonPackError
from lessonpack.documents import Composed, Documents
from lessonpack.model.audience import Kind
from lessonpack.model.values import PartialDate
from lessonpack.pack import Pack, PackRequest, build
from lessonpack.project import Project
from lessonpack.sign import sign
from lessonpack.signing import content_digest, help_digest
from lessonpack.tree.walk import text_of
from tests.gate.projects import a_project, change
from tests.modules import TODAY, a_definition, a_help_line, a_question, a_source, module_data

ROLES = ("author", "second-teacher", "safeguarding-lead")
PLACE = {"iso": "BY", "name": "Belarus"}
LINES = (
    a_help_line("emergency", kind="emergency", phone="102"),
    a_help_line("children", kind="child-helpline"),
    a_help_line("online", kind="online", web="https://help.example", phone=None),
)


def content(**module: Any) -> dict[str, Any]:
    topics = {"personal_safety": 2}
    words = {"C": "Someone who listens.", "D": {"core": "A person who listens to you.", "easy": "Someone who listens."}}
    return module_data(
        a_source("s1", topics={}),
        a_definition("d1", topics=topics, text=words),
        a_question("q1", topics=topics),
        place=PLACE,
        help=[line["id"] for line in LINES],
        **module,
    )


def project_of(folder: Path, data: dict[str, Any] | None = None, lines: tuple[dict[str, Any], ...] = LINES) -> Project:
    return a_project(folder, data or content(), help_lines=lines)


def sign_all(project: Project, bands: tuple[str, ...] = ()) -> Project:
    for role in (*ROLES, "help-verifier"):
        sign(project, "sample", role, bands=bands, today=TODAY)
    return Project(project.folder)


def made(project: Project, *, final: bool = False, today: date = TODAY) -> Pack:
    return build(project, "sample", PackRequest(today, formats=("docx",), final=final))


def in_d(project: Project) -> Pack:
    """The pack of one band, of which nothing is written: what is signed are its documents."""
    return build(project, "sample", PackRequest(TODAY, bands=("D",), documents=(), formats=()))


def needed(pack: Pack) -> list[str]:
    return [missing.message for missing in pack.unsigned]


def refused(project: Project, today: date = TODAY) -> list[str]:
    with pytest.raises(LessonPackError) as fault:
        made(project, final=True, today=today)
    return [d.code for d in fault.value.diagnostics if d.is_error]


def test_documents_are_drafts_until_all_have_signed_and_final_afterwards(tmp_path: Path) -> None:
    project = project_of(tmp_path)
    for role in ROLES:
        before = made(Project(tmp_path))
        assert {file.is_draft for file in before.files} == {True}
        sign(project, "sample", role, bands=(), today=TODAY)
    almost = made(Project(tmp_path))
    assert needed(almost) == ["the help lines: the help-line verifier has not signed"]
    assert {file.is_draft for file in almost.files} == {True}
    sign(project, "sample", "help-verifier", bands=(), today=TODAY)
    pack = made(Project(tmp_path), final=True)
    assert {file.is_draft for file in pack.files} == {False}
    assert {file.band for file in pack.files} == {"A", "B", "C", "D"} - set(pack.empty_bands)


def test_a_final_build_refuses_and_names_every_missing_signature_at_the_file_that_lacks_it(tmp_path: Path) -> None:
    project = project_of(tmp_path)
    with pytest.raises(LessonPackError) as fault:
        made(project, final=True)
    missing = [d for d in fault.value.diagnostics if d.code == "signoff/missing"]
    assert {str(d.span) for d in missing} == {"content/sample/signoff.yaml:1:1"}
    told = [d.message for d in missing if d.message.startswith(("band C", "the help"))]
    assert told == [
        "band C: the content author has not signed",
        "band C: the safeguarding lead has not signed",
        "band C: the second teacher has not signed",
        "the help lines: the help-line verifier has not signed",
    ]
    hint = next(d.hint for d in missing if d.message.startswith("band C: the content author"))
    assert hint.endswith("lessonpack sign sample --role author --band C")


def test_a_changed_word_voids_the_signatures_of_its_band_alone(tmp_path: Path) -> None:
    project = sign_all(project_of(tmp_path))
    path = tmp_path / "content/sample/module.yaml"
    path.write_text(path.read_text("utf-8").replace("A person who listens", "A person who hears"), encoding="utf-8")
    pack = made(Project(project.folder))
    void = [d for d in pack.unsigned if d.code == "signoff/void"]
    assert {d.message for d in void} == {
        f"band D: the {name} signed on 2026-11-01, but what was signed has changed since"
        for name in ("content author", "second teacher", "safeguarding lead")
    }
    assert {str(d.span).rpartition(":")[0].rpartition(":")[0] for d in void} == {"content/sample/signoff.yaml"}
    assert {file.is_draft for file in pack.files if file.band == "D"} == {True}
    assert {file.is_draft for file in pack.files if file.band == "C"} == {False}


NAME_LINE = "{{ b.name_line() }}"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("blocks.html.j2", "Words we need", "Words to know"),
        ("student.html.j2", NAME_LINE, f"{NAME_LINE}<p>Be kind.</p>"),
        ("student.html.j2", NAME_LINE, f"{NAME_LINE}{NAME_LINE}"),
        ("student.html.j2", "{{ b.definitions(pack.definitions) }}", ""),
        ("student.html.j2", "b.definitions(pack.definitions)", "b.definitions(pack.definitions | reverse | list)"),
        ("cards.html.j2", "{{ b.how_to_cut() }}", "<p>Cut.</p>"),
        ("teacher.html.j2", "{{ b.notes(pack.notes) }}", "<p>Be kind.</p>"),
        ("blocks.html.j2", "<title>Where to find help</title>", "<title>Meet the man</title>"),
        ("blocks.html.j2", '"All of these were checked"', '"All of these were found"'),
        (
            "blocks.html.j2",
            'label="Space to write, {lines} lines"/>\n{% endif %}',
            'label="Your secret"/>\n{% endif %}',
        ),
        ("blocks.html.j2", "    <small>Example: {{", "    <small><strong>Example</strong>: {{"),
    ],
)
def test_all_that_documents_hold_is_signed_whoever_wrote_it(tmp_path: Path, name: str, old: str, new: str) -> None:
    data = content()
    data["definitions"].append({**data["definitions"][0], "id": "d2", "term": "Another term", "example": "Such as."})
    project = change(sign_all(project_of(tmp_path, data), ("D",)), name, old, new)
    assert {d.code for d in in_d(project).unsigned} == {"signoff/void"}


@pytest.mark.parametrize("part", ["page-label", "help-line"])
def test_the_margins_are_signed(tmp_path: Path, part: str) -> None:
    sign_all(project_of(tmp_path), ("D",))
    path = tmp_path / "templates/standard/blocks.html.j2"
    path.write_text(path.read_text("utf-8").replace(f"</{part}>", f" But nobody listens.</{part}>"), "utf-8")
    assert {d.code for d in in_d(Project(tmp_path)).unsigned} == {"signoff/void"}


def test_the_title_of_the_file_is_signed(tmp_path: Path) -> None:
    sign_all(project_of(tmp_path), ("D",))
    path = tmp_path / "content/sample/module.yaml"
    path.write_text(path.read_text("utf-8").replace("staying-safe-9", "staying-safe-8"), "utf-8")
    assert {d.code for d in in_d(Project(tmp_path)).unsigned} == {"signoff/void"}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("kind", "directory"),
        ("places", ["UA"]),
        ("verified_by", "nobody"),
        ("hours", "By day"),
        ("cost", "Free"),
        ("service", "Another service"),
        ("org", "Another maker"),
        ("sms", "102"),
        ("recheck_days", 30),
        ("notes", "Do not call."),
    ],
)
def test_all_that_the_register_says_of_a_help_line_is_signed(tmp_path: Path, key: str, value: object) -> None:
    extra = a_help_line("extra", places=["BY"])
    lines = (*LINES, extra)
    project = project_of(tmp_path, {**content(), "help": [line["id"] for line in lines]}, lines)
    sign(project, "sample", "help-verifier", bands=(), today=TODAY)
    register = {"lessonpack": "1", "resources": [*LINES, {**extra, key: value}]}
    (tmp_path / "content/help.yaml").write_text(json.dumps(register), encoding="utf-8")
    project = Project(tmp_path)
    signing = project.signing(project.module("sample"), TODAY)
    (entry,) = (s for s in signing.register.signed.signatures if s.role == "help-verifier")
    assert entry.digest != help_digest(signing.lines)


def test_words_of_a_help_line_are_left_to_who_has_called_it(tmp_path: Path) -> None:
    sign_all(project_of(tmp_path), ("D",))
    path = tmp_path / "content/help.yaml"
    path.write_text(path.read_text("utf-8").replace("Service children", "Another name"), encoding="utf-8")
    assert {d.message.partition(":")[0] for d in in_d(Project(tmp_path)).unsigned} == {"the help lines"}


def test_an_item_does_not_escape_signing_under_the_id_of_a_help_line(tmp_path: Path) -> None:
    data = content()
    data["definitions"][0]["id"] = "children"
    project = sign_all(project_of(tmp_path, data))
    assert in_d(project).unsigned == ()
    data["definitions"][0]["text"] = {"C": "Someone who listens.", "D": "Somebody else who never listens."}
    (tmp_path / "content/sample/module.yaml").write_text(json.dumps(data), encoding="utf-8")
    assert len(needed(in_d(Project(tmp_path)))) == len(ROLES)


def test_help_of_another_country_is_no_help_that_a_final_sheet_asks_for(tmp_path: Path) -> None:
    abroad = tuple({**line, "places": ["US"], "phone": None, "web": "https://help.example"} for line in LINES)
    project = project_of(tmp_path, lines=abroad)
    kinds = {
        kind for d in in_d(project).unsigned for kind in ("emergency", "child-helpline", "online") if kind in d.message
    }
    assert kinds == {"emergency", "child-helpline", "online"}
    everywhere = tuple({**line, "places": ["WORLD"]} for line in abroad)
    (tmp_path / "content/help.yaml").write_text(json.dumps({"lessonpack": "1", "resources": list(everywhere)}), "utf-8")
    assert {d.code for d in in_d(Project(tmp_path)).unsigned} == {"signoff/missing"}


def test_fonts_of_the_projects_own_are_signed(tmp_path: Path) -> None:
    project = sign_all(project_of(tmp_path))
    theme = tmp_path / "templates/standard/theme.yaml"
    for name in ("notos", "figo"):
        (theme.parent / "own.ttf").write_bytes(pymupdf_fonts.myfont(name))
        own = "{regular: own.ttf, bold: own.ttf}"
        theme.write_text(re.sub(r"(?m)^  text: .*noto-sans.*$", f"  text: {own}", theme.read_text("utf-8")), "utf-8")
        project = Project(tmp_path)
        assert project.own_fonts
        assert len(needed(in_d(project))) == len(ROLES)
        assert in_d(sign_all(project, ("D",))).unsigned == ()


def test_words_for_the_teacher_are_signed_too(tmp_path: Path) -> None:
    sign_all(project_of(tmp_path))
    path = tmp_path / "content/sample/module.yaml"
    path.write_text(path.read_text("utf-8").replace("Answer q1.", "Another answer."), encoding="utf-8")
    assert {d.code for d in made(Project(tmp_path)).unsigned} == {"signoff/void"}


def test_checking_a_help_line_again_leaves_the_content_signed(tmp_path: Path) -> None:
    sign_all(project_of(tmp_path))
    path = tmp_path / "content/help.yaml"
    path.write_text(path.read_text("utf-8").replace("2026-10-01", "2026-10-20"), encoding="utf-8")
    (told,) = {d.message for d in made(Project(tmp_path)).unsigned}
    assert told == "the help lines: the help-line verifier signed on 2026-11-01, but what was signed has changed since"


def test_a_kind_of_help_that_the_module_does_not_name_is_to_be_named_first(tmp_path: Path) -> None:
    data = content()
    data["help"] = [line["id"] for line in LINES[:2]]
    (told,) = {d.hint for d in made(project_of(tmp_path, data)).unsigned if d.code == "signoff/help"}
    assert told.startswith("first name such a line under `help:`; then call or open one")


@pytest.mark.parametrize("name", ["check-the-numbers", "safe-and-heard", "trafficking-belarus"])
def test_a_shipped_module_names_each_kind_of_help_that_its_final_sheets_need(name: str) -> None:
    project = Project(Path(__file__).parents[2])
    named = {line.kind for line in project.signing(project.module(name), TODAY).lines}
    assert named >= set(project.policy.help.minimum)


def test_a_help_line_that_expires_takes_the_documents_back_to_drafts(tmp_path: Path) -> None:
    project = sign_all(project_of(tmp_path))
    last = date(2026, 10, 1) + timedelta(days=180)
    assert {file.is_draft for file in made(project, final=True, today=last).files} == {False}
    late = last + timedelta(days=1)
    assert {file.is_draft for file in made(project, today=late).files} == {True}
    assert {"help/expired", "signoff/help"} <= set(refused(project, today=late))


def test_each_kind_of_help_that_the_policy_asks_must_be_checked(tmp_path: Path) -> None:
    lines = (LINES[0], {**LINES[1], "status": "unverified"}, LINES[2])
    sign_all(project_of(tmp_path, lines=lines))
    kinds = set(needed(made(Project(tmp_path))))
    assert kinds == {
        f"band {band}: no help line of the kind `child-helpline` is checked, or its check is too old" for band in "BCD"
    }


def test_a_subject_without_sensitive_topics_needs_its_author_alone(tmp_path: Path) -> None:
    harmless = module_data(a_definition("d1", topics={}), a_question("q1", topics={}))
    project = project_of(tmp_path, harmless)
    assert {d.code for d in made(project).unsigned} == {"signoff/missing"}
    sign(project, "sample", "author", bands=(), today=TODAY)
    pack = made(Project(tmp_path), final=True)
    assert {file.is_draft for file in pack.files} == {False}


def test_what_is_built_for_another_day_stays_a_draft(tmp_path: Path) -> None:
    project = sign_all(project_of(tmp_path), ("D",))
    asked = PackRequest(TODAY, bands=("D",), documents=("student",), formats=("docx",))
    assert {file.is_draft for file in build(project, "sample", asked).files} == {False}
    other = build(project, "sample", replace(asked, stays_draft=True))
    assert {file.is_draft for file in other.files} == {True}
    assert [d.code for d in other.unsigned] == ["signoff/other-day"]


def test_a_signature_of_a_day_to_come_does_not_count_yet(tmp_path: Path) -> None:
    project = sign_all(project_of(tmp_path))
    before = made(project, today=TODAY - timedelta(days=1))
    assert {d.code for d in before.unsigned} == {"signoff/missing"}


def words_in(docx: bytes) -> str:
    """The words of all parts, marks taken out."""
    with zipfile.ZipFile(BytesIO(docx)) as package:
        parts = [package.read(name).decode() for name in package.namelist() if name.endswith(".xml")]
    return re.sub("<[^>]*>", "", " ".join(parts))


def test_a_final_document_bears_no_mark_of_a_draft_and_names_who_signed(tmp_path: Path) -> None:
    project = sign_all(project_of(tmp_path))
    for file in made(project).files:
        words = words_in(file.data)
        assert "DRAFT" not in words
        assert ("safeguarding lead: signed on 1 November 2026" in words) == (file.document == "teacher")


def documents(project: Project, band: str) -> list[Composed]:
    made = Documents(project, project.module("sample"), TODAY)
    return list(made.composed(made.selections(band, made.students(band), list(Kind))))


def test_draft_and_final_are_one_tree_but_for_marks_and_days(tmp_path: Path) -> None:
    project = project_of(tmp_path)
    drafts = documents(project, "D")
    signing = project.signing(project.module("sample"), TODAY)
    verdict = signing.verdict("D", drafts[0][0].sign_offs, content_digest(drafts))
    on = PartialDate(2026, 11, 1)
    final = replace(verdict, signatures=tuple(replace(s, on=on) for s in verdict.signatures), missing=())
    finished = list(Documents(project, project.module("sample"), TODAY).signed(drafts, final))
    assert [selection.audience.document for selection, _ in finished] == [
        "student",
        "student",
        "cards",
        "cards",
        "teacher",
    ]
    for (_, draft), (_, document) in zip(drafts, finished, strict=True):
        assert replace(draft.furniture, draft_mark="") == document.furniture
        blanks = [line for line in text_of(draft).split("\n")[1:] if line != "signed on"]
        roles = tuple(str(s.name) for s in verdict.signatures)
        days = [f"{line}: signed on 1 November 2026" if line in roles else line for line in blanks]
        assert text_of(document).split("\n") == days


def test_a_template_that_asks_whether_it_prints_a_draft_is_refused(tmp_path: Path) -> None:
    project = project_of(tmp_path)
    own = "{{ b.name_line() }}{% if not pack.is_draft %}<p>Trust nobody.</p>{% endif %}"
    with pytest.raises(LessonPackError, match="template/forbidden"):
        made(change(project, "student.html.j2", "{{ b.name_line() }}", own))


def test_signing_writes_no_name_and_keeps_one_signature_for_each_role_and_scope(tmp_path: Path) -> None:
    project = project_of(tmp_path)
    sign(project, "sample", "author", bands=("C",), today=TODAY)
    sign(Project(tmp_path), "sample", "author", bands=("C", "D"), today=TODAY + timedelta(days=3))
    register = Project(tmp_path).sign_offs("sample")
    assert [(s.role, s.scope, str(s.on)) for s in register.signed.signatures] == [
        ("author", "C", "2026-11-04"),
        ("author", "D", "2026-11-04"),
    ]
    typed = yaml.safe_load((tmp_path / "content/sample/signoff.yaml").read_text("utf-8"))
    assert {key for entry in typed["signatures"] for key in entry} == {"role", "on", "scope", "digest"}


def test_nobody_signs_help_lines_that_nobody_has_checked(tmp_path: Path) -> None:
    project = project_of(tmp_path, lines=tuple({**line, "status": "unverified"} for line in LINES))
    with pytest.raises(LessonPackError, match="signoff/nothing"):
        sign(project, "sample", "help-verifier", bands=(), today=TODAY)
    assert not (tmp_path / "content/sample/signoff.yaml").exists()


def test_content_with_errors_is_not_signed(tmp_path: Path) -> None:
    data = content()
    data["definitions"][0]["topics"] = {"no_such_topic": 1}
    with pytest.raises(LessonPackError, match="policy/unknown-topic"):
        sign(project_of(tmp_path, data), "sample", "author", bands=(), today=TODAY)


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("role", "friend", "signoff/unknown-role: the policy asks no `friend` to sign"),
        ("scope", "Z", "signoff/unknown-role: `Z` is no band of students"),
        ("on", "0001-01-01", "signoff/day: nobody can have signed on 0001-01-01"),
        ("on", "2019-12-31", "signoff/day: nobody can have signed on 2019-12-31"),
        ("on", "2026", "signoff/day: nobody can have signed on 2026:"),
        ("digest", "abc", "content/wrong-value: 'abc' does not have the form: 64 digits and small letters from a to f"),
        ("scope", "c", "content/wrong-value: 'c' does not have the form: a band such as C, or help"),
    ],
)
def test_a_signature_that_cannot_be_one_is_refused_at_its_place(
    tmp_path: Path, key: str, value: str, told: str
) -> None:
    project = project_of(tmp_path)
    entry = {"role": "author", "on": "2026-11-01", "scope": "C", "digest": "0" * 64, key: value}
    signed = {"lessonpack": "1", "signatures": [entry]}
    (tmp_path / "content/sample/signoff.yaml").write_text(json.dumps(signed), encoding="utf-8")
    with pytest.raises(LessonPackError, match=r"content/sample/signoff.yaml:1:\d+: error " + re.escape(told)):
        in_d(project)


def test_an_expired_help_line_keeps_a_final_build_back_even_where_it_is_waived(tmp_path: Path) -> None:
    waiver = {"rule": "help/expired", "reason": "Fine.", "by": "lead", "on": "2026-10-01"}
    old = a_help_line("old", phone="103", verified_on="2020-01-01")
    lines = (*LINES, old)
    data = content(lint_waivers=[waiver])
    project = sign_all(project_of(tmp_path, {**data, "help": [line["id"] for line in lines]}, lines), ("D",))
    assert "help/expired" not in {d.code for d in in_d(project).diagnostics}
    request = PackRequest(TODAY, bands=("D",), documents=(), formats=(), final=True)
    with pytest.raises(LessonPackError) as caught:
        build(project, "sample", request)
    assert {d.code for d in caught.value.diagnostics if d.is_error} == {"help/expired", "waivers/error"}
