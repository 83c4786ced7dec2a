"""Themes that extend one another: what they say, whose value counts, and where a fault is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessonpack.project import Project, shipped_root
from lessonpack.theme.tokens import Scale, Theme, contrast
from tests.theme.themes import SHIPPED, places, project, refused, theme

ROOT = Project(shipped_root())
BANDS = ("A", "B", "C", "D")


def scales_in_use(theme: Theme) -> list[Scale]:
    return [*(theme.scale("student", band) for band in BANDS), theme.scale("teacher", "D")]


def sizes(scale: Scale) -> list[float]:
    return [size.size_pt for size in (scale.body, scale.title, scale.h2, scale.h3, scale.small)]


# ---- the shipped ones ----------------------------------------------------------------------------------------------


def test_the_shipped_themes_are_found_the_standard_one_first() -> None:
    assert ROOT.theme_names() == SHIPPED
    assert [ROOT.theme_called(name).name for name in SHIPPED] == list(SHIPPED)
    assert all(ROOT.theme_called(name).about for name in SHIPPED)


def test_nothing_in_large_print_is_smaller_than_eighteen_points() -> None:
    for scale in scales_in_use(ROOT.theme_called("large-print")):
        assert min(sizes(scale)) >= 18
        assert scale.body.leading_pt / scale.body.size_pt == pytest.approx(1.45, abs=0.02)
        assert scale.answer_pitch_mm == 13
        assert scale.stress == "bold"


def test_plain_is_set_wide_without_italics_and_without_grounds() -> None:
    plain = ROOT.theme_called("plain")
    for scale in scales_in_use(plain):
        assert min(sizes(scale)) >= 12
        assert scale.body.leading_pt / scale.body.size_pt >= 1.5
        assert scale.stress == "bold"
    assert plain.letter_spacing > 0
    assert {plain.colours.tint, plain.colours.head_tint} == {"#ffffff"}


def test_ink_saver_is_grey_without_grounds() -> None:
    ink_saver = ROOT.theme_called("ink-saver")
    for colour in ink_saver.colours.model_dump().values():
        assert colour[1:3] == colour[3:5] == colour[5:7]
    assert {ink_saver.colours.tint, ink_saver.colours.head_tint} == {"#ffffff"}
    assert scales_in_use(ink_saver) == scales_in_use(ROOT.theme)


@pytest.mark.parametrize("name", SHIPPED)
def test_words_of_every_shipped_theme_can_be_read_at_seven_to_one(name: str) -> None:
    colours = ROOT.theme_called(name).colours
    for ink in (colours.text, colours.muted, colours.accent):
        assert min(contrast(ink, ground) for ground in (colours.tint, colours.head_tint, "#ffffff")) >= 7


# ---- extending -----------------------------------------------------------------------------------------------------


def test_a_theme_says_only_what_differs(tmp_path: Path) -> None:
    ours = theme(tmp_path, "ours", ours='extends: large-print\ncolours: {accent: "#5a2d0c"}\n')
    large = ROOT.theme_called("large-print")
    assert (ours.colours.accent, ours.colours.text) == ("#5a2d0c", large.colours.text)
    assert ours.scales == large.scales


def test_a_project_s_own_standard_theme_reaches_the_themes_that_extend_it(tmp_path: Path) -> None:
    own = 'extends: standard\ncolours: {accent: "#5a2d0c"}\n'
    assert theme(tmp_path, "standard", standard=own).colours.accent == "#5a2d0c"
    assert theme(tmp_path, "plain").colours.accent == "#5a2d0c"
    assert theme(tmp_path, "plain").scales == ROOT.theme_called("plain").scales


def test_a_theme_that_extends_its_own_name_means_the_one_it_hides(tmp_path: Path) -> None:
    ours = theme(tmp_path, "plain", plain="extends: plain\npaper: letter\n")
    assert (ours.paper, ours.letter_spacing) == ("letter", 0.03)


def test_which_file_answers_to_a_theme_is_explained(tmp_path: Path) -> None:
    mine = project(tmp_path, plain="extends: plain\n")
    lines = mine.explain(mine.theme_file("plain"))
    assert [line.partition("  (")[0] for line in lines] == [
        "-> templates/standard/themes/plain.yaml",
        "   lessonpack:templates/standard/themes/plain.yaml",
    ]


# ---- faults --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "place", "hint_or_message"),
    [
        ({"a": "extends: b\n", "b": "about: x\nextends: a\n"}, "themes/b.yaml:2:10", "a.yaml -> "),
        ({"a": "extends: a\n"}, "themes/a.yaml:1:10", "extend each other"),
        ({"a": "extends: larg-print\n"}, "themes/a.yaml:1:10", "no theme `larg-print`"),
        ({"a": "extends: ../../secret\n"}, "themes/a.yaml:1:10", "no theme"),
        ({"a": "extends: [standard]\n"}, "themes/a.yaml:1:10", "no theme"),
    ],
)
def test_themes_that_extend_nothing_or_each_other_are_refused(
    tmp_path: Path, files: dict[str, str], place: str, hint_or_message: str
) -> None:
    found = refused(tmp_path, "a", **files)
    assert places(found) == [(place, "theme/extends")]
    assert hint_or_message in found[0].message


def test_a_fault_is_told_in_the_file_that_has_it(tmp_path: Path) -> None:
    base = "extends: standard\ncolurs: {}\ncolours:\n  text: blue\n"
    ours = "extends: base\nscales:\n  older: {body: {size_pt: 12, ledding_pt: 20}}\n"
    found = refused(tmp_path, "ours", base=base, ours=ours)
    assert places(found) == [
        ("themes/base.yaml:2:1", "content/unknown-key"),
        ("themes/base.yaml:4:9", "theme/colour"),
        ("themes/ours.yaml:3:31", "content/unknown-key"),
    ]


def test_a_copied_name_is_told(tmp_path: Path) -> None:
    assert places(refused(tmp_path, "ours", ours="name: standard\nextends: standard\n")) == [
        ("themes/ours.yaml:1:7", "theme/name")
    ]


def test_every_pair_of_colours_that_cannot_be_read_is_named_at_the_colour_at_fault(tmp_path: Path) -> None:
    ours = 'extends: standard\ncolours:\n  muted: "#9a9a9a"\n  tint: "#444444"\n'
    found = refused(tmp_path, "ours", ours=ours)
    assert [(place, d.message.partition(" has")[0]) for (place, _), d in zip(places(found), found, strict=True)] == [
        ("themes/ours.yaml:3:10", "muted #9a9a9a on white paper #ffffff"),
        ("themes/ours.yaml:4:9", "accent #1f4e79 on tint #444444"),
        ("themes/ours.yaml:4:9", "text #1a1a1a on tint #444444"),
    ]


def test_an_ink_that_the_extended_theme_s_ground_swallows_is_told_at_the_ink(tmp_path: Path) -> None:
    base = 'extends: standard\ncolours:\n  tint: "#dddddd"\n'
    ours = 'extends: base\ncolours:\n  muted: "#6a6a6a"\n'
    assert places(refused(tmp_path, "ours", base=base, ours=ours)) == [("themes/ours.yaml:3:10", "theme/contrast")]


def test_a_scale_that_is_not_there_is_told_at_its_name(tmp_path: Path) -> None:
    found = refused(tmp_path, "ours", ours="extends: standard\nstudent_scales: {C: big}\nteacher_scale: tutor\n")
    assert places(found) == [("themes/ours.yaml:2:21", "theme/scale"), ("themes/ours.yaml:3:16", "theme/scale")]
