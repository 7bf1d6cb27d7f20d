"""Samples from a seed: always the same ones for the same seed."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from tests.fuzz.grammar import make_sample

if TYPE_CHECKING:
    from tests.fuzz.grammar import Sample

__all__ = ["generate"]


def generate(seed: int, count: int) -> list[Sample]:
    """So many samples."""
    random = Random(seed)
    return [make_sample(random) for _ in range(count)]
