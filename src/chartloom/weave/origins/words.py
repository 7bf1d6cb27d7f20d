"""The words of the tables of rules that stand for more than one key, each with its function.

A word takes a question and says what it finds, or None where it does not apply.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.weave.origins.calls import CALLS
from chartloom.weave.origins.pods import PODS
from chartloom.weave.origins.stores import STORES
from chartloom.weave.origins.usual import USUAL

if TYPE_CHECKING:
    from collections.abc import Callable

    from chartloom.weave.origins.asked import Asked, Found

__all__ = ["WORDS"]

WORDS: dict[str, Callable[[Asked], Found | None]] = {**USUAL, **CALLS, **STORES, **PODS}
