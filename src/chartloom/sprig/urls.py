"""The URL functions of Sprig, with the verdicts of Go's ``net/url``.

Python's ``urllib.parse`` accepts nearly anything and keeps escapes; Go refuses much and resolves them.
"""

from __future__ import annotations

from chartloom.gotmpl.errors import FunctionError
from chartloom.gotmpl.printing import go_quote
from chartloom.gotmpl.values import go_kind
from chartloom.sprig.text import from_bytes, to_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from chartloom.gotmpl.values import Value

__all__ = ["url_join", "url_parse"]

_UNRESERVED = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
_PATH = frozenset(_UNRESERVED + b"$&+,/:;=@")
_HOST = frozenset(_UNRESERVED + b"!\"$&'()*+,:;<=>[]")
_USER = frozenset(_UNRESERVED + b"$&+,;=")
_FRAGMENT = frozenset(_UNRESERVED + b"!$&()*+,/:;=?@")
_SCHEME = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-.")
_USERINFO = frozenset(_UNRESERVED + b":!$&'()*+,;=%@")
_HEX = frozenset(b"0123456789abcdefABCDEF")


class _UrlError(ValueError):
    """A text that is no URL; the message is Go's."""


# What templates call


def url_parse(text: str) -> dict[str, Value]:
    """The parts of a URL as a dict."""
    try:
        return _parsed(text)
    except _UrlError as error:
        raise FunctionError(f"unable to parse url: {error}") from None


def url_join(parts: dict[str, Value]) -> str:
    """The URL of such a dict."""
    names = ("scheme", "host", "path", "query", "opaque", "fragment")
    scheme, host, path, query, opaque, fragment = [_text(parts, name) for name in names]
    userinfo = _text(parts, "userinfo")
    userinfo = _checked_userinfo(userinfo) if userinfo else ""
    authority = (f"{userinfo}@" if userinfo else "") + _escaped(host, _HOST)
    out = f"{scheme}:" if scheme else ""
    if opaque:
        out += opaque
    else:
        out = _with_hierarchy(out, authority, host, path)
    return out + (f"?{query}" if query else "") + (f"#{_escaped(fragment, _FRAGMENT)}" if fragment else "")


def _text(parts: dict[str, Value], name: str) -> str:
    value = parts.get(name, "")
    if isinstance(value, str):
        return value
    if value is None:
        raise FunctionError("runtime error: invalid memory address or nil pointer dereference")
    raise FunctionError(f"unable to parse {name} key, must be of type string, but {go_kind(value)} found")


def _with_hierarchy(scheme: str, authority: str, host: str, path: str) -> str:
    out = scheme
    if authority or (scheme and path):
        out += "//" + authority
    escaped = path if path == "*" else _escaped(path, _PATH)
    if host and escaped and escaped[0] != "/":
        out += "/"
    if not out and ":" in escaped.partition("/")[0]:
        out = "./"  # or else the first part would be a scheme
    return out + escaped


def _checked_userinfo(userinfo: str) -> str:
    try:
        return str(_parsed(f"proto://{userinfo}@host")["userinfo"])
    except _UrlError as error:
        raise FunctionError(f"unable to parse userinfo in dict: {error}") from None


# Reading


def _parsed(text: str) -> dict[str, Value]:
    url, _, fragment = text.partition("#")
    try:
        parts = _without_fragment(url)
    except _UrlError as error:
        raise _UrlError(f"parse {go_quote(url)}: {error}") from None
    try:
        parts["fragment"] = _unescaped(fragment)
    except _UrlError as error:
        raise _UrlError(f"parse {go_quote(text)}: {error}") from None
    return parts


def _without_fragment(url: str) -> dict[str, Value]:
    if any(c < " " or c == "\x7f" for c in url):
        raise _UrlError("net/url: invalid control character in URL")
    parts: dict[str, Value] = dict.fromkeys(
        ("scheme", "host", "hostname", "path", "query", "opaque", "userinfo"), ""
    )
    if url == "*":
        return {**parts, "path": url}
    scheme, rest = _scheme(url)
    rest, _, query = rest.partition("?")
    parts.update(scheme=scheme, query=query)
    if scheme and not rest.startswith("/"):
        return {**parts, "opaque": rest}
    if not rest.startswith("/") and ":" in rest.partition("/")[0]:
        raise _UrlError("first path segment in URL cannot contain colon")
    if rest.startswith("//") and (scheme or not rest.startswith("///")):
        authority, slash, rest = rest[2:].partition("/")
        rest = slash + rest
        parts.update(_authority(scheme, authority))
    return {**parts, "path": _unescaped(rest)}


