"""Amounts of processor time and memory that agree with each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.kube.quantity import parse_quantity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chartloom.matrix.technologies import Technology

__all__ = ["within_limits"]


def within_limits(name: str, amounts: Mapping[str, str], technology: Technology) -> dict[str, str]:
    """The amounts that were said; and where the technology's usual one would stand in their way, the other one too.

    ``amounts`` are those of ``requests`` and ``limits``, "" for what was not said; ``name`` is cpu or memory.
    """
    r = technology.resources
    is_cpu = name == "cpu"
    usual = {"requests": r.cpu if is_cpu else r.memory, "limits": r.cpu_limit if is_cpu else r.memory_limit}
    said = {part: amount for part, amount in amounts.items() if amount}
    both = {**usual, **said}
    if said and parse_quantity(both["requests"]) > parse_quantity(both["limits"]):
        return dict.fromkeys(usual, said.get("limits", said.get("requests", "")))
    return said
