"""Names of Kubernetes objects: which of them a cluster will refuse."""

from __future__ import annotations

import re

__all__ = ["name_problem"]

_LABEL = "[a-z0-9](?:[-a-z0-9]*[a-z0-9])?"
_SUBDOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_STARTS_WITH_LETTER = re.compile(r"[a-z](?:[-a-z0-9]*[a-z0-9])?")

_PATHS = frozenset(("role", "clusterrole", "rolebinding", "clusterrolebinding"))
_LONGEST_SUBDOMAIN, _LONGEST_LABEL = 253, 63


def name_problem(kind: str, name: str) -> str | None:
    """What is wrong with the name of an object of this kind, or None.

    >>> name_problem("Deployment", "shop_web")
    'must consist of lower-case letters, digits, "-" and ".", and begin and end with a letter or digit'
    >>> name_problem("ClusterRole", "system:shop_web")
    """
    kind = kind.lower()
    if kind == "certificatesigningrequest":
        return None
    if kind in _PATHS:
        return _path_problem(name)
    if kind == "service":
        return _service_problem(name)
    return _label_problem(name) if kind == "namespace" else _subdomain_problem(name)


def _path_problem(name: str) -> str | None:
    if name in (".", ".."):
        return f"may not be {name!r}"
    return 'may not contain "/" or "%"' if "/" in name or "%" in name else None


def _service_problem(name: str) -> str | None:
    if _STARTS_WITH_LETTER.fullmatch(name):
        return _length_problem(name, _LONGEST_LABEL)
    return 'must consist of lower-case letters, digits and "-", begin with a letter and not end with "-"'


def _label_problem(name: str) -> str | None:
    if "." in name and _SUBDOMAIN.fullmatch(name):
        return "must not contain dots"
    return _subdomain_problem(name) or _length_problem(name, _LONGEST_LABEL)


def _subdomain_problem(name: str) -> str | None:
    if not name:
        return "must not be empty"
    if _SUBDOMAIN.fullmatch(name):
        return _length_problem(name, _LONGEST_SUBDOMAIN)
    return 'must consist of lower-case letters, digits, "-" and ".", and begin and end with a letter or digit'


def _length_problem(name: str, longest: int) -> str | None:
    return None if len(name) <= longest else f"must be no longer than {longest} characters"
