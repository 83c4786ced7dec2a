"""Which file answers to a name: the first root that has it, and never a file outside its root."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lessonpack.diagnostics import LessonPackError
from lessonpack.render.locate import Root, explain, find, places, places_in_sets


@pytest.fixture
def roots(tmp_path: Path) -> tuple[Root, ...]:
    """Two folders with a file in each, one in both, and a secret beside them."""
    for folder, names in (("own", ("both.txt", "own.txt")), ("shipped", ("both.txt", "deep/shipped.txt"))):
        for name in names:
            path = tmp_path / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(folder)
    (tmp_path / "secret.txt").write_text("secret")
    return (Root(tmp_path / "own", "", "yours"), Root(tmp_path / "shipped", "lessonpack:", "shipped"))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("both.txt", "both.txt"),
        ("own.txt", "own.txt"),
        ("deep/shipped.txt", "lessonpack:deep/shipped.txt"),
        ("./deep/./shipped.txt", "lessonpack:./deep/./shipped.txt"),
    ],
)
def test_the_first_root_that_has_the_file_answers(name: str, shown: str, roots: tuple[Root, ...]) -> None:
    found = find(name, roots)
    assert found is not None
    assert found.shown == shown
    assert found.path.is_file()


@pytest.mark.parametrize(
    "name", ["", ".", "deep", "nope.txt", "../secret.txt", "deep/../../secret.txt", "deep/../both.txt", "/etc/passwd",
             "both.txt/", "both.txt/x", "a\0b", "x" * 5000],
)  # fmt: skip
def test_no_other_name_finds_anything(name: str, roots: tuple[Root, ...]) -> None:
    found = find(name, roots)
    assert found is None or found.path.resolve().is_relative_to(found.root.folder.resolve())
    assert found is None or name == "both.txt/"


def test_an_absolute_name_of_a_file_inside_is_refused_as_well(roots: tuple[Root, ...]) -> None:
    assert find(str(roots[0].folder / "own.txt"), roots) is None


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no symbolic links here")
def test_a_link_that_leads_out_of_the_root_is_refused_and_no_other_file_answers_for_it(
    roots: tuple[Root, ...], tmp_path: Path
) -> None:
    (roots[0].folder / "shipped.txt").symlink_to(tmp_path / "secret.txt")
    (roots[0].folder / "up").symlink_to(tmp_path)
    (roots[0].folder / "in.txt").symlink_to(roots[0].folder / "own.txt")
    for name in ("shipped.txt", "up/secret.txt"):
        with pytest.raises(LessonPackError, match=f"^{name}:1:1: error project/outside: this is a link"):
            find(name, roots)
    assert find("in.txt", roots) is not None


def test_a_folder_that_is_called_like_a_file_is_told(roots: tuple[Root, ...]) -> None:
    (roots[0].folder / "policy.yaml").mkdir()
    with pytest.raises(LessonPackError, match=r"^policy.yaml:1:1: error project/no-file"):
        find("policy.yaml", roots)


def test_a_root_may_itself_be_reached_by_a_link(roots: tuple[Root, ...], tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(roots[0].folder)
    assert find("own.txt", (Root(tmp_path / "link", "", "linked"),)) is not None


def test_the_explanation_names_every_place_and_the_one_that_was_chosen(roots: tuple[Root, ...]) -> None:
    assert explain(places("both.txt", roots)) == [
        "-> both.txt  (yours): chosen",
        "   lessonpack:both.txt  (shipped): found, but an earlier one answers",
    ]
    assert explain(places("deep/shipped.txt", roots)) == [
        "   deep/shipped.txt  (yours): not there",
        "-> lessonpack:deep/shipped.txt  (shipped): chosen",
    ]


def test_the_explanation_does_not_tell_what_lies_outside(roots: tuple[Root, ...]) -> None:
    assert [line[-9:] for line in explain(places("../secret.txt", roots))] == ["not there", "not there"]


def test_a_set_answers_from_every_root_before_the_set_that_it_extends(roots: tuple[Root, ...]) -> None:
    looked_at = places_in_sets("student.html.j2", ("ours", "standard"), roots)
    assert [place.root.shown(place.name) for place in looked_at] == [
        "templates/ours/student.html.j2",
        "lessonpack:templates/ours/student.html.j2",
        "templates/standard/student.html.j2",
        "lessonpack:templates/standard/student.html.j2",
    ]
