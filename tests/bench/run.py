"""How long a build takes, beside other programs on the same words: prints ratios, never passes or fails.

    python -m tests.bench.run                                   lessonpack alone
    python -m tests.bench.run --peer e=path/to/e_direct.py      and a peer, in turn, in the same run

A peer is a script that is called as `script OUT lesson.yaml ...` and writes a student and a teacher document for each
lesson, as DOCX and PDF. Runs are paired (ours, peer, ours ...), each in a process of its own; a ratio is the median of
the pairs. On a machine that others use as well, trust the ratio of processor time: it counts what the process did, not
how long it waited.

Python keeps all modules compiled, and lessonpack its templates, as wherever a program has run before: cold is a process
that begins, not a computer on which the program is new.

Alike are the lessons, the number of documents and the formats. The rest is what each program does of its own accord: a
peer typesets and is done. Lessonpack also checks the words, asks the gate, tags the PDF and reads every finished file
back; it prints marks of a draft, codes and words of care, about a sixth more words, in larger type on half as many
pages again. None of that is taken out of its time.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.workload import write_all

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Cost:
    seconds: float
    processor: float
    """Seconds of processor time, of all its processes together."""
    mib: float
    """At the peak."""


def run(command: list[str], folder: Path) -> Cost:
    """What one command takes; its output is kept for when it fails."""
    log = folder / "log.txt"
    started = time.perf_counter()
    with log.open("wb") as out:
        own = os.environ | {
            "LESSONPACK_CACHE": str(folder / "cache"),
            "PYTHONPYCACHEPREFIX": str(folder / "modules"),
            "PYTHONDONTWRITEBYTECODE": "",
        }
        process = subprocess.Popen(command, stdout=out, stderr=out, env=own)
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    if status:
        sys.exit(f"{' '.join(command[:3])} failed:\n{log.read_text(errors='replace')[-2000:]}")
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def ours(folder: Path, names: list[str]) -> list[str]:
    return [
        sys.executable, "-m", "lessonpack", "build", *names, "--band", "C", "--today", "2026-11-01",
        "--document", "student", "--document", "teacher",
        "--project", str(folder / "project"), "--out", str(folder / "ours"),
    ]  # fmt: skip


def compare(folder: Path, lessons: list[Path], peers: dict[str, Path], *, repeats: int, again: bool = False) -> None:
    """`again`: what lessonpack has built stands, and nothing has changed."""
    names = [path.stem for path in lessons]
    costs: dict[str, list[Cost]] = {name: [] for name in ("lessonpack", *peers)}
    for _ in range(repeats):
        for made in ("ours", *peers):
            if made != "ours" or not again:
                shutil.rmtree(folder / made, ignore_errors=True)
        costs["lessonpack"].append(run(ours(folder, names), folder))
        for peer, script in peers.items():
            (folder / peer).mkdir(exist_ok=True)
            costs[peer].append(run([sys.executable, str(script), str(folder / peer), *map(str, lessons)], folder))
    for name, found in costs.items():
        each = statistics.median(cost.seconds for cost in found) / len(lessons) * 1000
        worked = statistics.median(cost.processor for cost in found) / len(lessons) * 1000
        line = f"  {name:<12} {each:8.1f} ms a module, {worked:8.1f} of a processor   peak {found[-1].mib:5.0f} MiB"
        if name in peers:
            pairs = list(zip(costs["lessonpack"], found, strict=True))
            waited = ratio([own.seconds / other.seconds for own, other in pairs])
            line += (
                f"   lessonpack / {name} = {waited}, processor {ratio([o.processor / p.processor for o, p in pairs])}"
            )
        print(line)


def ratio(pairs: list[float]) -> str:
    return f"{statistics.median(pairs):.2f} [{min(pairs):.2f}..{max(pairs):.2f}]"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--peer", action="append", default=[], metavar="NAME=SCRIPT")
    parser.add_argument("--modules", type=int, default=100)
    parser.add_argument("--repeats", type=int, default=3)
    given = parser.parse_args()
    peers = {name: Path(script) for name, _, script in (peer.partition("=") for peer in given.peer)}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        lessons = write_all(folder, ROOT / "content" / "policy.yaml", count=given.modules)
        print("cold, 1 module, 4 files:")
        compare(folder, lessons[:1], peers, repeats=max(5, given.repeats))
        print(f"batch, {given.modules} modules, 4 files each:")
        compare(folder, lessons, peers, repeats=given.repeats)
        print("again, nothing changed since (a peer makes everything anew):")
        compare(folder, lessons, peers, repeats=given.repeats, again=True)


if __name__ == "__main__":
    main()
