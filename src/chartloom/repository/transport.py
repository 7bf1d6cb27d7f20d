"""GET over HTTP and HTTPS, with an end: in time, in bytes and in redirects.

The parts of ``urllib`` that are put together here speak HTTP and nothing else; a redirect to another host takes no
password along.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import urllib.error
import urllib.request
from base64 import b64encode
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urlsplit

from chartloom.repository.errors import HttpError, RepositoryError, unreachable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Self

    from chartloom.repository.access import Access

__all__ = ["LIMIT", "Answer", "Transport", "is_address", "without_secrets"]

LIMIT = 100 << 20
"""No answer may be larger, in bytes."""

_SCHEMES = ("http", "https")
_CONNECT_SECONDS = 5.0
_SILENT_SECONDS = 20.0
_WHOLE_SECONDS = 120.0
_CHUNK = 1 << 16


class Answer(NamedTuple):
    """The body and the headers of a successful answer, and the URL that gave it after all redirects."""

    body: bytes
    headers: Mapping[str, str]
    url: str


class Transport:
    """What fetches; one may be used for many requests."""

    def __init__(self, access: Access, seconds: float = _WHOLE_SECONDS) -> None:
        self.access = access
        self._seconds = seconds
        self._tls = _tls(access)

    def get(
        self, url: str, headers: Mapping[str, str] | None = None, *, trusted: bool = False, limit: int = LIMIT
    ) -> Answer:
        """What the URL answers. Raises RepositoryError.

        ``trusted`` says that the user's name and password are meant for this host.
        """
        if not is_address(url):
            raise unreachable("this address", "it cannot be read as one")  # it may hold a password
        shown = without_secrets(url)
        if urlsplit(url).scheme not in _SCHEMES:
            raise unreachable(shown, "only http and https are spoken here")
        given = {"User-Agent": "chartloom", **(headers or {})}
        url, own = _without_user(url)
        if "Authorization" not in given:
            given.update(own or (basic_authorization(self.access) if trusted else {}))
        try:
            return self._get(urllib.request.Request(url, headers=given), shown, limit)  # noqa: S310 (see above)
        except urllib.error.HTTPError as error:
            error.close()
            raise HttpError(shown, error.code, dict(error.headers)) from None
        except urllib.error.URLError as error:
            raise unreachable(shown, _reason(error.reason)) from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise unreachable(shown, _reason(error)) from None

    def _get(self, request: urllib.request.Request, shown: str, limit: int) -> Answer:
        with _Deadline(self._seconds) as deadline:
            try:
                with _opener(self._tls, deadline).open(request, timeout=_SILENT_SECONDS) as response:
                    return Answer(_body(response, shown, limit), response.headers, response.url)
            except (OSError, http.client.HTTPException, RepositoryError):
                if deadline.has_passed:
                    raise unreachable(shown, f"it takes longer than {self._seconds:g} seconds") from None
                raise


def _body(response: Any, shown: str, limit: int) -> bytes:
    body = bytearray()
    while chunk := response.read1(_CHUNK):
        body += chunk
        if len(body) > limit:
            raise unreachable(shown, f"it is larger than {limit} bytes")
    _require_all(response, len(body), shown)
    return bytes(body)


def _require_all(response: Any, size: int, shown: str) -> None:
    announced = response.headers.get("Content-Length")
    if announced is not None and announced.isdecimal() and int(announced) != size:
        raise unreachable(shown, f"the connection ended after {size} of {announced} bytes")


def basic_authorization(access: Access) -> dict[str, str]:
    """The header that carries the user's name and password, if there are any."""
    return _basic(access.username, access.password) if access.username else {}


