"""The user and the password for a registry that were left with ``helm registry login`` or ``docker login``.

Those that a helper program keeps are not asked for: no program is run here.
"""

from __future__ import annotations

import json
from base64 import b64decode
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["registry_credentials"]

# What Docker calls its own registry in these files.
_KEYS = {
    "docker.io": "https://index.docker.io/v1/",
    "index.docker.io": "https://index.docker.io/v1/",
    "registry-1.docker.io": "https://index.docker.io/v1/",
}


def registry_credentials(host: str, paths: Iterable[str]) -> tuple[str, str] | None:
    """The user and the password for a host in the first of these files that has them, or None."""
    key = _KEYS.get(host, host)
    for path in paths:
        found = _entry(_accounts(path), key)
        if found:
            return found
    return None


def _accounts(path: str) -> dict[str, Any]:
    try:
        with open(path, "rb") as file:
            document = json.loads(file.read())
    except (OSError, ValueError, RecursionError):
        return {}  # as if nobody had logged in: the registry will say what it wants
    accounts = document.get("auths") if isinstance(document, dict) else None
    return accounts if isinstance(accounts, dict) else {}


def _entry(accounts: dict[str, Any], key: str) -> tuple[str, str] | None:
    account = accounts.get(key)
    if not isinstance(account, dict):
        return None
    if not isinstance(account.get("auth"), str):
        pair = account.get("username"), account.get("password")
        return (str(pair[0]), str(pair[1])) if all(pair) else None
    try:
        user, colon, password = b64decode(account["auth"], validate=True).decode().partition(":")
    except ValueError:
        return None
    return (user, password.rstrip("\0")) if colon and user else None
