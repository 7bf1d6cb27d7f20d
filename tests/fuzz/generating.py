"""Samples from a seed: always the same ones for the same seed."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from tests.fuzz.grammar import make_sample, make_text_sample

if TYPE_CHECKING:
    from tests.fuzz.grammar import Sample

__all__ = ["generate"]


def generate(seed: int, count: int) -> list[Sample]:
    """So many samples, one in eight of them about YAML alone."""
    random = Random(seed)
    return [make_sample(random) if i % 8 else make_text_sample(random) for i in range(count)]
