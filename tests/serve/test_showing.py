"""What a preview shows: what a build admits, and nothing else; what it finds; and what stays when it fails."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from lessonpack.diagnostics import Span, error
from lessonpack.pack import PackRequest, build
from lessonpack.project import Project
from lessonpack.serve import showing as serve_showing
from lessonpack.serve.showing import Showing, Wanted, as_event, shown
from tests.gate.projects import a_project, change
from tests.gate.test_gate import FULL
from tests.modules import TODAY, a_definition, module_data

NOTHING = Showing()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return a_project(tmp_path, FULL).folder


def wanted(folder: Path, **more: Any) -> Wanted:
    return Wanted(folder, "sample", lambda: TODAY, **more)


def rewrite(folder: Path, old: str, new: str) -> None:
    path = folder / "content/sample/module.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def addresses(showing: Showing) -> dict[str, str]:
    return {
        f"{one['band']} {one['document']} {one['level']} {kind}": page
        for one in showing.said["documents"]
        for kind, page in one["pages"].items()
    }


def test_the_pages_are_those_of_a_build_in_both_formats(folder: Path) -> None:
    showing = shown(wanted(folder), NOTHING)
    pack = build(Project(folder), "sample", PackRequest(TODAY, formats=("html", "pdf")))
    assert showing.files == pack.files
    assert {file.format for file in showing.files} == {"html", "pdf"}
    assert (showing.is_old, showing.is_built, showing.empty_bands) == (False, True, pack.empty_bands)
    for address in addresses(showing).values():
        assert address.rpartition("/")[2] in showing.by_name


def test_what_the_gate_refuses_is_not_shown(tmp_path: Path) -> None:
    project = change(a_project(tmp_path, FULL), "student.html.j2", "{{ b.help(pack) }}", "")
    showing = shown(wanted(project.folder), NOTHING)
    assert (showing.files, showing.said["documents"], showing.is_old, showing.is_built) == ((), [], False, True)
    assert showing.said["findings"][0]["code"].startswith("gate/")


def test_a_fault_keeps_the_last_good_pages_and_marks_them_as_old(folder: Path) -> None:
    good = shown(wanted(folder), NOTHING)
    rewrite(folder, '"minutes": 45', '"minutez": 45')
    broken = shown(wanted(folder), good)
    assert (broken.files, broken.is_old) == (good.files, True)
    codes = [(found["severity"], found["code"]) for found in broken.said["findings"]]
    assert codes == [("error", "content/missing-key"), ("error", "content/unknown-key")]
    rewrite(folder, '"minutez": 45', '"minutes": 45')
    assert shown(wanted(folder), broken) == good


def test_a_page_has_another_address_once_it_has_changed_and_only_then(tmp_path: Path) -> None:
    words = {"C": "Someone who listens.", "D": "A person who listens."}
    folder = a_project(tmp_path, module_data(a_definition("d1", topics={"personal_safety": 1}, text=words))).folder
    before = shown(wanted(folder), NOTHING)
    rewrite(folder, "Someone who listens.", "Someone who helps.")
    after = addresses(shown(wanted(folder), before))
    changed = {name for name, address in addresses(before).items() if after[name] != address}
    assert {"C student core html", "C student core pdf"} <= changed
    assert {name for name in changed if name.startswith("D student")} == set()


def test_a_finding_is_told_in_the_words_of_check_with_its_place_and_line(folder: Path) -> None:
    path = folder / "content/sample/module.yaml"
    path.write_text('lessonpack: "1"\nid: sample\ntitle: [\n', encoding="utf-8")
    (found,) = shown(wanted(folder), NOTHING).said["findings"]
    assert (found["severity"], found["code"]) == ("error", "yaml/syntax")
    assert found["place"].startswith("content/sample/module.yaml:4:")
    path.write_text('lessonpack: "1"\nid: sample\nminutez: 4\n', encoding="utf-8")
    found = next(f for f in shown(wanted(folder), NOTHING).said["findings"] if f["code"] == "content/unknown-key")
    assert found["place"] == "content/sample/module.yaml:3:1"
    assert found["lines"] == "    3 | minutez: 4\n        ^^^^^^^"
    assert found["hint"]


def test_errors_come_before_warnings_and_notes_are_left_out() -> None:
    root = Path(__file__).parents[2]
    found = shown(Wanted(root, "trafficking-belarus", lambda: TODAY), NOTHING).said["findings"]
    assert {each["severity"] for each in found} == {"warning"}
    with_error = serve_showing._told(
        [
            error("x/last", Span("z.yaml"), "an error"),
            *(each.diagnostic for each in shown(Wanted(root, "water-cycle", lambda: TODAY), NOTHING).findings),
        ],
        Project(root),
    )
    assert with_error[0].diagnostic.code == "x/last"


def test_a_pack_file_arranges_what_is_shown_and_its_faults_are_findings(folder: Path) -> None:
    pack = folder / "packs/mine.yaml"
    pack.parent.mkdir()
    pack.write_text('lessonpack: "1"\npaper: letter\n', encoding="utf-8")
    plain, arranged = (shown(wanted(folder, **more), NOTHING) for more in ({}, {"pack_file": "mine"}))
    assert addresses(plain).keys() == addresses(arranged).keys()
    assert addresses(plain) != addresses(arranged)
    pack.write_text('lessonpack: "1"\nthemes: [nothing]\n', encoding="utf-8")
    broken = shown(wanted(folder, pack_file="mine"), arranged)
    assert (broken.is_old, broken.said["findings"][0]["place"]) == (True, "packs/mine.yaml:2:10")


def test_templates_of_strangers_are_kept_apart_in_a_preview_too(folder: Path) -> None:
    template = folder / "templates/standard/student.html.j2"
    template.write_text(template.read_text(encoding="utf-8") + '{% include "other.txt" %}\n', encoding="utf-8")
    template.with_name("other.txt").write_text("", encoding="utf-8")
    assert not shown(wanted(folder), NOTHING).is_old
    assert "template/not-found" not in [found.diagnostic.code for found in shown(wanted(folder), NOTHING).findings]
    # With --untrusted, only what ends in .j2 is a template.
    apart = shown(wanted(folder, untrusted=True), NOTHING)
    assert {found.diagnostic.code for found in apart.findings if found.diagnostic.is_error} == {"template/not-found"}


def test_a_theme_that_has_gone_is_a_finding(folder: Path) -> None:
    showing = shown(wanted(folder, theme="gone"), NOTHING)
    assert [found["code"] for found in showing.said["findings"]] == ["project/not-found"]


def test_a_defect_of_ours_is_told_and_ends_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = shown(wanted(folder), NOTHING)
    monkeypatch.setattr(serve_showing, "build", lambda *_: 1 // 0)
    showing = shown(wanted(folder), good)
    assert (showing.files, showing.is_old) == (good.files, True)
    assert [found["code"] for found in showing.said["findings"]] == ["internal/fault"]


def test_the_day_is_asked_for_each_build(folder: Path) -> None:
    days: list[date] = [TODAY, TODAY + timedelta(days=4000)]
    asked = Wanted(folder, "sample", lambda: days.pop(0))
    first = shown(asked, NOTHING)
    second = shown(asked, first)
    assert days == []
    assert {each["code"] for each in second.said["findings"]} - {each["code"] for each in first.said["findings"]}


def test_an_event_is_one_line_whatever_the_files_say(folder: Path) -> None:
    rewrite(folder, '"minutes": 45', '"<script>alert(1)</script>\\n\\ndata: {}": 45')
    event = as_event(shown(wanted(folder), NOTHING), "sample", is_building=False)
    assert event.count("\n") == 2
    assert event.endswith("\n\n")
    said = json.loads(event.removeprefix("data: "))
    assert (said["module"], said["building"]) == ("sample", False)
    assert any("<script>" in found["lines"] for found in said["findings"])