def _basic(user: str, password: str) -> dict[str, str]:
    return {"Authorization": f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"}


def _reason(error: object) -> str:
    if isinstance(error, TimeoutError):
        return "no answer in time"
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def without_secrets(url: str) -> str:
    """A URL as it may be shown: user, password and query can open doors.

    >>> without_secrets("https://ann:secret@example.com/charts?token=1")
    'https://example.com/charts?…'
    """
    parts = urlsplit(url)
    shown = parts._replace(netloc=parts.netloc.rpartition("@")[2], query="…" if parts.query else "")
    return shown.geturl() if parts.query or "@" in parts.netloc else url


def is_address(url: str) -> bool:
    """Whether a URL can be taken apart.

    >>> is_address("https://[example.com/charts")
    False
    """
    try:
        return bool(urlsplit(url).geturl())
    except ValueError:
        return False


def _without_user(url: str) -> tuple[str, dict[str, str]]:
    """A URL, and the header for the user and the password that stood in it."""
    parts = urlsplit(url)
    given, _, host = parts.netloc.rpartition("@")
    user, _, password = given.partition(":")
    return parts._replace(netloc=host).geturl(), _basic(unquote(user), unquote(password)) if user else {}


def _tls(access: Access) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=access.ca_file or None)
        if access.cert_file:
            context.load_cert_chain(access.cert_file, access.key_file or None)
    except OSError as error:
        reason = error.strerror or str(error)
        raise RepositoryError.of("tls-files", f"cannot read the files for TLS: {reason}") from None
    if access.skip_tls_verification:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


class _Deadline:
    """The end of a request. A host that sends a byte now and then keeps every single wait short: its connections
    are cut off from outside.
    """

    def __init__(self, seconds: float) -> None:
        self.has_passed = False
        self._sockets: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._pass)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def watch(self, connection: socket.socket) -> None:
        """Cut the connection off when the time has come."""
        self._sockets.append(connection)

    def _pass(self) -> None:
        self.has_passed = True
        for connection in self._sockets:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


def _opener(tls: ssl.SSLContext, deadline: _Deadline) -> urllib.request.OpenerDirector:
    opener = urllib.request.OpenerDirector()
    handlers: tuple[urllib.request.BaseHandler, ...] = (
        urllib.request.ProxyHandler(),
        _HttpHandler(deadline),
        _HttpsHandler(tls, deadline),
        _Redirects(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
    )
    for handler in handlers:
        opener.add_handler(handler)
    return opener


class _HttpConnection(http.client.HTTPConnection):
    """A connection that waits less for a host than for its answer."""

    def __init__(self, host: str, *, deadline: _Deadline, **options: Any) -> None:
        super().__init__(host, **options)
        self._deadline = deadline

    def connect(self) -> None:
        """Connect within a short time."""
        _connect(self, super().connect, self._deadline)


class _HttpsConnection(http.client.HTTPSConnection):
    """The same, encrypted."""

    def __init__(self, host: str, *, deadline: _Deadline, **options: Any) -> None:
        super().__init__(host, **options)
        self._deadline = deadline

    def connect(self) -> None:
        """Connect within a short time."""
        _connect(self, super().connect, self._deadline)


def _connect(
    connection: http.client.HTTPConnection, connect: Callable[[], None], deadline: _Deadline
) -> None:
    patience, connection.timeout = connection.timeout, _CONNECT_SECONDS
    connect()
    connection.timeout = patience
    connection.sock.settimeout(patience)
    deadline.watch(connection.sock)


class _HttpHandler(urllib.request.HTTPHandler):
    def __init__(self, deadline: _Deadline) -> None:
        super().__init__()
        self._deadline = deadline

    def http_open(self, req: urllib.request.Request) -> Any:
        return self.do_open(partial(_HttpConnection, deadline=self._deadline), req)


class _HttpsHandler(urllib.request.HTTPSHandler):
    def __init__(self, tls: ssl.SSLContext, deadline: _Deadline) -> None:
        super().__init__(context=tls)
        self._tls = tls
        self._deadline = deadline

    def https_open(self, req: urllib.request.Request) -> Any:
        return self.do_open(partial(_HttpsConnection, deadline=self._deadline), req, context=self._tls)


class _Redirects(urllib.request.HTTPRedirectHandler):
    """At most ten, and without passwords for strangers."""

    def redirect_request(
        self, req: urllib.request.Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        """The next request."""
        if urlsplit(newurl).scheme not in _SCHEMES:
            return None
        newurl, _ = _without_user(newurl)
        found = super().redirect_request(req, fp, code, msg, headers, newurl)
        if found is not None and _host(req.full_url) != _host(newurl):
            found.remove_header("Authorization")
        return found


def _host(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc
