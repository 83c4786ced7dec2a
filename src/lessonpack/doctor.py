"""What is found in a school's Word file, in a project and on this computer, in lines for people; changes nothing."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from lessonpack.check.contacts import has_bare_address, long_numbers
from lessonpack.diagnostics import Diagnostic, LessonPackError, Severity
from lessonpack.letterhead.model import STYLE_NAMES, Face, Letterhead, Sheet, Variant, images, words
from lessonpack.project import REFERENCE, STANDARD, Project
from lessonpack.render.locate import find
from lessonpack.theme.tokens import PAPERS_MM, Theme

_PACKAGES = ("lessonpack", "python-docx", "lxml", "reportlab", "jinja2", "pydantic", "pillow")
_EXTRAS = {
    "pikepdf": "sheets to print (lessonpack print, build --booklet)",
    "uharfbuzz": "words from right to left and separate marks in PDFs",
    "python-bidi": "words from right to left in PDFs",
    "starlette": "a preview that follows changes (lessonpack preview --watch)",
    "uvicorn": "the same",
    "watchfiles": "the same",
}
_TOOLS = {
    "lp": "sends to printers (CUPS); without it, print from a PDF reader",
    "soffice": "LibreOffice, to look at Word files; not needed to build",
}
_PAGES = {"default": "all pages", "first": "the first page", "even": "pages with even numbers"}
Report = tuple[tuple[str, ...], tuple[Diagnostic, ...]]
"""Lines, and findings; an error among these means that something cannot be used."""


def letterhead_report(letterhead: Letterhead, name: str) -> Iterator[str]:
    """What is used of a file that can be used. What is left out of it, its findings say."""
    yield f"{name}: can be used as a letterhead"
    if letterhead.sheet:
        yield from _sheet(letterhead.sheet)
    if len(letterhead.variants) > 1:
        yield "  margins differ on: " + ", ".join(_PAGES[variant.kind] for variant in letterhead.variants[1:])
    for variant in letterhead.variants:
        yield from _variant(variant)
    yield from _styles(letterhead)
    yield from _reachable(letterhead)
    dropped = sum(finding.severity is not Severity.NOTE for finding in letterhead.findings)
    yield (
        f"  left out: {dropped} {'thing' if dropped == 1 else 'things'}, told on standard error"
        if dropped
        else "  left out: nothing"
    )
    yield (
        "  used in Word files of the standard theme with its styles, in other themes with its margins alone; "
        "PDF and HTML stay as the theme has them, and word cards go without"
    )


def _sheet(sheet: Sheet) -> Iterator[str]:
    sides = (("top", sheet.top), ("right", sheet.right), ("bottom", sheet.bottom), ("left", sheet.left))
    size = (sheet.width, sheet.height)
    paper = next((n for n, s in PAPERS_MM.items() if all(abs(a - b) < 1 for a, b in zip(s, size, strict=True))), "")
    hint = f"; `paper: {paper}` in the theme or --paper {paper} asks for it" if paper else "; neither A4 nor Letter"
    yield f"  page: {sheet.width:.0f} x {sheet.height:.0f} mm{hint}"
    margins = ", ".join(f"{name} {side:.0f}" for name, side in sides)
    yield f"  margins in mm: {margins}; those wider than the theme's are taken, left and right alike"


def _variant(variant: Variant) -> Iterator[str]:
    for place, blocks in (("header", variant.header), ("footer", variant.footer)):
        said = " / ".join(line.strip() for line in words(blocks).replace("\t", " ").split("\n") if line.strip())
        found = [f"{said[:100]!r}"] if said else []
        found += (
            f"picture of {image.width_mm:.0f} x {image.height_mm:.0f} mm "
            + (f"({image.alt[:60]})" if image.alt else "(decoration: no alternative text)")
            for image in images(blocks)
        )
        yield f"  {place} of {_PAGES[variant.kind]}: {'; '.join(found) or 'empty'}"


def _styles(letterhead: Letterhead) -> Iterator[str]:
    for name in STYLE_NAMES:
        face = letterhead.styles.get(name)
        yield f"  style {name}: {_face(face) if face else 'missing; filled from the theme'}"
    fonts = sorted({face.font for face in letterhead.styles.values() if face.font})
    yield f"  fonts: {', '.join(fonts) or 'none named'}; Word files use what the reader's machine has"
    yield "  sizes are taken where they are larger than the theme's for the age, up to one and a half times"


def _face(face: Face) -> str:
    said = [face.font, f"{face.size_pt:g} pt" if face.size_pt else "", face.colour]
    said += ["bold"] * face.bold + ["italic"] * face.italic + ["capitals"] * face.caps
    return ", ".join(word for word in said if word) or "as the theme has it"


def _reachable(letterhead: Letterhead) -> Iterator[str]:
    """Numbers and addresses of a school are its own affair; whoever prints them should have looked at them."""
    said = "\n".join(words(blocks) for v in letterhead.variants for blocks in (v.header, v.footer))
    lines = dict.fromkeys(line for line in said.split("\n") if any(long_numbers(line)) or has_bare_address(line))
    for line in lines:
        yield f"  nobody here checks this number or address: {' '.join(line.split())[:100]!r}"


def file_report(path: Path) -> Report:
    """What is found in a Word file. Raises LessonPackError for one that cannot be used."""
    from lessonpack.letterhead.read import read_letterhead
    from lessonpack.load.files import read_bytes

    letterhead = read_letterhead(read_bytes(path, path.name), path.name)
    place = f"templates/{Project(Path()).template_set}/{REFERENCE}"
    lines = (*letterhead_report(letterhead, path.name), f"Next: save it as {place} in your folder, and build")
    return lines, letterhead.findings


def project_report(project: Project) -> Report:
    """What a project's files are, and what this computer has."""
    faults: list[Diagnostic] = []
    lines = [f"Python {platform.python_version()} on {platform.system()}", *_packages(), *_tools(), ""]
    for name in _files(project):
        lines.append(f"{name}: {_answering(project, name, faults)}")
    # Each file is read, so that its faults are told here and not in the middle of a build.
    asked: list[tuple[str, Callable[[], object]]] = [("policy", lambda: project.policy)]
    asked += [("help lines", lambda: project.help_lines)]
    asked += [(f"theme {name}", partial(project.theme_called, name)) for name in project.theme_names()]
    for what, read in asked:
        try:
            read()
        except LessonPackError as fault:
            faults += fault.diagnostics
            lines.append(f"{what}: has faults, told on standard error")
    lines += _look(project, faults)
    lines.append(f"modules: {', '.join(project.module_ids()) or 'none'}")
    broken = any(finding.is_error for finding in faults)
    lines.append("Next: mend what is told, then `lessonpack doctor` again" if broken else "Next: `lessonpack check`")
    return tuple(lines), tuple(faults)


