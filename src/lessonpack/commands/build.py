"""`lessonpack build`"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import click

from lessonpack.api import (
    DOCUMENTS,
    FORMATS,
    HANDED_OUT,
    INTERNAL,
    PAPERS,
    STANDARD,
    BuildCache,
    Diagnostic,
    LessonPackError,
    Pack,
    PackPlan,
    PackRequest,
    Press,
    PrintForm,
    PrintPlan,
    Project,
    Severity,
    Span,
    build,
    placed,
    pressed,
    print_library,
    save,
)
from lessonpack.commands.several import each, processes
from lessonpack.commands.shared import (
    day_of,
    exit_code,
    is_of_another_day,
    known_choice,
    opened,
    pack_option,
    print_forms,
    project_option,
    tell,
    today_option,
    untrusted_option,
    with_findings,
)


@click.command("build")
@click.argument("modules", nargs=-1, metavar="[MODULE]...")
@click.option("--band", "bands", multiple=True, help="Only this band; may be given more than once.")
@click.option("--document", "documents", multiple=True, type=click.Choice(DOCUMENTS), help="Only this document.")
@click.option(
    "--format", "formats", multiple=True, type=click.Choice(FORMATS), help="This format; by default docx and pdf."
)
@click.option("--theme", "themes", multiple=True, help="In this look; may be given more than once.")
@click.option("--list-themes", "lists_themes", is_flag=True, help="Say which looks there are, and build nothing.")
@click.option("--paper", type=click.Choice(PAPERS), help="Paper; the theme's by default.")
@click.option("--duplex", is_flag=True, help="Margins for holes, in turns left and right: for printing on both sides.")
@click.option("--booklet", is_flag=True, help="Handouts as booklets besides, to print, fold and staple.")
@click.option("--n-up", type=click.Choice(["2", "4"]), help="Handouts with 2 or 4 pages on a side besides.")
@click.option("--copies", type=click.IntRange(1, 999), help="What print dialogues offer; most readers take up to 5.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for what is built; by default output, or with a pack file output/NAME.",
)
@click.option("--fillable", is_flag=True, help="PDFs with form fields where there is room to write.")
@click.option("--final", is_flag=True, help="Refuse drafts: say what still has to be signed or checked.")
@click.option(
    "--jobs", type=click.IntRange(1, 64), help="Processes at the same time; by default as many as are worth starting."
)
@click.option("--rebuild", is_flag=True, help="Build anew what has not changed, too.")
@today_option
@click.option("--json", "as_json", is_flag=True, help="Print the packs' records as JSON.")
@pack_option
@untrusted_option
@project_option
@with_findings
def command(
    modules: tuple[str, ...],
    bands: tuple[str, ...],
    documents: tuple[str, ...],
    formats: tuple[str, ...],
    themes: tuple[str, ...],
    lists_themes: bool,
    paper: str | None,
    duplex: bool,
    booklet: bool,
    n_up: str | None,
    copies: int | None,
    out: Path | None,
    fillable: bool,
    final: bool,
    jobs: int | None,
    rebuild: bool,
    today: datetime | None,
    as_json: bool,
    templates: str | None,
    pack_file: str | None,
    untrusted: bool,
    folder: Path,
) -> None:
    """Builds the packs of the named modules, or of all. What would come out as it stands is left as it is.

    Nothing is written for a module with errors; the other modules are built all the same.
    """
    project = opened(folder, templates, pack_file, untrusted=untrusted)
    if lists_themes:
        _list_themes(project)
        return
    known_choice("theme", themes, project.theme_names())
    known_choice("module", modules, project.every_module_id())
    known_choice("band", bands, project.policy.student_bands())
    forms = _sheets(formats, booklet=booklet, n_up=n_up, fillable=fillable)
    request = PackRequest(
        today=day_of(today, is_final=final),
        bands=bands,
        documents=documents or DOCUMENTS,
        formats=formats or HANDED_OUT,
        paper=cast(Any, paper),
        is_fillable=fillable,
        final=final,
        stays_draft=is_of_another_day(today),
        plan=PrintPlan(duplex, copies),
        print_forms=forms,
    )
    if "docx" in request.formats and (letterhead := project.letterhead):
        tell((d for d in letterhead.findings if d.severity is not Severity.NOTE), project)
    requests, names = _as_planned(project.plan, request, documents, themes, modules)
    out = out or Path("output", *([Path(pack_file).stem] if pack_file else []))
    names = names or project.module_ids()
    order = _Order(folder, templates, pack_file, untrusted, tuple(requests), out)
    cache = BuildCache(project, out, is_read=not rebuild)
    records, failed = _build_all(project, names, order, cache, jobs=jobs, as_json=as_json)
    cache.tidy()
    if as_json:
        faults = [d.as_json() for d in failed]
        click.echo(json.dumps({"packs": records, "failed": faults}, ensure_ascii=False, indent=2))
    if failed:
        raise click.exceptions.Exit(exit_code(failed))


def _sheets(formats: tuple[str, ...], *, booklet: bool, n_up: str | None, fillable: bool) -> tuple[PrintForm, ...]:
    """The kinds of sheets to print. Raises a usage error where they cannot be made of what is built."""
    forms = print_forms(booklet=booklet, n_up=n_up)
    if forms and formats and "pdf" not in formats:
        raise click.UsageError("sheets to print are made of PDFs; leave out --format docx, or ask for pdf as well")
    if forms and fillable:
        raise click.UsageError("sheets to print are not filled in on a screen; leave out --fillable")
    if forms:
        print_library()
    return forms


def _as_planned(
    plan: PackPlan | None,
    request: PackRequest,
    documents: tuple[str, ...],
    themes: tuple[str, ...],
    modules: tuple[str, ...],
) -> tuple[list[PackRequest], tuple[str, ...]]:
    """One request for each look, and the modules. What the command line does not say, the pack file does."""
    if plan is not None:
        request = replace(
            request,
            bands=request.bands or plan.bands or (),
            documents=documents or tuple(map(str, plan.documents or DOCUMENTS)),
            paper=request.paper or plan.paper,
        )
        themes, modules = themes or plan.themes or (), modules or plan.modules or ()
    return [replace(request, theme=name) for name in dict.fromkeys(themes or (request.theme,))], modules


def _list_themes(project: Project) -> None:
    names = project.theme_names()
    width = max(map(len, names))
    for name in names:
        click.echo(f"{name:<{width}}  {project.theme_called(name).about}".rstrip())


@dataclass(frozen=True, slots=True)
class _Order:
    """What is to be made of every module. It is sent to other processes, and each opens the project by itself."""

    folder: Path
    templates: str | None
    pack_file: str | None
    untrusted: bool
    requests: tuple[PackRequest, ...]
    out: Path


@dataclass(frozen=True, slots=True)
class _Made:
    """What came of one module and request; where `pack` is None, nothing but `faults`."""

    pack: Pack | None
    record: dict[str, Any]
    told: tuple[Diagnostic, ...]
    faults: tuple[Diagnostic, ...] = ()
    is_standing: bool = False
    """True where nothing had to be built."""


def _worker(order: _Order) -> Callable[[str], list[_Made]]:
    """The same as `_work_on` in a process of its own."""
    return _work_on(opened(order.folder, order.templates, order.pack_file, untrusted=order.untrusted), order)


def _work_on(project: Project, order: _Order) -> Callable[[str], list[_Made]]:
    """The function that builds a module as ordered, with everything loaded that all modules share."""
    presses = [(request, pressed(project, request)) for request in order.requests]
    for request, press in presses:
        for ending in request.formats:
            press.writer(ending)
    # What is loaded by now stays, and a pack is thousands of small nodes that all go with it. The collector would look
    # through them again and again for next to nothing: a tenth of a batch.
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)
    return lambda name: [_made(project, name, request, press, order.out) for request, press in presses]


def _build_all(
    project: Project, names: tuple[str, ...], order: _Order, cache: BuildCache, *, jobs: int | None, as_json: bool
) -> tuple[list[dict[str, Any]], list[Diagnostic]]:
    records: list[dict[str, Any]] = []
    failed: list[Diagnostic] = []
    standing = {name: made for name in names if (made := _standing(cache, name, order.requests))}
    changed = tuple(name for name in names if name not in standing)
    cache.keep_templates()
    work = _work_on(project, order) if changed else standing.__getitem__
    jobs = jobs or processes(len(changed) * len(order.requests))
    with closing(each(work, _worker, order, changed, jobs=jobs)) as results:
        for name in names:
            made = standing.get(name) or next(results)
            seen: set[Diagnostic] = set()
            for request, one in zip(order.requests, made, strict=True):
                # Most findings are about the content, and alike in every look.
                tell((d for d in (*one.told, *one.faults) if d not in seen), project)
                seen.update(one.told, one.faults)
                if one.pack is None:
                    failed += one.faults
                    place = f"{name}{_in_theme(request.theme)}"
                    click.echo(f"{place}: not built; what was there before is untouched", err=True)
                    continue
                records.append(one.record)
                if not one.is_standing:
                    cache.keep(name, request, one.pack, one.record)
                if not as_json:
                    _say(
                        one.pack, order.out, project, is_first=request is order.requests[0], is_new=not one.is_standing
                    )
    return records, failed


def _standing(cache: BuildCache, name: str, requests: tuple[PackRequest, ...]) -> list[_Made]:
    """What was made before of one module, where nothing of it has to be made anew; else nothing."""
    # All are asked, for the cache notes of each what it would be built from.
    found = [cache.standing(name, request) for request in requests]
    return (
        [_Made(pack, record, _findings(pack), is_standing=True) for pack, record in filter(None, found)]
        if all(found)
        else []
    )


def _made(project: Project, name: str, request: PackRequest, press: Press, out: Path) -> _Made:
    """Builds one module and saves it; what is given back holds no bytes of files."""
    try:
        pack, record, told = _saved(project, name, request, press, out)
    except LessonPackError as fault:
        return _Made(None, {}, (), fault.diagnostics)
    return _Made(
        replace(pack, files=tuple(replace(file, data=b"") for file in pack.files)), record, _findings(pack, told)
    )


def _findings(pack: Pack, told: tuple[Diagnostic, ...] = ()) -> tuple[Diagnostic, ...]:
    return tuple(d for d in (*pack.diagnostics, *told) if d.severity is not Severity.NOTE)


def _saved(
    project: Project, name: str, request: PackRequest, press: Press, out: Path
) -> tuple[Pack, dict[str, Any], tuple[Diagnostic, ...]]:
    """The pack of one module, its record, and what is to be told of files that were there. Raises LessonPackError."""
    try:
        pack = build(project, name, request, press)
        return (pack, *save(pack, request, out))
    except LessonPackError:
        raise
    except Exception as fault:  # one module that meets a defect of ours must not cost a school all the others
        kind = f"{type(fault).__name__}: {fault}".splitlines()[0][:300]
        hint = "this is a defect of lessonpack; please report it"
        place = Span(f"content/{name}/module.yaml")
        raise LessonPackError([Diagnostic(INTERNAL, kind, place, hint=hint)]) from fault


def _in_theme(theme: str) -> str:
    return "" if theme == STANDARD else f" in {theme}"


def _say(pack: Pack, out: Path, project: Project, *, is_first: bool, is_new: bool) -> None:
    """What was made; what is withheld and still needed is the same in every look, and said once."""
    for file in pack.files:
        unit = "sides" if file.print_form else "pages"
        pages = f"{file.pages:>3} {unit}" if file.pages else "         "
        click.echo(f"  {pages}  {(out / pack.code / placed(file.name, pack.theme)).as_posix()}")
    if is_first:
        _say_what_is_missing(pack, project)
    unchanged = "" if is_new else ", as they stood"
    click.echo(f"{pack.module}{_in_theme(pack.theme)}: {len(pack.files)} files{unchanged}")


def _say_what_is_missing(pack: Pack, project: Project) -> None:
    for band in pack.empty_bands:
        ages = project.policy.bands[band].ages
        click.echo(
            f"  Band {band} (ages {ages[0]} to {ages[1]}): no documents. Nothing in this module is written and rated "
            f"for this age; `lessonpack show {pack.module} --band {band}` says why, item by item."
        )
    for band, omitted in pack.omissions.items():
        if band not in pack.empty_bands:
            click.echo(f"  Band {band}: {len(omitted)} items are withheld from pupils.")
    drafts = sum(file.is_draft for file in pack.files)
    if drafts:
        click.echo(f"  {drafts} of {len(pack.files)} files are DRAFTS. Still needed:")
        for needed in dict.fromkeys(missing.message for missing in pack.unsigned):
            click.echo(f"    {needed}")
    for decision in project.policy.raised:
        by = f"{decision.role}, {decision.on}"
        click.echo(f"  A limit is raised for this project: {decision.what} to {decision.to} ({by}): {decision.reason}")
