"""Words that turn protection round: secrecy asked of a child, a way to help spoken against, a step of care denied."""

from __future__ import annotations

from lessonpack.check.phrases import first, sentences

_NOT = "(do not|don't|don’t|never)"
_DENIED = (
    "tell (nobody|no one)",
    f"{_NOT} tell (anyone|anybody|an adult|a grown up|a teacher|your teacher|your parents|your family)",
    "(nobody|no one) will (believe|help|listen)",
    f"{_NOT} (believe|trust) (an adult|adults|a grown up|grown ups|a teacher|teachers|the pupil|a pupil|the child)",
)
"""What no fixed sentence says, whatever stands around it."""
_STEPS_DENIED = (f"{_NOT} (stay calm|listen|thank|write down|call|tell the)",)
_UNLESS_DENIED = (
    "(keep|keeping) ... secret*",
    "(keep|keeping) ... to (yourself|yourselves)",
    "(promise|promising) ... (secret*|secrecy)",
    "(your|her|his|their) own fault",
)
_STEPS_UNLESS_DENIED = ("(ask|asking) ... leading questions", "investigate*")
_DENIAL = ("not", "no", "nobody", "never", "don't", "don’t", "without", "nor")


def turned(words: str) -> str:
    """The first words that do so; a sentence that forbids them does not."""
    return first(_DENIED, words) or _undenied(_UNLESS_DENIED, words)


def turned_step(words: str) -> str:
    """The same in what a teacher is told to do when a pupil tells something."""
    return turned(words) or first(_STEPS_DENIED, words) or _undenied(_STEPS_UNLESS_DENIED, words)


def _undenied(phrases: tuple[str, ...], words: str) -> str:
    met = ((first(phrases, sentence), sentence) for sentence in sentences(words))
    return next((found for found, sentence in met if found and not first(_DENIAL, sentence)), "")
