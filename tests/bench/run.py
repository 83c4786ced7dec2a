"""How long a build takes, beside other programs on the same words: prints ratios, never passes or fails.

    python -m tests.bench.run                                   lessonpack alone
    python -m tests.bench.run --peer e=path/to/e_direct.py      and a peer, in turn, in the same run

A peer is a script that is called as `script OUT lesson.yaml ...` and writes a student and a teacher document for each
lesson. Runs are paired (ours, peer, ours ...), each in a process of its own; the ratio is the median of the pairs.
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
from pathlib import Path

from tests.bench.workload import write_all

ROOT = Path(__file__).parents[2]


def run(command: list[str], folder: Path) -> tuple[float, float]:
    """Seconds and peak MiB of one process; its output is kept for when it fails."""
    log = folder / "log.txt"
    started = time.perf_counter()
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out)
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    if status:
        sys.exit(f"{' '.join(command[:3])} failed:\n{log.read_text(errors='replace')[-2000:]}")
    return seconds, usage.ru_maxrss / 1024


def ours(folder: Path, names: list[str]) -> list[str]:
    return [
        sys.executable, "-m", "lessonpack", "build", *names, "--band", "C", "--today", "2026-11-01",
        "--document", "student", "--document", "teacher",
        "--project", str(folder / "project"), "--out", str(folder / "ours"),
    ]  # fmt: skip


def compare(folder: Path, lessons: list[Path], peers: dict[str, Path], *, repeats: int) -> None:
    names = [path.stem for path in lessons]
    pairs: dict[str, list[float]] = {peer: [] for peer in peers}
    times: dict[str, list[float]] = {"lessonpack": [], **{peer: [] for peer in peers}}
    memory: dict[str, float] = {}
    for _ in range(repeats):
        for made in ("ours", *peers):
            shutil.rmtree(folder / made, ignore_errors=True)
        own, memory["lessonpack"] = run(ours(folder, names), folder)
        times["lessonpack"].append(own)
        for peer, script in peers.items():
            (folder / peer).mkdir(exist_ok=True)
            seconds, memory[peer] = run([sys.executable, str(script), str(folder / peer), *map(str, lessons)], folder)
            times[peer].append(seconds)
            pairs[peer].append(own / seconds)
    for name, seconds_all in times.items():
        each = statistics.median(seconds_all) / len(lessons) * 1000
        line = f"  {name:<12} {each:8.1f} ms a module   peak {memory[name]:5.0f} MiB"
        if name in pairs:
            ratios = pairs[name]
            line += f"   lessonpack / {name} = {statistics.median(ratios):.2f} [{min(ratios):.2f}..{max(ratios):.2f}]"
        print(line)


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


if __name__ == "__main__":
    main()
