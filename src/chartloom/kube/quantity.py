"""Kubernetes quantities: ``250m``, ``1Gi``, ``2``."""

from __future__ import annotations

__all__ = ["format_bytes", "format_cpu", "parse_quantity"]

_BINARY = {f"{letter}i": 1024.0 ** (i + 1) for i, letter in enumerate("KMGTPE")}
_DECIMAL = {
    "n": 1e-9,
    "u": 1e-6,
    "m": 1e-3,
    "": 1.0,
    "k": 1e3,
    "M": 1e6,
    "G": 1e9,
    "T": 1e12,
    "P": 1e15,
    "E": 1e18,
}


def parse_quantity(text: object) -> float:
    """The number that a quantity stands for; raises ValueError for a text that is none.

    >>> parse_quantity("250m"), parse_quantity("1Gi"), parse_quantity(2.0)
    (0.25, 1073741824.0, 2.0)
    """
    written = str(text).strip()
    number = written.rstrip("iKMGTPEkmun")
    suffix = written[len(number) :]
    scale = _BINARY.get(suffix) or _DECIMAL.get(suffix)
    if scale is None:
        raise ValueError(f'"{written}" is no quantity: expected a number with a suffix such as m, Mi or Gi')
    return float(number) * scale


def format_cpu(cores: float) -> str:
    """Cores as a person writes them.

    >>> format_cpu(0.25), format_cpu(3.0), format_cpu(2.35)
    ('250m', '3', '2.35')
    """
    return f"{cores * 1000:.0f}m" if 0 < cores < 1 else f"{cores:.2f}".rstrip("0").rstrip(".")


def format_bytes(size: float) -> str:
    """Bytes in the largest binary unit that keeps the number at one or more.

    >>> format_bytes(1536 * 1024 * 1024), format_bytes(512 * 1024 * 1024)
    ('1.5Gi', '512Mi')
    """
    for unit in reversed(_BINARY):
        if size >= _BINARY[unit]:
            return f"{size / _BINARY[unit]:.2f}".rstrip("0").rstrip(".") + unit
    return f"{size:.0f}"
