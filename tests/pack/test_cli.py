"""The command line: what it answers, on which stream, and with which exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from lessonpack import api
from lessonpack.cli import COMMANDS, main
from tests.gate.projects import a_project, change
from tests.gate.test_gate import FULL
from tests.modules import TODAY, a_definition, a_question, module_data

DAY = ("--today", TODAY.isoformat())


def now() -> date:
    """The day on which the test runs."""
    return datetime.now().astimezone().date()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return a_project(tmp_path, FULL).folder


class Answer:
    def __init__(self, code: object, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*arguments: object) -> Answer:
        with pytest.raises(SystemExit) as end:
            main([str(a) for a in arguments])
        return Answer(end.value.code or 0, *capsys.readouterr())

    return run


# ---- exit codes ------------------------------------------------------------------------------------------------------


def test_a_build_that_is_done_answers_0_and_names_its_files(run: Any, folder: Path) -> None:
    out = folder / "packs"
    asked = ("--band", "C", "--document", "student", "--format", "pdf")
    answer = run("build", "sample", "--project", folder, "--out", out, *asked, *DAY)
    assert answer.code == 0
    path = out / "staying-safe-9/staying-safe-9-C-student.pdf"
    assert path.is_file()
    assert path.as_posix() in answer.out
    assert "1 of 1 files are DRAFTS. Still needed:" in answer.out
    assert "band C: the safeguarding lead has not signed" in answer.out


def test_a_build_in_several_themes_puts_each_into_a_folder_and_tells_findings_once(run: Any, folder: Path) -> None:
    out = folder / "packs"
    asked = ("--band", "C", "--document", "student", "--format", "docx", "--theme", "standard", "--theme", "plain")
    answer = run("build", "sample", "--project", folder, "--out", out, *asked, *DAY)
    assert answer.code == 0
    assert sorted(path.relative_to(out).as_posix() for path in out.rglob("*.docx")) == [
        "staying-safe-9/plain/staying-safe-9-C-student.docx",
        "staying-safe-9/staying-safe-9-C-student.docx",
    ]
    assert answer.out.endswith("sample in plain: 1 files\n")
    assert answer.out.count("Still needed:") == 1
    told = [line for line in answer.err.splitlines() if ": warning " in line]
    assert sorted(set(told)) == sorted(told)


def test_the_themes_are_listed_with_what_each_is_for(run: Any, folder: Path) -> None:
    own = folder / "templates/standard/themes"
    own.mkdir(parents=True, exist_ok=True)
    (own / "ours.yaml").write_text("extends: plain\nabout: for our school\n", encoding="utf-8")
    answer = run("build", "--list-themes", "--project", folder)
    lines = answer.out.splitlines()
    assert [line.split()[0] for line in lines] == ["standard", "ink-saver", "large-print", "ours", "plain"]
    assert lines[3] == "ours         for our school"
    assert run("where", "ours", "--project", folder).out.startswith("-> templates/standard/themes/ours.yaml")


def test_faults_of_content_answer_1_with_their_place_and_leave_what_was_there(run: Any, tmp_path: Path) -> None:
    good = a_project(tmp_path, FULL).folder
    assert run("build", "--project", good, "--out", tmp_path / "out", "--format", "docx", *DAY).code == 0
    before = {p.name: p.read_bytes() for p in (tmp_path / "out/staying-safe-9").iterdir()}
    bad = module_data(a_definition("d1", topics={"groming": 1}))
    (good / "content/sample/module.yaml").write_text(json.dumps(bad), "utf-8")
    answer = run("build", "--project", good, "--out", tmp_path / "out", *DAY)
    assert answer.code == 1
    assert "content/sample/module.yaml:1:" in answer.err
    assert "error policy/unknown-topic: the policy has no topic `groming`" in answer.err
    assert "hint: did you mean `grooming`?" in answer.err
    assert "sample: not built; what was there before is untouched" in answer.err
    assert {p.name: p.read_bytes() for p in (tmp_path / "out/staying-safe-9").iterdir()} == before


def test_one_broken_module_does_not_keep_the_others_from_being_built(run: Any, tmp_path: Path) -> None:
    bad = module_data(a_definition("d1", topics={"groming": 1}), id="bad", code="bad-1")
    folder = a_project(tmp_path, bad, FULL).folder
    answer = run("build", "--project", folder, "--out", tmp_path / "out", "--format", "docx", *DAY)
    assert answer.code == 1
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["staying-safe-9"]


def test_a_fault_of_a_template_answers_1_at_its_line(run: Any, folder: Path) -> None:
    change(api.Project(folder), "student.html.j2", "{{ b.questions(pack.questions) }}", "<p>Call 112</p>")
    answer = run("check", "--project", folder, *DAY)
    assert answer.code == 1
    assert "templates/standard/student.html.j2:18:1: error gate/template-number" in answer.err
    assert "0 errors" not in answer.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("build", "nothing"), "there is no module 'nothing'; known: check-the-numbers, safe-and-heard, sample"),
        (("check", "nothing"), "there is no module 'nothing'; known: check-the-numbers, safe-and-heard, sample"),
        (("show", "nothing"), "there is no module 'nothing'; known: check-the-numbers, safe-and-heard, sample"),
        (("build", "sample", "--band", "T"), "there is no band 'T'; known: A, B, C, D"),
        (("show", "sample", "--band", "X"), "there is no band 'X'; known: A, B, C, D"),
        (
            ("build", "--theme", "huge"),
            "there is no theme 'huge'; known: standard, ink-saver, large-print, plain",
        ),
        (("build", "--format", "odt"), "'odt' is not one of"),
        (("build", "--today", "tomorrow"), "'tomorrow' does not match the format"),
        (("publish",), "No such command 'publish'"),
        (("build", "--no-gate"), "No such option"),
    ],
)
def test_wrong_usage_answers_2_and_names_what_is_known(
    run: Any, folder: Path, arguments: tuple[str, ...], said: str
) -> None:
    project = () if arguments[0] == "publish" else ("--project", folder)
    answer = run(*arguments, *project)
    assert answer.code == 2
    assert said in answer.err
    assert answer.out == ""


def test_a_disk_that_cannot_be_written_answers_3(run: Any, folder: Path) -> None:
    (folder / "out").mkdir()
    (folder / "out/staying-safe-9").write_bytes(b"mine")
    answer = run("build", "--project", folder, "--out", folder / "out", "--format", "docx", *DAY)
    assert answer.code == 3
    assert "error env/cannot-write" in answer.err
    assert (folder / "out/staying-safe-9").read_bytes() == b"mine"


def test_an_interruption_answers_130_and_leaves_nothing(
    run: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("lessonpack.output.os.replace", interrupted)
    answer = run("build", "--project", folder, "--out", folder / "out", "--format", "docx", *DAY)
    assert (answer.code, answer.err.splitlines()[-1]) == (130, "stopped; nothing half-written is left")
    assert list((folder / "out").rglob("*")) == []


def test_a_defect_of_the_program_is_told_in_one_line_without_a_traceback(
    run: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("first line\nsecond line")

    monkeypatch.setattr("lessonpack.commands.show.select", broken)
    answer = run("show", "sample", "--project", folder)
    assert answer.code == 70
    assert answer.err.splitlines()[0] == "error internal: RuntimeError: first line"
    assert "Traceback" not in answer.err + answer.out


# ---- what is printed -------------------------------------------------------------------------------------------------


def test_json_of_a_build_is_the_records_and_the_failures(run: Any, tmp_path: Path) -> None:
    bad = module_data(a_definition("d1", topics={"groming": 1}), id="bad", code="bad-1")
    folder = a_project(tmp_path, bad, FULL).folder
    answer = run(
        "build", "--json", "--project", folder, "--out", tmp_path / "out", "--format", "docx", "--band", "C", *DAY
    )
    found = json.loads(answer.out)
    assert [pack["module"]["id"] for pack in found["packs"]] == ["sample"]
    assert [fault["code"] for fault in found["failed"]] == ["policy/unknown-topic"]
    assert found["packs"][0] == json.loads((tmp_path / "out/staying-safe-9/pack.json").read_bytes())


def test_json_of_a_check_is_the_findings(run: Any, folder: Path) -> None:
    found = json.loads(run("check", "--json", "--project", folder, *DAY).out)
    assert ("pages/too-many", "warning", "content/sample/module.yaml") in {
        (d["code"], d["severity"], d["file"]) for d in found
    }
    assert {d["severity"] for d in found} == {"warning", "note"}
    (folder / "content/sample/module.yaml").write_text("lessonpack: 1\n", "utf-8")
    answer = run("check", "--json", "--project", folder, *DAY)
    assert answer.code == 1
    assert {d["code"] for d in json.loads(answer.out)} == {"content/missing-key"}


@pytest.mark.parametrize("options", [(), ("--json",), ("--document", "teacher"), ("--level", "easy"), ("--tree",)])
def test_show_names_what_is_withheld_and_never_says_its_words(run: Any, folder: Path, options: tuple[str, ...]) -> None:
    answer = run("show", "sample", "--band", "C", "--project", folder, *options, *DAY)
    assert answer.code == 0
    assert "SECRET" not in answer.out + answer.err
    if "--tree" not in options:
        assert "grooming has intensity 4; this band meets at most 3" in answer.out
        assert "content/sample/module.yaml:1:" in answer.out


def test_show_as_json_lists_kept_and_withheld_items_of_each_band(run: Any, tmp_path: Path) -> None:
    items = (a_definition("d1", topics={"grooming": 2}), a_question("q1", topics={}, uses=["d1"]))
    folder = a_project(tmp_path, module_data(*items)).folder
    found = json.loads(run("show", "sample", "--json", "--project", folder, *DAY).out)
    assert [(band["band"], [entry["item"] for entry in band["kept"]]) for band in found] == [
        ("A", []),
        ("B", []),
        ("C", ["d1", "q1"]),
        ("D", ["d1", "q1"]),
    ]
    assert found[2]["kept"][0] == {
        "item": "d1",
        "kind": "definition",
        "topics": [{"topic": "grooming", "found": 2, "limit": 3}],
        "rated": True,
        "place": found[2]["kept"][0]["place"],
    }
    assert found[2]["kept"][0]["place"].startswith("content/sample/module.yaml:1:")
    assert [(w["item"], w["reason"]) for w in found[0]["withheld"]] == [
        ("d1", "above-ceiling"),
        ("q1", "needs-withheld"),
    ]


def test_where_explains_which_file_answers(run: Any, folder: Path) -> None:
    own = run("where", "student.html.j2", "--project", folder).out.splitlines()
    assert own[0] == "-> templates/standard/student.html.j2  (your project): chosen"
    assert own[1].strip().startswith("lessonpack:templates/standard/student.html.j2")
    policy = run("where", "policy", "--project", folder).out.splitlines()
    assert policy[0].strip() == "content/policy.yaml  (your project): not there"
    assert policy[1] == "-> lessonpack:content/policy.yaml  (comes with lessonpack): chosen"
    shipped = policy[2].removeprefix("lessonpack: stands for the folder ")
    assert Path(shipped, "content/policy.yaml").is_file()


def test_where_says_that_nothing_answers_and_what_may_be_meant(run: Any, folder: Path) -> None:
    answer = run("where", "large-prnt", "--project", folder)
    assert (answer.code, answer.err) == (1, "no file answers to 'large-prnt'; did you mean large-print?\n")
    assert "templates/standard/large-prnt  (your project): not there" in answer.out
    assert run("where", "cards", "--project", folder).code == 0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("show", "sample", "--tree", "--json"), "leave one of them out"),
        (("sign", "sample", "--role", "help-verifier", "--band", "C"), "leave out --band"),
    ],
)
def test_options_that_contradict_each_other_are_refused(
    run: Any, folder: Path, line: tuple[str, ...], said: str
) -> None:
    answer = run(*line, "--project", folder)
    assert answer.code == 2
    assert said in answer.err


def references(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (v for k, v in value.items() if k == "$ref")
        for part in value.values():
            yield from references(part)
    elif isinstance(value, list):
        for part in value:
            yield from references(part)


@pytest.mark.parametrize("kind", ["module", "policy", "help"])
def test_a_schema_is_whole_and_closed(run: Any, kind: str) -> None:
    schema = json.loads(run("schema", kind).out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["type"] == "object"
    assert schema["additionalProperties"] is False
    assert set(references(schema)) == {f"#/$defs/{name}" for name in schema["$defs"]}
    assert all(d.get("additionalProperties") is False for d in schema["$defs"].values() if d["type"] == "object")


# ---- start-up --------------------------------------------------------------------------------------------------------

HELP = """
import sys
sys.argv = ["lessonpack", "--help"]
from lessonpack.cli import main
try:
    main()
