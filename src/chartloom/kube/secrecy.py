"""What is a secret, and what only speaks of one: the one place that decides, and says why.

A name or a text tells it; nothing else is known of values. In doubt a text is a secret, unless it plainly names one:
its key, the object that holds it, or the variable that it will be put into.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "HIDDEN",
    "IS_DATA",
    "REFERRING_KINDS",
    "masked",
    "mentions_secret",
    "names_secret",
    "stands_below_names",
    "up_to_secret",
    "why_secret",
]

HIDDEN = "…"
"""What is shown instead of a secret, where nothing is said about it."""

IS_DATA = "it is data of a Secret"

REFERRING_KINDS = frozenset(
    ("ClusterExternalSecret", "ClusterSecretStore", "ExternalSecret", "SealedSecret", "SecretStore")
)
"""Objects that say where secrets are, or hold them encrypted."""

_SECRET = re.compile(
    r"(^|_)(PASSWORD|PASSWD|PASSPHRASE|PASS|PWD|SECRETS?|TOKEN|CREDENTIALS?|APIKEY|PASSWORDHASH"
    r"|(API|ACCESS|PRIVATE|SECRET|ENCRYPTION|SIGNING|MASTER|LICENSE|AUTH|JWT|APP|AGENT)_?KEY)"
    r"(_(ID|HASH|BASE|BASE64))?($|_[0-9]+$)"
    r"|PASSWORD($|_HASH)|PASSWORT|SECRET_?KEY$|KEY_BASE$|CONNECTION_?STRING$"
)
_ABOUT_ONE = re.compile(
    r"^(ALLOW|ENABLE|DISABLE|REQUIRE|USE|SKIP|HAS|IS|EXISTING)_"
    r"|_(FILE|PATH|DIR|TTL|EXPIRY|EXPIRES?|EXPIRATION|EXPIRES_IN|LENGTH|TIMEOUT|ENABLED|TYPE|NAME)$"
    r"|(^|_)(PULL|TLS|CA|CERT|CERTIFICATE|CREDENTIALS?|PASSWORD)_SECRETS?$"  # names of objects
)
_OBJECTS = ("secret", "secrets")
"""Keys under which, written so, the name of an object stands."""

_NAMES_STAND_BELOW = re.compile(
    r"(configMapKey|secretKey|secret|remote)Ref|valueFrom|imagePullSecrets|pullSecrets|secretNames?|existingSecret\w*"
    r"|keys|secretKeys|encryptedData|externalSecrets?|sealedSecrets?|secretStore"
)
_WORDS = ("", "true", "false", "yes", "no", "on", "off", "0", "1")
_REFERENCE = re.compile(r"\$\([^()]*\)|\$\{[^{}]*\}|\{\{.*\}\}", re.DOTALL)
_NO_REFERENCE = r"(?!\$[({]|\{\{|\*\*)"
_LOGIN = re.compile(
    rf"://[^/@\s:]*:{_NO_REFERENCE}[^/@\s]+@"  # a URL with a password
    rf"|^[^/@\s:]+:{_NO_REFERENCE}[^/@\s]+@(tcp|unix)\("  # a data source name of Go
    rf"|(?:^|[?&;\s]|--?)(password|pwd|passwd|accountkey)={_NO_REFERENCE}[^&;\s]+",
    re.IGNORECASE,
)
_PRIVATE_KEY = re.compile(r"-----BEGIN (?:[A-Z]+ ){0,3}PRIVATE KEY")
_USER_INFO = re.compile(rf"(://[^/:@\s]*:){_NO_REFERENCE}[^@/\s]+(?=@)")
_OPTION = re.compile(
    rf"""((?<!\S)["']?--?[\w-]*(?:passw(?:or)?d|secret|token|api-?key)[\w-]*[= ]){_NO_REFERENCE}[^\s"',]+""",
    re.IGNORECASE,
)
_BEHIND = rf"""{_NO_REFERENCE}(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s,"'{{}}\[\]|>][^,}}\]]*)"""
_ENTRY = re.compile(rf"""(?<![\w-])([\w-]+)(["']?(?:=|:[ ]+|:(?=["'])))({_BEHIND})""")


def why_secret(path: Sequence[str | int], value: object, name: str = "") -> str:
    """Why what stands at a path is likely a secret, in words that end a sentence; "" if it is none.

    ``name`` is that of a variable in a list (``{name: DB_PASSWORD, value: x}``), which stands beside its value.

    >>> why_secret(("auth", "rootPassword"), "x"), why_secret(("env", "DB_URL"), "postgres://a:b@db")
    ('its name says so: rootPassword', 'it holds a password')
    >>> [why_secret(path, "db") for path in (("existingSecret",), ("keys", "password"), ("PASSWORD_FILE",))]
    ['', '', '']
    >>> why_secret(("DB_PASSWORD",), "$(password)")
    ''
    """
    text = _text(value)
    if text.lower() in _WORDS or _REFERENCE.fullmatch(text):
        return ""
    if _LOGIN.search(text):
        return "it holds a password"
    if _PRIVATE_KEY.search(text):
        return "it holds a private key"
    if stands_below_names(path):
        return ""
    keys = [key for key in path if isinstance(key, str)]
    if _is_data(keys):
        return IS_DATA
    last = name or (keys[-1] if keys else "")
    return f"its name says so: {last}" if names_secret(last) else ""


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _is_data(keys: Sequence[str]) -> bool:
    """Whether something lies in what becomes data of a Secret: ``secret.data.NAME``, ``stringData.NAME``."""
    above = keys[:-1]
    return "stringData" in above or any(one in _OBJECTS and two == "data" for one, two in pairwise(above))


def stands_below_names(path: Iterable[str | int]) -> bool:
    """Whether a path leads to what only names secrets: ``valueFrom.secretKeyRef``, ``existingSecret``."""
    return any(isinstance(key, str) and _NAMES_STAND_BELOW.fullmatch(key) for key in path)


@lru_cache(maxsize=4096)
def names_secret(name: str) -> bool:
    """Whether what is called so is likely a secret, and not the name or a property of one.

    >>> [names_secret(name) for name in ("rootPassword", "API_KEY", "SECRET", "secret", "secretName", "tlsSecret")]
    [True, True, True, False, False, False]
    """
    if name in _OBJECTS:
        return False
    words = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name).upper().replace("-", "_").replace(".", "_")
    return bool(_SECRET.search(words)) and not _ABOUT_ONE.search(words)


