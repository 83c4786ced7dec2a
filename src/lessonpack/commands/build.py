"""`lessonpack build`"""

from __future__ import annotations

import gc
import json
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import click

from lessonpack.api import (
    DOCUMENTS,
    FORMATS,
    PAPERS,
    Diagnostic,
    LessonPackError,
    Pack,
    PackRequest,
    Press,
    PrintPlan,
    Project,
    Severity,
    Span,
    build,
    print_library,
    save,
)
from lessonpack.commands.shared import (
    INTERNAL,
    day_of,
    exit_code,
    known_choice,
    print_forms,
    project_option,
    tell,
    today_option,
    with_findings,
)


@click.command("build")
@click.argument("modules", nargs=-1, metavar="[MODULE]...")
@click.option("--band", "bands", multiple=True, help="Only this band; may be given more than once.")
@click.option("--document", "documents", multiple=True, type=click.Choice(DOCUMENTS), help="Only this document.")
@click.option("--format", "formats", multiple=True, type=click.Choice(FORMATS), help="Only this format.")
@click.option("--paper", type=click.Choice(PAPERS), help="Paper; the theme's by default.")
@click.option("--duplex", is_flag=True, help="Margins for holes, in turns left and right: for printing on both sides.")
@click.option("--booklet", is_flag=True, help="Handouts as booklets besides, to print, fold and staple.")
@click.option("--n-up", type=click.Choice(["2", "4"]), help="Handouts with 2 or 4 pages on a side besides.")
@click.option("--copies", type=click.IntRange(1, 999), help="What print dialogues offer; most readers take up to 5.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("output"), show_default=True)
@click.option("--fillable", is_flag=True, help="PDFs with form fields where there is room to write.")
@click.option("--final", is_flag=True, help="Refuse drafts: say what still has to be signed or checked.")
@today_option
@click.option("--json", "as_json", is_flag=True, help="Print the packs' records as JSON.")
@project_option
@with_findings
def command(
    modules: tuple[str, ...],
    bands: tuple[str, ...],
    documents: tuple[str, ...],
    formats: tuple[str, ...],
    paper: str | None,
    duplex: bool,
    booklet: bool,
    n_up: str | None,
    copies: int | None,
    out: Path,
    fillable: bool,
    final: bool,
    today: datetime | None,
    as_json: bool,
    folder: Path,
) -> None:
    """Builds the packs of the named modules, or of all.

    Nothing is written for a module with errors; the other modules are built all the same.
    """
    project = Project(folder)
    known_choice("module", modules, project.every_module_id())
    known_choice("band", bands, project.policy.student_bands())
    forms = print_forms(booklet=booklet, n_up=n_up)
    if forms and formats and "pdf" not in formats:
        raise click.UsageError("sheets to print are made of PDFs; leave out --format docx, or ask for pdf as well")
    if forms and fillable:
        raise click.UsageError("sheets to print are not filled in on a screen; leave out --fillable")
    if forms:
        print_library()
    request = PackRequest(
        today=day_of(today, is_final=final),
        bands=bands,
        documents=documents or DOCUMENTS,
        formats=formats or FORMATS,
        paper=cast(Any, paper),
        is_fillable=fillable,
        final=final,
        plan=PrintPlan(duplex, copies),
        print_forms=forms,
    )
    records, failed = _build_all(project, modules or project.module_ids(), request, out, as_json)
    if as_json:
        faults = [d.as_json() for d in failed]
        click.echo(json.dumps({"packs": records, "failed": faults}, ensure_ascii=False, indent=2))
    if failed:
        raise click.exceptions.Exit(exit_code(failed))


def _build_all(
    project: Project, names: tuple[str, ...], request: PackRequest, out: Path, as_json: bool
) -> tuple[list[dict[str, Any]], list[Diagnostic]]:
    press = Press(project.theme, request.paper, request.plan, is_fillable=request.is_fillable)
    for ending in request.formats:
        press.writer(ending)
    # What is loaded by now stays, and a pack is thousands of small nodes without cycles: the collector, which would
    # look through all of it again and again, costs a tenth of a batch.
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    records: list[dict[str, Any]] = []
    failed: list[Diagnostic] = []
    for name in names:
        try:
            pack, record, told = _made(project, name, request, press, out)
        except LessonPackError as fault:
            failed += fault.diagnostics
            tell(fault.diagnostics, project)
            click.echo(f"{name}: not built; what was there before is untouched", err=True)
            continue
        records.append(record)
        tell((d for d in (*pack.diagnostics, *told) if d.severity is not Severity.NOTE), project)
        if not as_json:
            _say(pack, out, project)
    return records, failed


def _made(
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


def _say(pack: Pack, out: Path, project: Project) -> None:
    for file in pack.files:
        unit = "sides" if file.print_form else "pages"
        pages = f"{file.pages:>3} {unit}" if file.pages else "         "
        click.echo(f"  {pages}  {(out / pack.code / file.name).as_posix()}")
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
    click.echo(f"{pack.module}: {len(pack.files)} files")
