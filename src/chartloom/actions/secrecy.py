"""What is not shown to whoever looks over a person's shoulder, unless it is asked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chartloom.actions.explained import ExplainedField, ExplainedObject, ValueOrigin

__all__ = ["REDACTED", "is_secret_field", "is_secret_value", "looks_secret"]

REDACTED = "(secret; see --show-secrets)"

_SECRET = re.compile(
    r"(password|passwd|passphrase|token|credentials?|[a-z0-9_-]secret|(api|private|secret|access)[_-]?key)$",
    re.IGNORECASE,
)
_NAME_OF_ONE = re.compile("^existing", re.IGNORECASE)
_REFERENCES = frozenset(("configMapKeyRef", "imagePullSecrets", "secretKeyRef", "secretName", "secretRef"))
"""Below these stand names of secrets."""


def looks_secret(key: str) -> bool:
    """Whether what stands under a key of this name is likely a secret, and not the name of one.

    >>> [looks_secret(key) for key in ("rootPassword", "API_KEY", "existingSecret", "secret", "secretName")]
    [True, True, False, False, False]
    """
    return bool(_SECRET.search(key)) and not _NAME_OF_ONE.match(key)


def is_secret_value(value: ValueOrigin) -> bool:
    """Whether a value is likely a secret: text under such a key."""
    keys = [key for key in value.path if isinstance(key, str)]
    return bool(keys) and looks_secret(keys[-1]) and any(_is_text(given.value) for given in value.given)


def is_secret_field(one: ExplainedObject, field: ExplainedField) -> bool:
    """Whether a field is one of a Secret's data, or has a value in it that is likely a secret."""
    if one.kind == "Secret" and field.path[0] in ("data", "stringData"):
        return True
    if not _REFERENCES.isdisjoint(map(str, field.path)):
        return False
    last = next((key for key in reversed(field.path) if isinstance(key, str)), "")
    return _is_text(field.value) and (looks_secret(last) or any(map(is_secret_value, field.flowed)))


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value != ""
