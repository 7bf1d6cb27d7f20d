"""Where template functions are found.

A library of functions is a catalogue of one line each (see ``signatures``). Nothing is imported until a
template that uses the function is bound, so a template pays only for what it calls.
"""

from __future__ import annotations

from _blake2 import blake2b  # hashlib costs ten times the import

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from chartloom.gotmpl.signatures import Signature

__all__ = ["Catalogue"]


class Catalogue:
    """A function library read from catalogues; a later one overrides an earlier one.

    ``parts`` pairs the package that modules are relative to with its lines; ``methods`` are the names
    of all methods that values of templates may have, ``unsteady`` those of functions that may answer otherwise
    when they are asked again.
    """

    def __init__(
        self,
        *parts: tuple[str, Mapping[str, str]],
        methods: frozenset[str] = frozenset(),
        unsteady: frozenset[str] = frozenset(),
    ) -> None:
        self.methods = methods
        self.unsteady = unsteady
        self._signatures: dict[str, Signature | None] = {}
        self._lines: dict[str, tuple[str, str]] = {}
        for package, lines in parts:
            self._lines.update((name, (package, line)) for name, line in lines.items())

    @property
    def fingerprint(self) -> str:
        """What changes whenever code that was compiled for these functions is no longer right."""
        lines = "\n".join(sorted(f"{name} {package} {line}" for name, (package, line) in self._lines.items()))
        return str(blake2b(lines.encode(), digest_size=16).hexdigest())

    def signature(self, name: str) -> Signature | None:
        """The signature of the function, or None when there is none of this name."""
        from chartloom.gotmpl.signatures import parse_signature  # the compiler's need, not the run's

        if name not in self._signatures:
            found = self._lines.get(name)
            self._signatures[name] = parse_signature(found[1]) if found else None
        return self._signatures[name]

    def load(self, name: str) -> Callable[..., Any]:
        """The Python function; raises KeyError for an unknown name."""
        package, line = self._lines[name]
        target = line[: line.index("(")]
        module, _, attribute = target.rpartition(".")
        path = f"{package}.{module}"
        function: Callable[..., Any] = getattr(__import__(path, fromlist=(attribute,)), attribute)
        return function

    def names(self) -> frozenset[str]:
        """All names, for suggestions in error messages."""
        return frozenset(self._lines)
