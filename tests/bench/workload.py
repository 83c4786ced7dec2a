"""Made-up lessons for measuring: the same words as a plain lesson for other programs, and as a module for lessonpack.

A lesson has 12 definitions, 6 context notes, 2 tables, 8 excerpts with citations, 12 questions and 6 help lines, each
text in an easier and a harder wording; about 27 KB of YAML. The same seed makes the same lesson, on any machine.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

import yaml

NOUNS = (
    "pupil class river bridge harvest market letter council village garden school teacher signal record number "
    "choice border family journey story island forest custom answer method farmer doctor museum archive ticket "
    "mirror ladder"
).split()
VERBS = (
    "describes compares measures protects explains records follows changes supports questions repeats shares"
).split()
ADJECTIVES = (
    "quiet early common careful distant public private local modern ancient simple honest regular curious"
).split()
LINKS = ["because", "while", "although", "so that", "before", "after", "until", "even if"]
CYRILLIC = ["тихий урок", "общий вопрос", "важный ответ", "новый источник", "старый город", "честный совет", "мост"]
Lesson = dict[str, Any]


class Words:
    def __init__(self, seed: str) -> None:
        self.random = random.Random(seed)  # noqa: S311  # words for a benchmark, not secrets

    def thing(self) -> str:
        return f"the {self.random.choice(ADJECTIVES)} {self.random.choice(NOUNS)}"

    def sentence(self, clauses: int = 2) -> str:
        said = f"{self.thing()} {self.random.choice(VERBS)} {self.thing()}"
        for _ in range(clauses - 1):
            said += f" {self.random.choice(LINKS)} {self.thing()} {self.random.choice(VERBS)} {self.thing()}"
        return said[0].upper() + said[1:] + "."

    def text(self, sentences: int, clauses: int = 2) -> str:
        return " ".join(self.sentence(clauses) for _ in range(sentences))

    def both(self, sentences: int, clauses: int = 2) -> dict[str, str]:
        return {"younger": self.text(sentences, clauses - 1 or 1), "older": self.text(sentences + 1, clauses)}

    def heading(self) -> str:
        first, second = self.random.choice(NOUNS), self.random.choice(NOUNS)
        return f"{self.random.choice(ADJECTIVES)} {first}s and {second}s".capitalize()


def lesson(seed: int, number: int) -> Lesson:
    """One lesson in the plain shape that the peers read."""
    words = Words(f"{seed}/{number}")
    pick = words.random
    terms = pick.sample(sorted({f"{a} {n}" for a in ADJECTIVES for n in NOUNS}), 12)
    excerpts = [
        {
            "id": f"x{k}",
            "text": words.text(4),
            "note": words.text(1),
            "citation": {
                "author": f"Author {pick.choice(NOUNS)}",
                "org": f"Institute of {words.heading()}",
                "title": words.heading(),
                "date": f"{pick.randint(1990, 2024)}-{pick.randint(1, 12):02}-{pick.randint(1, 28):02}",
                "accessed": f"2026-{pick.randint(1, 9):02}-{pick.randint(1, 28):02}",
                "url": f"https://example.org/{pick.choice(NOUNS)}/{pick.randint(100, 9999)}",
            },
        }
        for k in range(1, 9)
    ]
    return {
        "id": f"m{number:04}",
        "title": words.heading(),
        "title_local": pick.choice(CYRILLIC).capitalize(),
        "subject": "history",
        "band_names": {"younger": "Ages 12 to 14", "older": "Ages 15 to 17"},
        "objectives": [words.sentence() for _ in range(5)],
        "plan": [{"minutes": pick.choice([5, 10, 15]), "activity": words.sentence()} for _ in range(5)],
        "definitions": [{"term": t.capitalize(), "local": pick.choice(CYRILLIC), "text": words.both(2)} for t in terms],
        "context": [{"heading": words.heading(), "text": words.both(6)} for _ in range(6)],
        "statistics": [_table(words, pick) for _ in range(2)],
        "excerpts": excerpts,
        "questions": [
            {
                "prompt": {band: text[:-1] + "?" for band, text in words.both(1).items()},
                "lines": pick.choice([2, 3]),
                "answer": words.text(2),
            }
            for _ in range(12)
        ],
        "help": [
            {
                "name": f"Service for {words.heading()}",
                "local": pick.choice(CYRILLIC).capitalize(),
                "about": words.sentence(1),
                "phone": f"+1 202-555-01{pick.randint(0, 99):02}",
                "hours": "Mon to Fri, 09:00 to 18:00",
                "url": f"https://example.org/help/{pick.randint(10, 99)}",
            }
            for _ in range(6)
        ],
    }


def _table(words: Words, pick: random.Random) -> Lesson:
    columns = ["Year"] + [pick.choice(NOUNS).capitalize() + "s" for _ in range(4)]
    rows = [[str(2012 + 2 * y), *(round(pick.uniform(1, 99), 1) for _ in range(4))] for y in range(6)]
    return {"title": words.heading(), "unit": "per cent", "columns": columns, "rows": rows, "source": "x1"}


RATED: Lesson = {"personal_safety": 1}


def as_module(plain: Lesson) -> Lesson:
    """The same lesson as a module of lessonpack, for band C and its teacher."""

    def by_band(text: dict[str, str]) -> dict[str, str]:
        return {"C": text["younger"], "T": text["older"]}

    return {
        "lessonpack": 1,
        "id": plain["id"],
        "code": plain["id"],
        "version": 1,
        "title": plain["title"],
        "student_title": plain["title"],
        "purpose": plain["subject"].capitalize(),
        "language": "en",
        "objectives": plain["objectives"],
        "minutes": 45,
        "caution": "Nobody has checked these sources.",
        "definitions": [
            {
                "id": f"d{n}",
                "term": d["term"],
                "translations": {"ru": d["local"]},
                "text": by_band(d["text"]),
                "topics": RATED,
            }
            for n, d in enumerate(plain["definitions"])
        ],
        "context": [
            # The peers give the students the first four; the others are the teacher's.
            {"id": f"c{n}", "heading": c["heading"], "text": by_band(c["text"]), **({"topics": RATED} if n < 4 else {})}
            for n, c in enumerate(plain["context"])
        ],
        "sources": [_source(x) for x in plain["excerpts"]],
        "excerpts": [_excerpt(x, n) for n, x in enumerate(plain["excerpts"])],
        "comparisons": [_comparison(s, n) for n, s in enumerate(plain["statistics"])],
        "questions": [
            {
                "id": f"q{n}",
                "skill": "explain",
                "text": q["prompt"]["younger"],
                "expected_words": 25,
                "answer": q["answer"],
                "topics": RATED,
            }
            for n, q in enumerate(plain["questions"])
        ],
        "activities": [
            {
                "id": f"a{n}",
                "title": p["activity"],
                "minutes": p["minutes"],
                "teacher": p["activity"],
                "topics": RATED,
            }
            for n, p in enumerate(plain["plan"])
        ],
        "help": [f"{plain['id']}-h{n}" for n, _ in enumerate(plain["help"])],
    }


def _source(excerpt: Lesson) -> Lesson:
    citation = excerpt["citation"]
    kept = {key: citation[key] for key in ("author", "org", "title", "date", "url")}
    return {
        "id": f"s-{excerpt['id']}",
        **kept,
        "accessed": [citation["accessed"]],
        "status": "current",
        "verification": "unverified",
        "rights": {"basis": "made up"},
        "topics": RATED,
    }


def _excerpt(excerpt: Lesson, number: int) -> Lesson:
    made = {
        "id": excerpt["id"],
        "source": f"s-{excerpt['id']}",
        "kind": "quote",
        "text": excerpt["text"],
        "note": excerpt["note"],
    }
    # The peers give the students the first four; the others are the teacher's.
    return {**made, "student_text": {"C": excerpt["text"]}, "topics": RATED} if number < 4 else made


def _comparison(table: Lesson, number: int) -> Lesson:
    return {
        "id": f"t{number}",
        "indicator": table["title"],
        "unit": table["unit"],
        "definition": ", ".join(table["columns"][1:]),
        "source": f"s-{table['source']}",
        "values": [
            {"place": row[0], "period": {"from": row[0], "to": row[0]}, "value": " / ".join(map(str, row[1:]))}
            for row in table["rows"]
        ],
        **({"topics": RATED} if number == 0 else {}),
    }


def help_lines(plain: Lesson) -> list[Lesson]:
    """Entries of the help register for one lesson, as if somebody had called them."""
    return [
        {
            "id": f"{plain['id']}-h{n}",
            "org": h["name"],
            "service": h["about"],
            "kind": "helpline",
            "places": ["WORLD"],
            "phone": h["phone"],
            "web": h["url"],
            "hours": h["hours"],
            "status": "verified",
            "verified_on": "2026-10-15",
            "verified_by": "benchmark",
            "method": "called",
        }
        for n, h in enumerate(plain["help"])
    ]


def write_all(folder: Path, policy: Path, *, count: int, seed: int = 1) -> list[Path]:
    """A project of `count` modules in `folder/project`, and the plain lessons, whose paths are given back.

    The project's own templates print the sections that the peers print, and its policy has few fixed words.
    """
    lessons = [lesson(seed, n) for n in range(count)]
    plain = [_dump(folder / "plain" / f"{made['id']}.yaml", made) for made in lessons]
    content = folder / "project" / "content"
    for made in lessons:
        _dump(content / made["id"] / "module.yaml", as_module(made))
    _dump(content / "help.yaml", {"lessonpack": 1, "resources": [h for made in lessons for h in help_lines(made)]})
    rules = yaml.safe_load(policy.read_bytes())
    rules["care"] = {name: _brief(words) for name, words in rules["care"].items()}
    _dump(content / "policy.yaml", rules)
    shutil.copytree(Path(__file__).parent / "templates", folder / "project" / "templates", dirs_exist_ok=True)
    return plain


def _brief(words: object) -> object:
    return ["Be kind.", "Listen.", "Ask.", "Wait.", "Thank."] if isinstance(words, list) else "Take care."


class _Plain(yaml.SafeDumper):
    """Writes shared parts out each time, as people do."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _dump(path: Path, data: Lesson) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.dump(data, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=110), encoding="utf-8")
    return path
