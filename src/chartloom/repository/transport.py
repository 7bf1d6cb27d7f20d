"""GET over HTTP and HTTPS, with an end: in time, in bytes and in redirects.

The parts of ``urllib`` that are put together here speak HTTP and nothing else; a redirect to another host takes no
password along.
"""

from __future__ import annotations

import http.client
import ssl
import time
import urllib.error
import urllib.request
from base64 import b64encode
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from chartloom.repository.errors import HttpError, RepositoryError, unreachable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chartloom.repository.access import Access

__all__ = ["LIMIT", "Answer", "Transport"]

LIMIT = 100 << 20
"""No answer may be larger, in bytes."""

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
        self._opener = urllib.request.OpenerDirector()
        for handler in _handlers(_tls(access)):
            self._opener.add_handler(handler)

    def get(
        self, url: str, headers: Mapping[str, str] | None = None, *, trusted: bool = False, limit: int = LIMIT
    ) -> Answer:
        """What the URL answers. Raises RepositoryError.

        ``trusted`` says that the user's name and password are meant for this host.
        """
        shown = _without_password(url)
        if urlsplit(url).scheme not in ("http", "https"):
            raise unreachable(shown, "only http and https are spoken here")
        given = {"User-Agent": "chartloom", **(headers or {})}
        if trusted and "Authorization" not in given:
            given.update(basic_authorization(self.access))
        try:
            return self._get(urllib.request.Request(url, headers=given), shown, limit)  # noqa: S310 (see above)
        except urllib.error.HTTPError as error:
            with error:
                raise HttpError(shown, error.code, dict(error.headers)) from None
        except urllib.error.URLError as error:
            raise unreachable(shown, _reason(error.reason)) from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise unreachable(shown, _reason(error)) from None

    def _get(self, request: urllib.request.Request, shown: str, limit: int) -> Answer:
        deadline = time.monotonic() + self._seconds
        with self._opener.open(request, timeout=_SILENT_SECONDS) as response:
            body = bytearray()
            while chunk := response.read1(_CHUNK):
                body += chunk
                if len(body) > limit:
                    raise unreachable(shown, f"it is larger than {limit} bytes")
                if time.monotonic() > deadline:
                    raise unreachable(shown, f"it takes longer than {self._seconds:.0f} seconds")
            _require_all(response, len(body), shown)
            return Answer(bytes(body), response.headers, response.url)


def _require_all(response: Any, size: int, shown: str) -> None:
    announced = response.headers.get("Content-Length")
    if announced is not None and announced.isdecimal() and int(announced) != size:
        raise unreachable(shown, f"the connection ended after {size} of {announced} bytes")


def basic_authorization(access: Access) -> dict[str, str]:
    """The header that carries the user's name and password, if there are any."""
    if not access.username:
        return {}
    token = b64encode(f"{access.username}:{access.password}".encode()).decode()
    return {"Authorization": f"Basic {token}"}


def _reason(error: object) -> str:
    if isinstance(error, TimeoutError):
        return "no answer in time"
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    if "@" not in parts.netloc:
        return url
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


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


def _handlers(tls: ssl.SSLContext) -> list[urllib.request.BaseHandler]:
    return [
        urllib.request.ProxyHandler(),
        _HttpHandler(),
        _HttpsHandler(tls),
        _Redirects(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
    ]


class _HttpConnection(http.client.HTTPConnection):
    """A connection that waits less for a host than for its answer."""

    def connect(self) -> None:
        _connect(self, super().connect)


class _HttpsConnection(http.client.HTTPSConnection):
    """The same, encrypted."""

    def connect(self) -> None:
        _connect(self, super().connect)


def _connect(connection: http.client.HTTPConnection, connect: Any) -> None:
    patience, connection.timeout = connection.timeout, _CONNECT_SECONDS
    connect()
    connection.timeout = patience
    connection.sock.settimeout(patience)


class _HttpHandler(urllib.request.HTTPHandler):
    def http_open(self, req: urllib.request.Request) -> Any:
        return self.do_open(_HttpConnection, req)


class _HttpsHandler(urllib.request.HTTPSHandler):
    def __init__(self, context: ssl.SSLContext) -> None:
        super().__init__(context=context)
        self._tls = context

    def https_open(self, req: urllib.request.Request) -> Any:
        return self.do_open(_HttpsConnection, req, context=self._tls)


class _Redirects(urllib.request.HTTPRedirectHandler):
    """At most ten, and without passwords for strangers."""

    def redirect_request(
        self, req: urllib.request.Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        """The next request."""
        found = super().redirect_request(req, fp, code, msg, headers, newurl)
        if found is not None and _host(req.full_url) != _host(newurl):
            found.remove_header("Authorization")
        return found


def _host(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc
