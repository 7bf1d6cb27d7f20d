"""The values of one sample, made by chance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.fuzz.pools import KEYS, NUMBERS, WORDS
from tests.fuzz.texts import string, yaml_document

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

__all__ = ["make_values"]


def make_values(random: Random) -> dict[str, Any]:
    """What ``pools.LEAVES`` reads."""
    return _Values(random).all()


class _Values:
    def __init__(self, random: Random) -> None:
        self.random = random

    def scalar(self) -> Any:
        pool = self.random.choice((WORDS, WORDS, NUMBERS, NUMBERS, (True, False, None)))
        return self.random.choice(pool)

    def list_of(self, make: Callable[[], Any], least: int = 0) -> list[Any]:
        return [make() for _ in range(self.random.randint(least, 3))]

    def map_of(self, make: Callable[[], Any], *keys: str) -> dict[str, Any]:
        return {self.random.choice(keys): make() for _ in range(self.random.randint(0, 3))}

    def tree(self, depth: int = 2) -> Any:
        kind = self.random.randrange(4 if depth else 2)
        if kind < 2:
            return self.scalar()
        if kind == 2:
            return self.list_of(lambda: self.tree(depth - 1))
        return self.map_of(lambda: self.tree(depth - 1), *KEYS, "a", "x-y", "1")

    def word(self) -> str:
        return self.random.choice(WORDS)

    def all(self) -> dict[str, Any]:
        choose = self.random.choice
        return {
            "s": self.word(),
            "t": choose(("text", "a b c", "x-1")),
            "i": choose((0, 1, 5, 1000, -3, 0.5, 20000)),
            "f": choose((0.1, 2.5, 1e21, -0.5)),
            "big": choose((2**53 + 1, 2**63, 1e16, 12345678901234567, 1e300, -(2**40))),
            "b": choose((True, False)),
            "n": None,
            "l": self.list_of(self.scalar),
            "m": self.map_of(self.tree, "a", "b", "s", "x-y", "l"),
            "w": string(self.random),
            "wm": {string(self.random): string(self.random) for _ in range(2)},
            "y": yaml_document(self.random),
            "e": choose(("", [], {}, 0, False)),
            "g": self.tree(),
            "ls": self.list_of(self.word, 1),
            "lm": self.list_of(lambda: self.map_of(self.scalar, "a", "b")),
            "deep": {
                "l": self.list_of(lambda: self.tree(1)),
                "m": self.map_of(lambda: self.tree(4), "a", "b", "c"),
            },
        }
