"""The inventories that come with Chartloom."""

from __future__ import annotations

from pathlib import Path

from chartloom.diagnostics import ChartloomError, Diagnostic
from chartloom.diagnostics.suggest import did_you_mean
from chartloom.matrix.load import FILE_NAME

__all__ = ["example_names", "example_text"]

# Installed, they lie in the package; in a source checkout, beside `src`.
_PACKAGE = Path(__file__).parents[1]
_PLACES = (_PACKAGE / "examples", _PACKAGE.parents[1] / "examples")


def example_names() -> tuple[str, ...]:
    """The names under which :func:`example_text` has an inventory."""
    return tuple(
        sorted(file.parent.name for file in next((found for found in map(_files, _PLACES) if found), []))
    )


def example_text(name: str) -> str:
    """The text of the example called ``name``."""
    known = example_names()
    if name not in known:
        note, hint = f"there are: {', '.join(known)}", did_you_mean(name, known)
        raise ChartloomError(
            Diagnostic("unknown-example", f'there is no example "{name}"', note=note, hint=hint)
        )
    return next(text for place in _PLACES if (text := _text(place / name / FILE_NAME)))


def _files(place: Path) -> list[Path]:
    return list(place.glob(f"*/{FILE_NAME}"))


def _text(file: Path) -> str:
    return file.read_bytes().decode() if file.is_file() else ""
