"""Which values and fields are not shown to whoever looks over a person's shoulder, unless it is asked for, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chartloom.kube.secrecy import IS_DATA, REFERRING_KINDS, masked, stands_below_names, why_secret

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from chartloom.actions.explaining.explained import ValueOrigin
    from chartloom.actions.explaining.field_paths import FieldPath
    from chartloom.provenance.layers import Given

__all__ = [
    "REDACTED",
    "name_beside",
    "shown_argument",
    "shown_line",
    "why_field_is_secret",
    "why_value_is_secret",
]

REDACTED = "(secret; see --show-secrets)"


def why_value_is_secret(path: FieldPath, given: Iterable[Given], name: str = "") -> str:
    """Why a value is likely a secret, in any of the layers that give it; "" if it is none."""
    return next((why for one in given if (why := why_secret(path, one.value, name))), "")


def why_field_is_secret(
    kind: str, path: FieldPath, value: Any, flowed: Sequence[ValueOrigin], name: str = ""
) -> str:
    """Why a field of an object is likely a secret, by itself or for a value that is in it; "" if it is none.

    ``name`` is that of the variable whose value the field is.
    """
    if kind in REFERRING_KINDS or _is_digest(path):
        return ""
    if kind == "Secret" and path[0] in ("data", "stringData"):
        return IS_DATA
    # The names of annotations and labels speak of objects; what they hold may be a secret all the same.
    own = why_secret(() if _is_metadata(path) else path, value, name)
    if own or not isinstance(value, str) or not value or stands_below_names(path):
        return own
    return next((f"the value {one.name} is in it" for one in flowed if one.secret), "")


def _is_metadata(path: FieldPath) -> bool:
    return len(path) > 1 and path[-2] in ("annotations", "labels")


def _is_digest(path: FieldPath) -> bool:
    return len(path) > 1 and path[-2] == "annotations" and str(path[-1]).startswith("checksum/")


def shown_line(line: str, *, secret: bool, key: str = "") -> str:
    """A line of a file without the secrets in it; ``secret`` says whether what stands behind its first key is one.

    What stands behind ``key`` is known not to be one otherwise.
    """
    if secret and line:
        return f"{line.partition(':')[0]}: {REDACTED}"
    return masked(line, REDACTED, key)


def shown_argument(text: str, *, secret: bool, key: str = "") -> str:
    """An argument that gives values, in the same way."""
    if secret:
        return f"{text.partition('=')[0]}={REDACTED}"
    return masked(text, REDACTED, key)


def name_beside(path: FieldPath) -> FieldPath | None:
    """Where the name of the variable stands whose value this is: ``env[0].name`` for ``env[0].value``."""
    if len(path) > 1 and path[-1] == "value" and isinstance(path[-2], int):
        return (*path[:-1], "name")
    return None
