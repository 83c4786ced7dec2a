"""Files to start from: a project, a module, a set of templates, a pack file. Nothing that is there is ever written
over."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path, PurePosixPath
from string import Template

from lessonpack.diagnostics import LessonPackError, Span, error
from lessonpack.project import STANDARD, Project
from lessonpack.schemas import FOLDER as SCHEMAS
from lessonpack.schemas import modeline, write_schemas

FIRST_MODULE = "first-lesson"
_SLUG = re.compile(r"[a-z][a-z0-9-]{0,59}")
_DOCUMENTS = ("student", "teacher")
_KINDS = {"module.yaml": "module", "theme.yaml": "theme", "set.yaml": "set"}


def new_project(folder: Path) -> tuple[Path, ...]:
    """A folder with one module, a pack file, and files for look and sections; it builds at once. The written files.

    Raises LessonPackError with new/exists where one of them is there already; then nothing is written.
    """
    project = Project(folder)
    made = {
        "README.md": _starter("project/README.md", module=FIRST_MODULE),
        f"content/{FIRST_MODULE}/module.yaml": _starter("module.yaml", id=FIRST_MODULE, code="lesson-1"),
        "packs/class.yaml": _pack(project, "class"),
        "templates/standard/theme.yaml": _starter("templates/theme.yaml"),
        "templates/standard/sections.html.j2": _plain("templates/sections.html.j2"),
    }
    return _put(folder, made) + _schemas(folder)


def new_module(project: Project, name: str, code: str = "") -> tuple[Path, ...]:
    """A commented module. Raises LessonPackError for an id or code that is taken or has not the form of one."""
    for given in (name, code or name):
        _well_formed(given)
    if name in project.every_module_id():
        raise _refused("new/taken", f"there is a module `{name}` already", "choose another id")
    if (code or name) in _codes(project):
        raise _refused("new/taken", f"the code `{code or name}` belongs to another module", "choose another --code")
    made = {f"content/{name}/module.yaml": _starter("module.yaml", id=name, code=code or name)}
    return _put(project.folder, made) + _schemas(project.folder)


def new_templates(project: Project, name: str, extends: str) -> tuple[Path, ...]:
    """A set of templates that extends another, with that one's order of sections to change."""
    _well_formed(name)
    if name in project.set_names():
        raise _refused("new/taken", f"there is a template set `{name}` already", "choose another name")
    parent = Project(project.folder, extends)
    made = {
        "set.yaml": _starter("templates/set.yaml", name=name, extends=extends),
        "theme.yaml": _starter("templates/theme.yaml"),
        "sections.html.j2": _plain("templates/sections.html.j2"),
    }
    for document in _DOCUMENTS:
        found = parent.find(f"templates/{extends}/{document}.html.j2")
        made[f"{document}.html.j2"] = found.path.read_text(encoding="utf-8-sig")
    placed = {f"templates/{name}/{file}": text for file, text in made.items()}
    return _put(project.folder, placed) + _schemas(project.folder)


def new_pack(project: Project, name: str) -> tuple[Path, ...]:
    """A pack file with the sections of the handout as the template has them."""
    _well_formed(name)
    return _put(project.folder, {f"packs/{name}.yaml": _pack(project, name)}) + _schemas(project.folder)


def _pack(project: Project, name: str) -> str:
    names = project.templates.sections("student")
    sections = "\n".join(["  student:", *(f"    - {section}" for section in names)])
    chosen = project.template_set
    templates = f"templates: {chosen}" if chosen != STANDARD else f"# templates: {STANDARD}"
    return _starter("pack.yaml", name=name, templates=templates, sections=sections)


def _codes(project: Project) -> set[str]:
    """The codes of all modules that can be read; a broken one must not keep anybody from beginning another."""
    codes = set()
    for name in project.every_module_id():
        try:
            codes.add(project.module(name).code)
        except LessonPackError:
            continue
    return codes


def _well_formed(name: str) -> None:
    if not _SLUG.fullmatch(name):
        hint = "write small letters, digits and hyphens, starting with a letter, such as water-cycle"
        raise _refused("new/name", f"`{name}` cannot be the name of a folder or file here", hint)


def _refused(code: str, said: str, hint: str) -> LessonPackError:
    return LessonPackError([error(code, None, said, hint=hint)])


def _plain(file: str) -> str:
    return files(__name__).joinpath(file).read_text(encoding="utf-8")


def _starter(file: str, /, **values: str) -> str:
    return Template(_plain(file)).substitute(values)


def _schemas(folder: Path) -> tuple[Path, ...]:
    """What editors read to explain and complete the files; those that are there stay as they are."""
    return () if (folder / SCHEMAS).exists() else write_schemas(folder)


def _for_editors(name: str, text: str) -> str:
    """A file of data with the line that tells editors its schema; any other as it is."""
    path = PurePosixPath(name)
    kind = "pack" if path.parent.name == "packs" else _KINDS.get(path.name)
    return f"{modeline(kind, name)}\n{text}" if kind else text


def _put(folder: Path, made: Mapping[str, str]) -> tuple[Path, ...]:
    there = [name for name in made if (folder / name).exists()]
    if there:
        hint = "nothing was written; choose another name, or move the file away"
        raise LessonPackError(
            [error("new/exists", Span(name), "this file is there already", hint=hint) for name in there]
        )
    written = []
    for name, text in made.items():
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(_for_editors(name, text))
        except OSError as fault:
            said = f"cannot write {path.as_posix()}: {fault.strerror or type(fault).__name__}"
            raise LessonPackError([error("env/cannot-write", None, said)]) from None
        written.append(path)
    return tuple(written)
