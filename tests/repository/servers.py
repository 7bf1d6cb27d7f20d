"""Real servers on the loopback address: files over HTTP, and Debian's docker-registry."""

from __future__ import annotations

import http.client
import json
import shutil
import socket
import subprocess
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CONFIG = "application/vnd.cncf.helm.config.v1+json"
CONTENT = "application/vnd.cncf.helm.chart.content.v1.tar+gzip"
MANIFEST = "application/vnd.oci.image.manifest.v1+json"


@dataclass
class Reply:
    """What a server answers to a path."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    pause: float = 0.0


@dataclass
class FileServer:
    """A server of replies by path; ``seen`` are the paths and headers of the requests that it got."""

    url: str = ""
    replies: dict[str, Reply] = field(default_factory=dict)
    seen: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def put(self, path: str, body: bytes | str, **options: object) -> None:
        data = body if isinstance(body, bytes) else body.encode()
        self.replies[path] = Reply(data, **options)  # type: ignore[arg-type]

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.seen]


@contextmanager
def file_server() -> Iterator[FileServer]:
    server = FileServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.seen.append((self.path, dict(self.headers)))
            reply = server.replies.get(self.path, Reply(b"nothing here", 404))
            time.sleep(reply.pause)
            with suppress(ConnectionError):  # some tests do not wait for the end
                self.answer(reply)

        def answer(self, reply: Reply) -> None:
            self.send_response(reply.status)
            for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            """Tests print nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http_server:
        server.url = f"http://127.0.0.1:{http_server.server_port}"
        thread = threading.Thread(target=http_server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        http_server.shutdown()
        thread.join()


@contextmanager
def docker_registry(folder: Path) -> Iterator[str]:
    """The host and port of an empty registry; skips where the program is not installed."""
    program = shutil.which("docker-registry")
    if program is None:
        pytest.skip("docker-registry is not there (Debian: apt install docker-registry)")
    host = f"127.0.0.1:{_free_port()}"
    config = {
        "version": 0.1,
        "log": {"level": "error"},
        "storage": {"filesystem": {"rootdirectory": str(folder / "registry")}},
        "http": {"addr": host},
    }
    path = folder / "registry.json"
    path.write_text(json.dumps(config), encoding="utf-8")
    with (folder / "registry.log").open("wb") as log:
        process = subprocess.Popen([program, "serve", path], stdout=log, stderr=log)
        try:
            _wait_for(host)
            yield host
        finally:
            process.terminate()
            process.wait()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(host: str) -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            if _request(host, "GET", "/v2/")[0] == 200:
                return
        except OSError:
            time.sleep(0.05)
    pytest.fail("docker-registry does not come up")


def _request(host: str, method: str, path: str, body: bytes = b"", kind: str = "") -> tuple[int, str]:
    connection = http.client.HTTPConnection(host, timeout=10)
    connection.request(method, path, body, {"Content-Type": kind} if kind else {})
    with connection.getresponse() as response:
        response.read()
        found = response.status, response.headers.get("Location", "")
    connection.close()
    return found


def push(host: str, name: str, tag: str, archive: bytes, config_type: str = CONFIG) -> None:
    """Publish an archive as Helm does."""
    config = b"{}"
    for blob in (config, archive):
        _, location = _request(host, "POST", f"/v2/{name}/blobs/uploads/")
        parts = urlsplit(location)
        status, _ = _request(host, "PUT", f"{parts.path}?{parts.query}&digest={digest(blob)}", blob)
        assert status == 201
    assert publish(host, name, tag, manifest(config, archive, config_type), MANIFEST) == 201


def publish(host: str, name: str, tag: str, body: bytes, kind: str) -> int:
    """Put a manifest, or an index of some, under a tag; the status that the registry answers."""
    return _request(host, "PUT", f"/v2/{name}/manifests/{tag}", body, kind)[0]


def manifest(config: bytes, archive: bytes, config_type: str = CONFIG) -> bytes:
    """The manifest of a chart."""
    layers = [{"mediaType": CONTENT, "digest": digest(archive), "size": len(archive)}]
    about = {"mediaType": config_type, "digest": digest(config), "size": len(config)}
    return json.dumps({"schemaVersion": 2, "mediaType": MANIFEST, "config": about, "layers": layers}).encode()


def digest(data: bytes) -> str:
    return f"sha256:{sha256(data).hexdigest()}"
