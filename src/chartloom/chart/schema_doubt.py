"""What our own validator says of a schema or a value that it does not judge."""

from __future__ import annotations

__all__ = ["DoubtError", "TooManyStepsError"]


class DoubtError(Exception):
    """Not for us to say: the validator that knows everything is to be asked."""


class TooManyStepsError(Exception):
    """A verdict that nobody would live to see: a few references can double the work again and again."""
