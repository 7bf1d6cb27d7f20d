"""Texts and values that YAML or JSON refuse.

ChartloomError
└── YamlioError          carries ``go_message``, the words of Go's library
    ├── YamlError        a text that is no YAML, or a value that YAML cannot say
    └── JsonError        the same for JSON
"""

from __future__ import annotations

from chartloom.diagnostics import ChartloomError, Diagnostic

__all__ = ["JsonError", "YamlError", "YamlioError"]


class YamlioError(ChartloomError):
    """A text or a value that cannot be converted.

    ``go_message`` is what Helm's library says of it, for the places where templates see that text.
    """

    def __init__(self, diagnostic: Diagnostic, go_message: str) -> None:
        super().__init__(diagnostic)
        self.go_message = go_message


class YamlError(YamlioError):
    """A text that is no YAML, or a value that YAML cannot say."""

    @classmethod
    def of_value(cls, go_message: str) -> YamlError:
        """The refusal of a value, which has no place in any file."""
        return cls(Diagnostic("yaml-value", f"the value cannot be written as YAML: {go_message}"), go_message)


class JsonError(YamlioError):
    """A text that is no JSON, or a value that JSON cannot say."""

    @classmethod
    def of_value(cls, go_message: str) -> JsonError:
        """The refusal of a value, which has no place in any file."""
        return cls(Diagnostic("json-value", f"the value cannot be written as JSON: {go_message}"), go_message)
