"""A pack file -> the project as the file arranges it. Whatever the file names must be there; what is missing is told at
its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from lessonpack.diagnostics import Diagnostic, LessonPackError, error
from lessonpack.load.files import load_plan
from lessonpack.model.plan import PackPlan
from lessonpack.project import Project
from lessonpack.untrusted.templates import UntrustedTemplates


def plan_file(project: Project, given: str) -> str:
    """The name below the project's folder of a pack file: `evening` means packs/evening.yaml."""
    if not given.endswith(".yaml"):
        return f"packs/{given}.yaml"
    path, folder = Path(given).resolve(), project.folder.resolve()
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else Path(given).as_posix()


def planned(project: Project, given: str) -> Project:
    """The project with the templates and the order of sections of a pack file.

    `given` is the file's path, or its name in the folder `packs`. Raises LessonPackError with all faults of the file.
    """
    found = project.find(plan_file(project, given))
    plan = load_plan(found.path, shown=found.shown)
    faults = list(_unknown(plan, "templates", [plan.templates] if plan.templates else [], project.set_names()))
    arranged = project if faults else replace(project, template_set=plan.templates or project.template_set, plan=plan)
    faults += _unknown(plan, "modules", plan.modules or (), project.every_module_id())
    faults += _unknown(plan, "bands", plan.bands or (), project.policy.student_bands())
    faults += _unknown(plan, "themes", plan.themes or (), arranged.theme_names())
    if faults:
        raise LessonPackError(faults)
    return arranged


def arranged(
    folder: Path, templates: str | None = None, pack_file: str | None = None, *, untrusted: bool = False
) -> Project:
    """The project in a folder as somebody asks for it: a template set that is named stands over the pack file's.

    `untrusted` has templates rendered in processes of their own. Raises LessonPackError with the faults of the pack
    file; whether there is such a set is for who asks.
    """
    project = Project(folder, template_kind=UntrustedTemplates) if untrusted else Project(folder)
    project = planned(project, pack_file) if pack_file else project
    return replace(project, template_set=templates) if templates else project


def _unknown(plan: PackPlan, key: str, named: Iterable[str], known: tuple[str, ...]) -> Iterator[Diagnostic]:
    """pack/unknown-name: nothing of this name is there."""
    for index, name in enumerate(named):
        if name not in known:
            near = get_close_matches(name, known, n=1, cutoff=0.6)
            hint = f"did you mean `{near[0]}`?" if near else f"known: {', '.join(known)}"
            found = f"`{name}` is none of the {key} that there are"
            yield error("pack/unknown-name", plan.span_of(key, index), found, hint=hint)
