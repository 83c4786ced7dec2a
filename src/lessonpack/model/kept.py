"""Answers that are kept for the next who asks the same: a build asks several times of one module, band or document."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import TypeVar, TypeVarTuple

Given = TypeVarTuple("Given")
Made = TypeVar("Made")


def kept(most: int) -> Callable[[Callable[[*Given], Made]], Callable[[*Given], Made]]:
    """Keeps a function's answers to the last `most` questions. Two are the same where their arguments are the very same
    objects, or words that are alike.

    For arguments that never change and that it would take long to compare. They are held with the answer, so that
    nothing else can come to stand in their place. Nobody may change an answer.
    """

    def keeping(function: Callable[[*Given], Made]) -> Callable[[*Given], Made]:
        answers: OrderedDict[tuple[int | str, ...], tuple[tuple[*Given], Made]] = OrderedDict()

        @wraps(function)
        def asked(*given: *Given) -> Made:
            key = tuple([part if isinstance(part, str) else id(part) for part in given])
            held = answers.get(key)
            if held is None:
                held = answers[key] = given, function(*given)
                if len(answers) > most:
                    answers.popitem(last=False)
            return held[1]

        return asked

    return keeping
