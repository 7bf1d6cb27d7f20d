"""What the compiler must know of a template function before it runs, and how it is found.

A library of functions is a catalogue of one line each, ``"trunc": "strings.trunc(int, string) string"``:
the module and name of the Python function, then its Go signature. Nothing is imported until a
template that uses the function is bound, so a template pays only for what it calls.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol

__all__ = ["Catalogue", "FunctionLibrary", "Signature", "parse_signature"]


@dataclass(frozen=True, slots=True)
class Signature:
    """Where a function lives and what Go types it takes and gives.

    ``params`` are Go type names (``any`` for ``interface {}``); with ``variadic`` the last one
    repeats. With ``stateful`` the Python function takes the running state before the Go arguments.
    """

    module: str
    attribute: str
    params: tuple[str, ...]
    variadic: bool
    result: str
    stateful: bool


def parse_signature(text: str) -> Signature:
    """Read one line of a catalogue, ``module.name(state; type, ...type) result``."""
    target, _, rest = text.partition("(")
    inside, _, result = rest.rpartition(")")
    module, _, attribute = target.rpartition(".")
    stateful = inside.startswith("state;")
    words = [w.strip() for w in inside.removeprefix("state;").split(",") if w.strip()]
    variadic = bool(words) and words[-1].startswith("...")
    params = tuple(w.removeprefix("...") for w in words)
    return Signature(module, attribute, params, variadic, result.strip(), stateful)


class FunctionLibrary(Protocol):
    """Functions that templates may call."""

    def signature(self, name: str) -> Signature | None:
        """The signature of the function, or None when there is none of this name."""

    def load(self, name: str) -> Callable[..., Any]:
        """The Python function; raises KeyError for an unknown name."""

    def names(self) -> frozenset[str]:
        """All names, for suggestions in error messages."""


class Catalogue:
    """A function library read from catalogues; a later one overrides an earlier one.

    ``parts`` pairs the package that modules are relative to with its lines.
    """

    def __init__(self, *parts: tuple[str, Mapping[str, str]]) -> None:
        self._lines: dict[str, tuple[str, str]] = {}
        for package, lines in parts:
            self._lines.update((name, (package, line)) for name, line in lines.items())

    def signature(self, name: str) -> Signature | None:
        """The signature of the function, or None when there is none of this name."""
        found = self._lines.get(name)
        return parse_signature(found[1]) if found else None

    def load(self, name: str) -> Callable[..., Any]:
        """The Python function; raises KeyError for an unknown name."""
        package, line = self._lines[name]
        target = line[: line.index("(")]
        module, _, attribute = target.rpartition(".")
        function: Callable[..., Any] = getattr(import_module(f"{package}.{module}"), attribute)
        return function

    def names(self) -> frozenset[str]:
        """All names, for suggestions in error messages."""
        return frozenset(self._lines)