def _files(project: Project) -> tuple[str, ...]:
    """Names under which a project's files are looked for."""
    folder = f"templates/{project.template_set}"
    templates = ("student", "cards", "organisers", "teacher", "blocks")
    return (
        "content/policy.yaml",
        "content/help.yaml",
        *(project.theme_file(name) for name in project.theme_names()),
        *(f"{folder}/{name}.html.j2" for name in templates),
    )


def _answering(project: Project, name: str, faults: list[Diagnostic]) -> str:
    try:
        found = find(name, project.roots)
    except LessonPackError as fault:
        faults += fault.diagnostics
        return "cannot be used"
    return found.root.why if found else "not there"


def _look(project: Project, faults: list[Diagnostic]) -> Iterator[str]:
    name = f"templates/{project.template_set}/{REFERENCE}"
    try:
        theme: Theme | None = project.theme_called(STANDARD)
    except LessonPackError:
        theme = None
    if theme:
        fonts = theme.fonts
        yield f"fonts: PDF {_family(fonts.text)} and {_family(fonts.heading)}; Word {fonts.docx_text}"
        school = theme.school
        yield f"school: {school.name.text if school and school.name else 'no name'}, {_logo(theme)}"
    try:
        letterhead = project.letterhead
    except LessonPackError as fault:
        faults += fault.diagnostics
        yield f"{name}: cannot be used; told on standard error"
        return
    if letterhead is None:
        yield f"{name}: not there; a Word file of this name lends its letterhead and styles to Word files"
        return
    faults += letterhead.findings
    yield from letterhead_report(letterhead, name)


def _family(family: object) -> str:
    return family if isinstance(family, str) else "files of its own"


def _logo(theme: Theme) -> str:
    return f"logo ({theme.logo.alt})" if theme.logo else "no logo"


def _packages() -> Iterator[str]:
    yield "packages: " + ", ".join(f"{name} {found}" for name in _PACKAGES if (found := _version(name)))
    for name, purpose in _EXTRAS.items():
        found = _version(name)
        hint = "" if found else f"; to have it: python -m pip install {name}"
        yield f"  {name} {found or 'is not installed'}: {purpose}{hint}"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _tools() -> Iterator[str]:
    for name, purpose in _TOOLS.items():
        yield f"program {name}: {'there' if shutil.which(name) else 'not there'}; {purpose}"
