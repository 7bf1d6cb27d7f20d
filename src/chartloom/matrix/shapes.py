"""What a key of the inventory accepts, as plain data that the checker, the schema and the manual share."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "Choice",
    "Field",
    "Flag",
    "Items",
    "Off",
    "Pattern",
    "Record",
    "Scalar",
    "Shape",
    "Table",
    "Text",
    "Tree",
    "Whole",
]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A form that a text must have: the whole text matches ``regex``.

    ``words`` name the form, and ``rule`` says what it allows where the name does not.
    """

    code: str
    regex: str
    words: str
    rule: str | None = None
    longest: int = 253


@dataclass(frozen=True, slots=True)
class Text:
    """A text; of one form, or one of a closed list, when that is given."""

    pattern: Pattern | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number, both bounds included."""

    minimum: int
    maximum: int


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""


@dataclass(frozen=True, slots=True)
class Off:
    """Only false: what takes another shape where there is something to say."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text, a number or a flag, taken as the text that stands in the file."""


@dataclass(frozen=True, slots=True)
class Tree:
    """Any mapping: handed on as it is."""


@dataclass(frozen=True, slots=True)
class Items:
    """A list of values of one shape."""

    of: Shape


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping whose keys have a form but no fixed names."""

    key: Text
    of: Shape


@dataclass(frozen=True, slots=True)
class Field:
    """One named key: its shape, what it means, and what holds when it is absent."""

    name: str
    shape: Shape
    about: str
    default: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with a closed set of keys."""

    title: str
    fields: tuple[Field, ...]

    def names(self) -> tuple[str, ...]:
        """The keys, in the order of the manual."""
        return tuple(field.name for field in self.fields)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several shapes, told apart by the type of the value."""

    options: tuple[Shape, ...]


Shape = Text | Whole | Flag | Off | Scalar | Tree | Items | Table | Record | Choice
