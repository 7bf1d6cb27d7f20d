"""Which settings are secrets: those are never copied into an inventory, only named."""

from __future__ import annotations

import re

__all__ = ["is_secret"]

_SECRET = re.compile(
    r"(^|_)(PASSWORD|PASSWD|PASSPHRASE|PASS|PWD|SECRET|SECRETS|TOKEN|CREDENTIALS?|APIKEY|PASSWORDHASH"
    r"|(API|ACCESS|PRIVATE|SECRET|ENCRYPTION|SIGNING|MASTER|LICENSE|AUTH|JWT|APP|AGENT)_?KEY"
    r"|(CLIENT|SHARED|JWT|COOKIE|SESSION)_?SECRET)(_(ID|HASH|BASE|BASE64))?($|_[0-9]+$)"
    r"|PASSWORD($|_HASH)|PASSWORT|SECRET_?KEY|KEY_BASE$"
)
_ABOUT_ONE = re.compile(
    r"^(ALLOW|ENABLE|DISABLE|REQUIRE|USE|SKIP|HAS|IS)_"
    r"|_(FILE|PATH|DIR|TTL|EXPIRY|EXPIRES?|EXPIRATION|EXPIRES_IN|LENGTH|TIMEOUT|ENABLED|TYPE|NAME)$"
)
_WORDS = ("", "true", "false", "yes", "no", "on", "off", "0", "1")
_IN_TEXT = re.compile(
    r"[a-z][a-z0-9+.-]*://[^/@\s:]*:[^/@\s]+@"  # a URL with a password
    r"|^[^/@\s:]+:[^/@\s]+@(tcp|unix)\("  # a data source name of Go
    r"|(^|[?&;\s])(password|pwd|passwd|accountkey)=[^&;\s]+",
    re.IGNORECASE,
)


def is_secret(name: str, value: str) -> bool:
    """Whether a setting holds a secret: by its name, or by a password within its text.

    >>> is_secret("DB_PASSWORD", "x"), is_secret("DB_URL", "postgres://a:b@db"), is_secret("ALLOW_EMPTY_PASSWORD", "x")
    (True, True, False)
    """
    if value.lower() in _WORDS:
        return False
    words = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name).upper().replace("-", "_").replace(".", "_")
    if _IN_TEXT.search(value) or "-----BEGIN " in value:
        return True
    return bool(_SECRET.search(words)) and not _ABOUT_ONE.search(words)