def _scheme(url: str) -> tuple[str, str]:
    name, colon, rest = url.partition(":")
    if colon and not name:
        raise _UrlError("missing protocol scheme")
    if not colon or not _SCHEME.issuperset(name) or name[0] in "0123456789+-.":
        return "", url
    return name.lower(), rest


def _authority(scheme: str, authority: str) -> dict[str, str]:
    userinfo, at, host = authority.rpartition("@")
    host = _host(scheme, host)
    parts = {"host": host, "hostname": _hostname(host)}
    return {**parts, "userinfo": _userinfo(userinfo)} if at else parts


def _userinfo(text: str) -> str:
    if not _USERINFO.issuperset(to_bytes(text)):
        raise _UrlError("net/url: invalid userinfo")
    name, colon, password = text.partition(":")
    return _escaped(_unescaped(name), _USER) + colon + _escaped(_unescaped(password), _USER)


def _host(scheme: str, host: str) -> str:
    bracket = host.rfind("[")
    if bracket > 0:
        raise _UrlError("invalid IP-literal")
    if bracket == 0:
        return _literal_host(host)
    colon = host.find(":")
    # Several colons are an error in HTTP URLs only.
    if scheme not in ("http", "https"):
        colon = host.rfind(":")
    if colon >= 0:
        _check_port(host[colon:])
    return _unescaped(host, _HOST)


def _literal_host(host: str) -> str:
    end = host.rfind("]")
    if end < 0:
        raise _UrlError("missing ']' in host")
    port = host[end + 1 :]
    _check_port(port)
    address, percent, zone = host[1:end].partition("%25")
    name = _unescaped(address, _HOST) + (_unescaped(percent + zone, _HOST, zone=True) if percent else "")
    _check_address(name)
    return f"[{name}]{port}"


def _check_address(name: str) -> None:
    from ipaddress import AddressValueError, IPv6Address

    try:
        IPv6Address(name)
    except AddressValueError:
        if "." in name and ":" not in name:
            raise _UrlError("invalid IP-literal") from None
        # Of what may be wrong with an address Go names more, in words of their own.
        problem = "zone must be a non-empty string" if name.endswith("%") else "unable to parse IP"
        raise _UrlError(f"invalid host: ParseAddr({go_quote(name)}): {problem}") from None


def _check_port(text: str) -> None:
    if text and (text[0] != ":" or text[1:].strip("0123456789")):
        raise _UrlError(f"invalid port {go_quote(text)} after host")


def _hostname(host: str) -> str:
    name, colon, port = host.rpartition(":")
    if not colon or port.strip("0123456789"):
        name = host
    return name[1:-1] if name.startswith("[") and name.endswith("]") else name


# Escapes


def _unescaped(text: str, host: frozenset[int] | None = None, *, zone: bool = False) -> str:
    """The text with its escapes resolved; in a host few may be escaped, and few are allowed otherwise."""
    data = to_bytes(text)
    out = bytearray()
    at = 0
    while at < len(data):
        if data[at] == 0x25:
            out.append(_escape_at(data, at, host, zone=zone))
            at += 3
            continue
        if host is not None and data[at] < 0x80 and data[at] not in host:
            raise _UrlError(f"invalid character {go_quote(chr(data[at]))} in host name")
        out.append(data[at])
        at += 1
    return from_bytes(bytes(out))


def _escape_at(data: bytes, at: int, host: frozenset[int] | None, *, zone: bool) -> int:
    escape = data[at : at + 3]
    if len(escape) < 3 or not _HEX.issuperset(escape[1:]):
        raise _UrlError(f"invalid URL escape {go_quote(from_bytes(escape))}")
    code = int(escape[1:], 16)
    if host is not None and escape != b"%25":
        refused = code != 0x20 and code not in host if zone else code < 0x80
        if refused:
            raise _UrlError(f"invalid URL escape {go_quote(from_bytes(escape))}")
    return code


def _escaped(text: str, allowed: frozenset[int]) -> str:
    return "".join([chr(b) if b in allowed else f"%{b:02X}" for b in to_bytes(text)])
