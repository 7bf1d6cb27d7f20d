"""GET over HTTP: what comes back, what is refused, and that there is an end to everything."""

from __future__ import annotations

import socket
import time
from base64 import b64encode
from typing import TYPE_CHECKING

import pytest

from chartloom.diagnostics import ChartloomError
from chartloom.repository import Access, Transport
from tests.repository.servers import FileServer, file_server

if TYPE_CHECKING:
    from collections.abc import Iterator

ANN = Access("ann", "secret")
BASIC = f"Basic {b64encode(b'ann:secret').decode()}"


@pytest.fixture
def server() -> Iterator[FileServer]:
    with file_server() as found:
        yield found


def failure(transport: Transport, url: str, **options: int) -> str:
    with pytest.raises(ChartloomError) as caught:
        transport.get(url, **options)  # type: ignore[arg-type]
    return caught.value.diagnostics[0].message


def test_a_body_comes_back(server: FileServer) -> None:
    server.put("/a", b"\0\1")
    assert Transport(Access()).get(f"{server.url}/a").body == b"\0\1"


def test_other_status_is_an_error_with_a_hint(server: FileServer) -> None:
    assert failure(Transport(Access()), f"{server.url}/a") == f"{server.url}/a answers with status 404"


def test_passwords_go_only_where_they_are_meant_for(server: FileServer) -> None:
    server.put("/a", b"")
    transport = Transport(ANN)
    transport.get(f"{server.url}/a", trusted=True)
    transport.get(f"{server.url}/a")
    assert [headers.get("Authorization") for _, headers in server.seen] == [BASIC, None]


def test_passwords_in_addresses_are_sent_and_not_shown(server: FileServer) -> None:
    server.put("/a", b"")
    url = server.url.replace("://", "://ann:sec%72et@")
    Transport(Access("bob", "other")).get(f"{url}/a", trusted=True)
    assert server.seen[0][1]["Authorization"] == BASIC
    assert failure(Transport(Access()), f"{url}/b?key=1") == f"{server.url}/b?… answers with status 404"
    nowhere = "http://ann:secret@127.0.0.1:1/a"
    assert failure(Transport(Access()), nowhere) == "cannot get http://127.0.0.1:1/a: Connection refused"


@pytest.mark.parametrize("url", ["http://ann:secret@[bad/a", "http://ann:secret@127.0.0.1:port/a"])
def test_addresses_that_cannot_be_read_are_not_shown(url: str) -> None:
    assert "secret" not in failure(Transport(Access()), url)


def test_redirects_take_no_password_to_strangers(server: FileServer) -> None:
    with file_server() as stranger:
        stranger.put("/b", b"b")
        server.put("/a", b"", status=302, headers={"Location": f"{stranger.url}/b"})
        server.put("/c", b"", status=302, headers={"Location": "/d"})
        server.put("/d", b"d")
        transport = Transport(ANN)
        assert transport.get(f"{server.url}/a", trusted=True).body == b"b"
        assert transport.get(f"{server.url}/c", trusted=True).body == b"d"
        assert "Authorization" not in stranger.seen[0][1]
        assert server.seen[-1][1]["Authorization"] == BASIC


def test_redirects_end(server: FileServer) -> None:
    server.put("/a", b"", status=302, headers={"Location": "/a"})
    assert failure(Transport(Access()), f"{server.url}/a") == f"{server.url}/a answers with status 302"


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/a"])
def test_redirects_stay_with_http(server: FileServer, url: str) -> None:
    server.put("/a", b"", status=302, headers={"Location": url})
    assert server.url in failure(Transport(Access()), f"{server.url}/a")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.com/a", "data:,x", "x"])
def test_nothing_but_http_is_spoken(url: str) -> None:
    assert failure(Transport(Access()), url) == f"cannot get {url}: only http and https are spoken here"


def test_what_is_too_large_is_refused(server: FileServer) -> None:
    server.put("/a", b"x" * 1000)
    message = f"cannot get {server.url}/a: it is larger than 999 bytes"
    assert failure(Transport(Access()), f"{server.url}/a", limit=999) == message


def test_what_ends_too_early_is_refused(server: FileServer) -> None:
    server.put("/a", b"x" * 10, headers={"Content-Length": "20"})
    message = f"cannot get {server.url}/a: the connection ended after 10 of 20 bytes"
    assert failure(Transport(Access()), f"{server.url}/a") == message


def test_what_takes_too_long_is_refused(server: FileServer) -> None:
    server.put("/a", b"x", pause=1.5)
    start = time.monotonic()
    message = f"cannot get {server.url}/a: it takes longer than 0.3 seconds"
    assert failure(Transport(Access(), seconds=0.3), f"{server.url}/a") == message
    assert time.monotonic() - start < 1.2


def test_nobody_listening_is_told() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/a"
        assert failure(Transport(Access()), url) == f"cannot get {url}: Connection refused"


def test_messages_hide_passwords_in_addresses(server: FileServer) -> None:
    url = server.url.replace("http://", "http://ann:secret@")
    assert "secret" not in failure(Transport(Access()), f"{url}/a")


def test_files_for_tls_must_be_there() -> None:
    with pytest.raises(ChartloomError, match="cannot read the files for TLS: No such file or directory"):
        Transport(Access(ca_file="nowhere.pem"))


def test_a_password_does_not_show() -> None:
    assert repr(ANN) == "Access(username='ann')"
