"""Expressions of the template language, made by chance."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.fuzz.functions import CALLS
from tests.fuzz.pools import CONSTANTS, LEAVES

if TYPE_CHECKING:
    from random import Random

__all__ = ["Expressions"]

_KINDS = "SINBLMAKUZ"
_IN_ANY_ORDER = ("keys", "values")  # Go ranges over maps at random


class Expressions:
    """Writes expressions of the kinds that ``functions`` names; ``variables`` are those in scope, with their kinds."""

    def __init__(self, random: Random) -> None:
        self.below = random.randrange
        self.choice = random.choice
        self.variables: dict[str, str] = {}

    def pick(self, *options: Any) -> Any:
        """One of the options."""
        return self.choice(options)

    def expression(self, kind: str, depth: int) -> str:
        """An operand of the kind; sometimes of another one, for errors must be the same too."""
        if kind in CONSTANTS:
            return _quoted(self.pick(*CONSTANTS[kind]))
        if kind not in _KINDS:
            return kind
        if self.below(200) == 0:
            kind = self.pick(*"SNBLMAIUZ")
        if kind in "IKU" or depth <= 0 or self.below(3) == 0:
            return self.leaf(kind, depth)
        return f"({self.pipeline(kind, depth)})"

    def pipeline(self, kind: str, depth: int) -> str:
        """A call of a function that gives the kind, perhaps with its last operand piped into it."""
        name, *params = self.pick(*CALLS[kind])
        words = [name]
        for param in params:
            times = self.below(3) if param.endswith("*") else 1
            words += [self.expression(param.removesuffix("*"), depth - 1) for _ in range(times)]
        return self.ordered(words)

    def ordered(self, words: list[str]) -> str:
        """The words of a call as they are, or with the last one before a pipe."""
        name = words[0]
        if name in _IN_ANY_ORDER:
            return f"{' '.join(words)} | sortAlpha"
        if len(words) == 1 or name == "pluck" or name.startswith("(") or self.below(3):
            return " ".join(words)
        return f"{words[-1]} | {' '.join(words[:-1])}"

    def leaf(self, kind: str, depth: int) -> str:
        """A constant, a variable or a value."""
        known = [name for name, its in self.variables.items() if kind in ("A", its) or self.below(20) == 0]
        if known and self.below(3) == 0:
            return str(self.choice(known))
        if kind == "A":
            kind = self.pick(*"SSSIINNNBBLLLMMMGGGXU")
        if kind == "I" and depth and self.below(4) == 0:
            return "(int .Values.i)"
        return str(self.pick(*LEAVES[kind]))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\\\\\\\\", "\\\\")