except SystemExit as end:
    code = end.code
known = sys.stdlib_module_names
print(code, sorted({n.partition(".")[0] for n in sys.modules} - known - {"__main__"}), file=sys.stderr)
print(sorted(n for n in sys.modules if n.startswith("lessonpack")), file=sys.stderr)
"""


def test_help_imports_nothing_but_click() -> None:
    # -S leaves out site-packages' own start-up files, -I the environment.
    paths = [p for p in sys.path if p]
    script = f"import sys; sys.path[:0] = {paths!r}\n{HELP}"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr.splitlines() == ["0 ['click', 'lessonpack']", "['lessonpack', 'lessonpack.cli']"]
    assert [line.split()[0] for line in done.stdout.partition("Commands:\n")[2].splitlines()] == list(COMMANDS)


def test_the_program_runs_as_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "lessonpack", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"lessonpack {api.__version__}\n"


def test_show_says_for_each_item_that_is_kept_what_was_found_and_the_limit(run: Any, tmp_path: Path) -> None:
    items = (a_definition("d1", topics={"grooming": 2}), a_question("q1", topics={}), a_definition("d2"))
    folder = a_project(tmp_path, module_data(*items)).folder
    said = run("show", "sample", "--band", "C", "--project", folder, *DAY).out
    assert "d1 (definition): grooming 2 of at most 3  [content/sample/module.yaml:1:" in said
    assert "q1 (question): it is rated as touching no topic" in said
    assert "d2 (definition): it is not rated (no `topics`), so it is the teacher's" in said


def test_a_role_is_named_as_what_is_still_needed_names_it(run: Any, folder: Path) -> None:
    signed = run("sign", "sample", "--role", "content author", "--band", "C", "--project", folder, *DAY)
    assert (signed.code, signed.err) == (0, "")
    assert "author signed C on " in signed.out


def test_a_final_build_of_unsigned_documents_answers_1_and_says_what_to_type(run: Any, tmp_path: Path) -> None:
    folder = a_project(tmp_path / "p", module_data(a_definition("d1", topics={}))).folder
    out = tmp_path / "packs"
    answer = run("build", "sample", "--final", "--band", "C", "--project", folder, "--out", out)
    assert answer.code == 1
    assert "lessonpack sign sample --role author --band C" in answer.err
    assert not out.exists()
    signed = run("sign", "sample", "--role", "author", "--band", "C", "--project", folder)
    today = now().isoformat()
    assert (signed.code, signed.out.splitlines()[0]) == (0, f"  author signed C on {today}")
    assert run("build", "sample", "--final", "--band", "C", "--project", folder, "--out", out).code == 0
    assert run("build", "sample", "--final", "--project", folder, "--out", out, "--today", today).code != 2
    later = (now() + timedelta(days=30)).isoformat()
    other = run("build", "sample", "--band", "C", "--project", folder, "--out", tmp_path / "later", "--today", later)
    assert f"this is what would be built on {later}" in other.out


@pytest.mark.parametrize("days", [-400, -2, 2, 400])
def test_a_final_build_is_of_the_day_on_which_it_is_made(run: Any, folder: Path, days: int) -> None:
    other = now() + timedelta(days=days)
    answer = run("build", "sample", "--final", "--project", folder, "--out", folder / "o", "--today", other.isoformat())
    assert answer.code == 2
    assert f"final documents are made for the day on which they are made; it is {now()}, not {other}" in (
        " ".join(answer.err.split())
    )
    assert not (folder / "o").exists()


def test_a_limit_that_a_project_has_raised_is_told_at_every_build(run: Any, folder: Path) -> None:
    policy = (
        "topics: {grooming: {ceilings: {D: 4}}}\n"
        "raised: [{what: topics.grooming.ceilings.D, to: '4', role: safeguarding-lead, on: 2026-10-01, reason: Why}]\n"
    )
    (folder / "content/policy.yaml").write_text(policy, encoding="utf-8")
    asked = ("--band", "C", "--document", "student", "--format", "pdf")
    said = run("build", "sample", "--project", folder, "--out", folder / "out", *asked, *DAY).out
    assert (
        "  A limit is raised for this project: topics.grooming.ceilings.D to 4 (safeguarding-lead, 2026-10-01): Why"
        in said.splitlines()
    )


def test_a_defect_met_in_one_module_does_not_cost_the_others(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = module_data(a_definition("d1", topics={}))
    folder = a_project(tmp_path / "p", one, {**one, "id": "second", "code": "pack-2"}).folder
    real = api.build

    def breaking(project: Any, name: str, *rest: Any) -> Any:
        if name == "sample":
            raise ZeroDivisionError("division by zero")
        return real(project, name, *rest)

    monkeypatch.setattr("lessonpack.commands.build.build", breaking)
    asked = ("--band", "C", "--document", "student", "--format", "pdf")
    answer = run("build", "--project", folder, "--out", folder / "out", *asked, *DAY)
    assert answer.code == 70
    assert "content/sample/module.yaml:1:1: error internal/fault: ZeroDivisionError: division by zero" in answer.err
    assert [path.name for path in (folder / "out").iterdir()] == ["pack-2"]


def test_a_module_of_the_program_is_not_signed_inside_of_it(run: Any, tmp_path: Path) -> None:
    answer = run("sign", "water-cycle", "--role", "author", "--project", tmp_path, *DAY)
    assert answer.code == 1
    assert "error signoff/shipped" in answer.err
    assert "copy its folder to content/water-cycle in your own folder" in answer.err
    folder = answer.err.strip().rpartition("it lies in ")[2]
    assert Path(folder, "module.yaml").is_file()


def test_a_policy_that_is_a_link_to_elsewhere_is_told_and_not_passed_over(run: Any, folder: Path) -> None:
    strict = folder.parent / "strict.yaml"
    strict.write_text("topics: {child_rights: {ceilings: {D: 0}}}\n", encoding="utf-8")
    (folder / "content/policy.yaml").symlink_to(strict)
    answer = run("build", "sample", "--project", folder, *DAY)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("content/policy.yaml:1:1: error project/outside: this is a link to a file outside")
    assert "child_rights" not in answer.err


@pytest.mark.parametrize("name", ["module.yaml", "signoff.yaml"])
def test_a_folder_in_the_place_of_a_file_is_told(run: Any, folder: Path, name: str) -> None:
    (folder / "content/other").mkdir()
    wanted = folder / "content" / ("other" if name == "module.yaml" else "sample") / name
    wanted.mkdir()
    answer = run("build", "--project", folder, "--out", folder / "out", "--format", "pdf", "--band", "A", *DAY)
    assert answer.code == 1
    assert f"{wanted.relative_to(folder).as_posix()}:1:1: error project/no-file" in answer.err


@pytest.mark.parametrize(
    ("option", "value", "known"), [("--role", "friend", "author, second-teacher"), ("--band", "Z", "A, B, C, D")]
)
def test_signing_for_what_the_policy_does_not_have_is_a_wrong_usage(
    run: Any, folder: Path, option: str, value: str, known: str
) -> None:
    options = {"--role": "author", option: value}
    answer = run("sign", "sample", *(word for pair in options.items() for word in pair), "--project", folder, *DAY)
    assert answer.code == 2
    assert known in answer.err


def test_check_explains_a_code_and_lists_all(run: Any) -> None:
    assert run("check", "--explain", "numbers/parts-sum").out.startswith("numbers/parts-sum (error)\n")
    unknown = run("check", "--explain", "numbers/part-sum")
    assert (unknown.code, "near: numbers/parts-sum" in unknown.err) == (2, True)
    assert "signoff/missing" in run("check", "--list").out


def test_check_reads_every_theme_of_the_project(run: Any, folder: Path) -> None:
    own = folder / "templates/standard/themes"
    own.mkdir(parents=True, exist_ok=True)
    (own / "exam.yaml").write_text("extends: standard\ncolour: {}\n", "utf-8")
    found = json.loads(run("check", "--json", "--project", folder, *DAY).out)
    assert ("content/unknown-key", "templates/standard/themes/exam.yaml") in {(d["code"], d["file"]) for d in found}
