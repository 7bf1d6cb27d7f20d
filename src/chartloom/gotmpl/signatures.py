"""What the compiler must know of a template function before it runs.

A catalogue says it in one line a function, ``"trunc": "strings.trunc(int, string) string"``: the module
and name of the Python function, then its Go signature.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["FunctionLibrary", "Signature", "parse_signature"]


class Signature(NamedTuple):
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
    """Functions that templates may call.

    ``methods`` are the names of all methods that values of templates may have, ``unsteady`` those of functions
    that may answer otherwise when they are asked again.
    """

    @property
    def methods(self) -> frozenset[str]:
        """Names that may be a method's, so that reading such a field takes the long way."""

    @property
    def unsteady(self) -> frozenset[str]:
        """Names of functions of chance, of the clock and of the world outside."""

    def signature(self, name: str) -> Signature | None:
        """The signature of the function, or None when there is none of this name."""

    def load(self, name: str) -> Callable[..., Any]:
        """The Python function; raises KeyError for an unknown name."""

    def names(self) -> frozenset[str]:
        """All names, for suggestions in error messages."""
