"""The shipped modules as a school hands them out: lines checked, everything signed, the school's name on top."""

from __future__ import annotations

import shutil

import pytest
import yaml

from lessonpack.pack import PackRequest, build
from lessonpack.project import Project
from lessonpack.sign import sign
from lessonpack.write.readback import spoken
from lessonpack.write.writer import Format
from tests.modules import ROOT, TODAY

NAME = "Secondary School No. 112 of the City of Example"
CHECK = {
    "status": "verified",
    "verified_on": TODAY.isoformat(),
    "verified_by": "help-line verifier",
    "method": "called",
}


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy of what is shipped, as if somebody had called every line that can be called."""
    folder = tmp_path_factory.mktemp("school")
    for name in ("content", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    register = yaml.safe_load((folder / "content/help.yaml").read_text(encoding="utf-8"))
    for line in register["resources"]:
        if line["status"] == "unverified" and {"phone", "sms", "web"} & set(line):
            line.update(CHECK)
    (folder / "content/help.yaml").write_text(yaml.safe_dump(register, allow_unicode=True), encoding="utf-8")
    with (folder / "templates/standard/theme.yaml").open("a", encoding="utf-8") as theme:
        theme.write(f'\nschool:\n  name: "{NAME}"\n')
    project = Project(folder)
    for module in project.module_ids():
        roles = [role.id for role in project.policy.sign_offs]
        for role in roles if project.module(module).help else ("author",):
            sign(project, module, role, bands=project.policy.student_bands(), today=TODAY)
    return Project(folder)


@pytest.mark.parametrize("module", Project(ROOT).module_ids())
def test_a_final_sheet_has_no_more_pages_than_the_policy_allows(school: Project, module: str) -> None:
    pack = build(school, module, PackRequest(TODAY, documents=("student",), formats=("pdf",)))
    assert pack.files
    assert not any(file.is_draft for file in pack.files)
    assert [d.message for d in pack.diagnostics if d.code in ("pages/too-many", "pages/terms")] == []
    assert all(NAME in spoken(file.data, Format.PDF).pages[0] for file in pack.files)
