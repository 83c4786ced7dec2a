"""What `check --fix` changes in a module's file, what it leaves alone, and that it is done after one run."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lessonpack.check.registry import check
from lessonpack.diagnostics import LessonPackError
from lessonpack.load.files import read_module
from lessonpack.mend.edits import Edit, FileText, apart, applied
from lessonpack.mend.mend import Mended, mended
from lessonpack.project import Project
from tests.modules import ROOT, TODAY

WATER = (ROOT / "content/water-cycle/module.yaml").read_text(encoding="utf-8")
SAYS = "  - Say where a puddle goes, and where rain comes from.\n"
OLD, NEW = "child pornography", "child sexual abuse material"


def project_with(folder: Path, text: str | bytes) -> Project:
    path = folder / "content/water-cycle/module.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Project(folder)


def fixed(folder: Path, text: str | bytes) -> Mended:
    made = mended(project_with(folder, text), "water-cycle", TODAY)
    assert made is not None
    return made


def line_after(folder: Path, objective: str) -> str:
    """How an objective, typed as the list entry `objective`, stands in the file after mending."""
    assert SAYS in WATER
    made = fixed(folder, WATER.replace(SAYS, objective + "\n"))
    start = WATER.index(SAYS)
    tail = len(WATER) - start - len(SAYS)
    return made.after.raw[start:-tail].removesuffix("\n")


# ---- words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        (f"  - Say what {OLD} is.", f"  - Say what {NEW} is."),
        ("  - Child pornography is a crime.", "  - Child sexual abuse material is a crime."),
        (f"  - '{OLD}: it''s a crime'  # why", f"  - '{NEW}: it''s a crime'  # why"),
        (f'  - "a \\t{OLD}"', f'  - "a \\t{OLD}"'),
        (f'  - "Say: {OLD}"', f'  - "Say: {NEW}"'),
        (f"  - >-\n    Say what {OLD}\n    is.", f"  - >-\n    Say what {NEW}\n    is."),
        (
            "  - >-\n    Say what child\n    pornography is.",
            "  - >-\n    Say what child\n    sexual abuse material is.",
        ),
        (f"  - Say **what {OLD}** is.", f"  - Say **what {NEW}** is."),
        (f"  - Say [what {OLD} is](https://example.org/child-pornography).",
         f"  - Say [what {NEW} is](https://example.org/child-pornography)."),
    ],
)  # fmt: skip
def test_a_term_with_one_successor_is_replaced_and_nothing_else(tmp_path: Path, typed: str, written: str) -> None:
    assert line_after(tmp_path, typed) == written


@pytest.mark.parametrize(
    "typed",
    [
        f"  - Say why “{OLD}” is not written any more.",
        f"  - 'Say why \"{OLD}\" is not written any more.'",
        f"  - Say why «{OLD}» is not written any more.",
        "  - Say why child-pornography is not written any more.",
        "  - Say why CHILD PORNOGRAPHY is not written any more.",
        "  - Say why child *pornography* is not written any more.",
        "  - Say what child prostitution is.",
        "  - Say who went willingly.",
        "  - Name the Optional Protocol to the Convention on the Rights of the Child on the sale of children, child"
        " prostitution and child pornography.",
    ],
)
def test_words_that_are_quoted_stressed_or_depend_on_their_sentence_are_left(tmp_path: Path, typed: str) -> None:
    assert line_after(tmp_path, typed) == typed


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('series: "Water in Crisis', f'series: "{OLD} in Crisis'),
        ("title: Where water goes, the", f"title: Where {OLD} goes, the"),
        ("cite_as: lessonpack", f"cite_as: {OLD}"),
    ],
)
def test_titles_and_what_cites_keep_their_words(tmp_path: Path, old: str, new: str) -> None:
    assert old in WATER
    assert fixed(tmp_path, WATER.replace(old, new)).edits == ()


def test_words_of_a_quotation_are_left_and_those_of_a_retelling_are_replaced(tmp_path: Path) -> None:
    words = "text: So much {old}  here., note: On {old}."
    entry = "\nexcerpts:\n  - {{id: e1, source: shiklomanov-1993, kind: {kind}, " + words + "}}\n"
    for kind, text in (("quote", f"So much {OLD}  here."), ("abstract", f"So much {OLD}  here."),
                       ("paraphrase", f"So much {NEW} here.")):  # fmt: skip
        made = fixed(tmp_path, WATER + entry.format(kind=kind, old=OLD))
        assert f"text: {text}, note: On {OLD}." in made.after.raw


def test_a_successor_that_the_age_does_not_meet_either_is_left_to_the_author(tmp_path: Path) -> None:
    young = "text: {A: Rain is water. It falls from a cloud.}"
    assert young in WATER
    made = fixed(tmp_path, WATER.replace(young, "text: {A: Rain  is water and no paedophile.}"))
    assert [edit.kind for _, edit in made.edits] == ["spacing"]
    assert "Rain is water and no paedophile." in made.after.raw


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("  - Say  where.", "  - Say where."),
        ("  - |\n    Say  where.\n      And why.", "  - |\n    Say where.\n      And why."),
        ("  - Call 0800  1111  or 116  111.", "  - Call 0800  1111 or 116  111."),
        ("  - {A:  Say,  B:  x}", "  - {A:  Say,  B:  x}"),
        ("  - Say.  # two  spaces  in a comment", "  - Say.  # two  spaces  in a comment"),
    ],
)
def test_double_spaces_go_between_words_never_between_digits_or_in_the_layout(
    tmp_path: Path, typed: str, written: str
) -> None:
    assert line_after(tmp_path, typed) == written


# ---- form ------------------------------------------------------------------------------------------------------------


def test_dates_are_rewritten_also_in_a_module_that_cannot_be_read_yet(tmp_path: Path) -> None:
    text = WATER.replace("date: 1993\n", 'date: "May 1993" # of the book\n').replace("version: 1\n", "version: one\n")
    made = fixed(tmp_path, text)
    assert [edit.said for _, edit in made.edits] == ["'May 1993' is written 1993-05"]
    assert 'date: "1993-05" # of the book\n' in made.after.raw


def test_a_date_that_may_mean_two_days_is_left(tmp_path: Path) -> None:
    assert fixed(tmp_path, WATER.replace("date: 1993\n", "date: 05/06/1993\n")).edits == ()


def test_line_ends_and_the_end_of_the_file_are_mended_with_the_marks_of_windows_kept(tmp_path: Path) -> None:
    crlf = WATER.replace("\n", "\r\n")
    made = fixed(tmp_path, b"\xef\xbb\xbf" + (crlf.replace("id: rain\r\n", "id: rain  \t\r\n") + "  \r\n\r\n").encode())
    assert made.after.raw == "\ufeff" + crlf
    assert fixed(tmp_path, WATER.rstrip("\n")).after.raw == WATER


def test_an_escaped_space_at_the_end_of_a_line_stays(tmp_path: Path) -> None:
    typed = '  - "Say where \\ \n    it goes."'
    assert line_after(tmp_path, typed) == typed


def test_letters_are_composed_and_addresses_stay(tmp_path: Path) -> None:
    typed = "  - Say cafe\u0301 and [more](https://example.org/cafe\u0301)."
    assert line_after(tmp_path, typed) == "  - Say café and [more](https://example.org/cafe\u0301)."


# ---- files -----------------------------------------------------------------------------------------------------------


def test_a_module_that_is_sound_is_not_touched(tmp_path: Path) -> None:
    made = fixed(tmp_path, WATER)
    assert (made.edits, made.diff(), made.after) == ((), "", made.before)


def test_a_module_of_the_program_is_not_mended(tmp_path: Path) -> None:
    assert mended(Project(tmp_path), "water-cycle", TODAY) is None


def test_the_file_is_written_whole_with_its_rights_and_nothing_beside_it(tmp_path: Path) -> None:
    made = fixed(tmp_path, WATER.replace("id: rain\n", "id: rain \n"))
    made.path.chmod(0o640)
    made.write()
    assert made.path.read_text(encoding="utf-8") == WATER
    assert made.path.stat().st_mode & 0o777 == 0o640
    assert list(made.path.parent.iterdir()) == [made.path]


def test_a_file_that_was_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    made = fixed(tmp_path, WATER.replace("id: rain\n", "id: rain \n"))
    made.path.write_text("mine", encoding="utf-8")
    with pytest.raises(LessonPackError) as caught:
        made.write()
    assert [d.code for d in caught.value.diagnostics] == ["env/cannot-write"]
    assert made.path.read_text(encoding="utf-8") == "mine"


def test_the_difference_is_a_unified_diff_at_the_lines_of_the_file(tmp_path: Path) -> None:
    assert fixed(tmp_path, WATER + "\n").diff().splitlines()[:3] == [
        "--- a/content/water-cycle/module.yaml",
        "+++ b/content/water-cycle/module.yaml",
        f"@@ -{WATER.count(chr(10)) - 2},4 +{WATER.count(chr(10)) - 2},3 @@",
    ]


def test_edits_that_reach_into_each_other_are_not_both_made() -> None:
    edits = apart([Edit(0, 4, "x", "", ""), Edit(2, 5, "y", "", ""), Edit(4, 5, "z", "", "")])
    assert applied("abcdef", edits) == "xzf"
    assert FileText("a\r\nb\nc\r\n").after([Edit(4, 5, "X", "", "")]).raw == "a\r\nb\nX\r\n"


# ---- properties ------------------------------------------------------------------------------------------------------

FAULTS = (
    (SAYS, f"  - Say what {OLD}  is, cafe\u0301.\n"),
    (SAYS, "  - Pedophiles and illegal migrants: “illegal migrants”  \n"),
    ("id: rain\n", "id: rain   \n"),
    ("date: 1993\n", "date: 1 May 1993\n"),
    ("date: 1993\n", "date: 05/06/1993\n"),
    ("Rain is water. It falls", "Rain  is  water. A paedophile falls"),
    ("    core: >-\n", "    core: >-\n      A pedophile  or\n      child pornography. \n"),
    ("code: water-1\n", "code: water-1\n\n# a comment  with \t\n"),
    ("minutes: 45\n", "minutes: forty\n"),
)


def findings(project: Project, text: str) -> set[tuple[str, str]]:
    try:
        module = read_module(text.encode(), "m.yaml")
    except LessonPackError as fault:
        return {(d.code, d.message) for d in fault.diagnostics}
    found = check(module, project.policy, today=TODAY, help_lines=project.help_lines)
    return {(f.code, f.about) for f in found}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(st.sampled_from(FAULTS)), st.sampled_from(["", "\n\n", " "]), st.booleans())
def test_a_second_run_changes_nothing_and_no_run_brings_a_new_fault(
    tmp_path: Path, faults: set[tuple[str, str]], end: str, is_windows: bool
) -> None:
    text = WATER
    for old, new in sorted(faults):
        text = text.replace(old, new, 1)
    text = (text + end).replace("\n", "\r\n") if is_windows else text + end
    first = fixed(tmp_path, text)
    first.write()
    again = mended(Project(tmp_path), "water-cycle", TODAY)
    assert again is not None
    assert again.edits == ()
    if not any("minutes: forty" in new or "1 May" in new for _, new in faults):
        assert findings(Project(tmp_path), first.after.text) <= findings(Project(tmp_path), first.before.text)
    assert (first.after.raw != first.before.raw) == bool(first.edits)