_KEY = re.compile(r"[\w-]+(?=[\"']?\s*[=:]\s*[^\s,}\]])")


def mentions_secret(text: str) -> bool:
    """Whether a line or an argument gives a secret, whatever else stands in it.

    >>> [mentions_secret(text) for text in ("a=1,auth.password=x", "login: {name: a, token: b}", "password:", "a: b")]
    [True, True, False, False]
    """
    return bool(_LOGIN.search(text)) or any(names_secret(key[0]) for key in _KEY.finditer(text))


def masked(text: str, star: str = "***", spared: str = "") -> str:
    """A line or an argument without its passwords: of URLs, options, and names; what is called ``spared`` is none.

    >>> masked("serve --token abc --db postgres://shop:geheim@db/shop")
    'serve --token *** --db postgres://shop:***@db/shop'
    >>> masked("auth: {user: a, password: b, keys: {token: c}}", spared="token")
    'auth: {user: a, password: ***, keys: {token: c}}'

    Outside of braces nothing ends a password but the line.

    >>> masked("--set password=b,c"), masked("token: a, b")
    ('--set password=***', 'token: ***')
    """
    for pattern in (_USER_INFO, _OPTION):
        text = pattern.sub(lambda found: found[1] + star, text)
    parts: list[str] = []
    at = 0
    for found in _ENTRY.finditer(text):
        if found.start() >= at and _is_secret_entry(found, spared):
            parts += text[at : found.start(3)], star
            at = found.end() if _FLOW.search(text, 0, found.start()) else len(text)
    return "".join((*parts, text[at:]))


_FLOW = re.compile(r"[{\[]")


def _is_secret_entry(found: re.Match[str], spared: str) -> bool:
    name, _, text = found.groups()
    return name != spared and why_secret((name,), text.strip("\"'")) != ""


def up_to_secret(line: str) -> str:
    """A line up to the first secret in it: what stands before keeps its place.

    >>> up_to_secret("  - {DB_USER: shop, DB_PASSWORD: geheim, DB_PORT: 5432}"), up_to_secret("port: 5432")
    ('  - {DB_USER: shop, DB_PASSWORD: …', 'port: 5432')
    """
    hidden = masked(line, HIDDEN)
    pairs = enumerate(zip(line, hidden, strict=False))
    same = next((at for at, (one, other) in pairs if one != other), None)
    return line if same is None else f"{line[:same]}{HIDDEN}"
