"""Registries: a real one, and one that lies."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from chartloom.diagnostics import ChartloomError
from chartloom.repository import Access, Registry, Transport
from tests.repository.servers import FileServer, digest, docker_registry, file_server, manifest, publish, push

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PLAIN = Access(plain_http=True)
ARCHIVE = b"an archive"


def registry(host: str, name: str = "charts/db", access: Access = PLAIN) -> Registry:
    return Registry(f"oci://{host.removeprefix('http://')}/{name}", Transport(access))


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with docker_registry(tmp_path_factory.mktemp("registry")) as host:
        push(host, "charts/db", "1.0.0", ARCHIVE)
        push(host, "charts/db", "1.1.0_build.5", b"another")
        push(host, "charts/image", "1.0.0", b"x", "application/vnd.oci.image.config.v1+json")
        yield host


def test_a_real_registry_gives_versions_and_archives(real: str) -> None:
    assert sorted(registry(real).versions()) == ["1.0.0", "1.1.0+build.5"]
    assert registry(real).pull("1.0.0") == ARCHIVE
    assert registry(real).pull("1.1.0+build.5") == b"another"


def test_what_a_real_registry_does_not_have_is_told(real: str) -> None:
    message = f"http://{real}/v2/charts/db/manifests/2.0.0 answers with status 404"
    assert failure(registry(real), "2.0.0") == message


def test_images_are_no_charts(real: str) -> None:
    message = f"oci://{real}/charts/image:1.0.0 holds no Helm chart: its manifest is not that of a chart"
    assert failure(registry(real, "charts/image"), "1.0.0") == message


def failure(found: Registry, version: str) -> str:
    with pytest.raises(ChartloomError) as caught:
        found.pull(version)
    return caught.value.diagnostics[0].message


@pytest.fixture
def fake() -> Iterator[FileServer]:
    with file_server() as found:
        found.put("/v2/charts/db/manifests/1.0.0", manifest(b"{}", ARCHIVE))
        found.put(f"/v2/charts/db/blobs/{digest(ARCHIVE)}", ARCHIVE)
        yield found


def test_an_archive_that_is_not_what_was_announced_is_refused(fake: FileServer) -> None:
    fake.put(f"/v2/charts/db/blobs/{digest(ARCHIVE)}", b"an ArchivE")
    host = fake.url.removeprefix("http://")
    assert failure(registry(host), "1.0.0") == (
        f"oci://{host}/charts/db:1.0.0 is not what the repository says it is: "
        f"its digest is {digest(b'an ArchivE')}, not {digest(ARCHIVE)}"
    )


def test_a_manifest_that_is_not_what_was_announced_is_refused(fake: FileServer) -> None:
    headers = {"Docker-Content-Digest": digest(b"")}
    fake.put("/v2/charts/db/manifests/1.0.0", manifest(b"{}", ARCHIVE), headers=headers)
    assert "is not what the repository says it is" in failure(registry(fake.url), "1.0.0")


def test_an_archive_larger_than_announced_is_refused(fake: FileServer) -> None:
    fake.put(f"/v2/charts/db/blobs/{digest(ARCHIVE)}", ARCHIVE * 2)
    assert failure(registry(fake.url), "1.0.0").endswith("it is larger than 10 bytes")


DAMAGED = {
    "no JSON": (b"<html>", "the registry does not answer with JSON"),
    "no mapping": (b"[]", "the registry does not answer with JSON"),
    "no config": (b'{"layers": []}', "its manifest is not that of a chart"),
    "no layers": (
        b'{"config": {"mediaType": "application/vnd.cncf.helm.config.v1+json"}}',
        "its manifest names no archive",
    ),
    "a digest that leads elsewhere": (
        json.dumps(
            {
                "config": {"mediaType": "application/vnd.cncf.helm.config.v1+json"},
                "layers": [{"mediaType": "application/tar+gzip", "digest": "../../x", "size": 1}],
            }
        ).encode(),
        "its manifest names no archive",
    ),
}


@pytest.mark.parametrize("title", DAMAGED)
def test_damaged_manifests_are_refused(title: str, fake: FileServer) -> None:
    body, reason = DAMAGED[title]
    fake.put("/v2/charts/db/manifests/1.0.0", body)
    host = fake.url.removeprefix("http://")
    assert failure(registry(host), "1.0.0") == f"oci://{host}/charts/db:1.0.0 holds no Helm chart: {reason}"


INDEX = "application/vnd.oci.image.index.v1+json"
IMAGE = manifest(b"{}", b"an image", "application/vnd.oci.image.config.v1+json")
CHART = manifest(b"{}", ARCHIVE)


def entry(body: bytes, **more: object) -> dict[str, object]:
    kind = "application/vnd.oci.image.manifest.v1+json"
    return {"mediaType": kind, "digest": digest(body), "size": len(body), **more}


def indexed(fake: FileServer, *entries: dict[str, object]) -> None:
    """Put manifests under one tag, and each under its digest."""
    body = json.dumps({"schemaVersion": 2, "mediaType": INDEX, "manifests": entries}).encode()
    fake.put("/v2/charts/db/manifests/1.0.0", body, headers={"Docker-Content-Digest": digest(body)})
    for found in (IMAGE, CHART):
        fake.put(f"/v2/charts/db/manifests/{digest(found)}", found)


def test_the_chart_in_an_index_is_found(fake: FileServer) -> None:
    platform = {"platform": {"architecture": "amd64", "os": "linux"}}
    indexed(fake, {"mediaType": INDEX, "digest": digest(b"")}, entry(IMAGE, **platform), entry(CHART))
    assert registry(fake.url).pull("1.0.0") == ARCHIVE


def test_what_says_that_it_is_a_chart_is_asked_first(fake: FileServer) -> None:
    indexed(fake, entry(IMAGE), entry(CHART, artifactType="application/vnd.cncf.helm.config.v1+json"))
    registry(fake.url).pull("1.0.0")
    assert f"/v2/charts/db/manifests/{digest(IMAGE)}" not in fake.paths


def test_an_index_without_a_chart_is_refused(fake: FileServer) -> None:
    reason = "none of the manifests in its index is that of a chart"
    host = fake.url.removeprefix("http://")
    for entries in ((), (entry(IMAGE),), ({"digest": "sha256:1"},)):
        indexed(fake, *entries)
        assert (
            failure(registry(host), "1.0.0") == f"oci://{host}/charts/db:1.0.0 holds no Helm chart: {reason}"
        )


def test_a_manifest_that_is_not_what_the_index_says_is_refused(fake: FileServer) -> None:
    indexed(fake, entry(CHART))
    fake.put(f"/v2/charts/db/manifests/{digest(CHART)}", IMAGE)
    assert "is not what the repository says it is" in failure(registry(fake.url), "1.0.0")


def test_an_index_without_end_is_not_read_to_its_end(fake: FileServer) -> None:
    indexed(fake, *[entry(IMAGE)] * 1000)
    failure(registry(fake.url), "1.0.0")
    assert len(fake.seen) == 33


def test_a_manifest_is_named_by_its_digest(fake: FileServer) -> None:
    indexed(fake)
    assert registry(fake.url).pull(digest(CHART)) == ARCHIVE


@pytest.mark.helm
def test_helm_finds_the_chart_in_an_index(helm4: Path, tmp_path: Path) -> None:
    # Helm asks with HEAD first, which only a real registry answers in full: the index is published there.
    with docker_registry(tmp_path) as host:
        archive = b"an archive"
        push(host, "charts/db", "1.0.0", archive)
        body = json.dumps({"schemaVersion": 2, "mediaType": INDEX, "manifests": [entry(CHART)]}).encode()
        assert publish(host, "charts/db", "2.0.0", body, INDEX) == 201
        assert registry(host).pull("2.0.0") == archive
        command: list[str | Path] = [
            helm4,
            "pull",
            f"oci://{host}/charts/db",
            "--version",
            "2.0.0",
            "--plain-http",
        ]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (tmp_path / "db-2.0.0.tgz").read_bytes() == archive, done.stderr


def test_a_token_is_fetched_where_one_is_wanted(fake: FileServer) -> None:
    scope = "service=shop&scope=repository%3Acharts%2Fdb%3Apull"
    fake.put(f"/token?{scope}", b'{"token": "abc"}')
    challenge = f'Bearer realm="{fake.url}/token",service="shop",scope="whatever"'
    fake.put("/v2/charts/db/tags/list?n=1000", b"", status=401, headers={"WWW-Authenticate": challenge})
    with pytest.raises(ChartloomError, match="status 401"):
        registry(fake.url, access=Access("ann", "secret", plain_http=True)).versions()
    assert [(path, headers.get("Authorization")) for path, headers in fake.seen] == [
        ("/v2/charts/db/tags/list?n=1000", None),
        (f"/token?{scope}", "Basic YW5uOnNlY3JldA=="),
        ("/v2/charts/db/tags/list?n=1000", "Bearer abc"),
    ]


def test_lists_of_tags_go_on(fake: FileServer) -> None:
    link = {"Link": '</v2/charts/db/tags/list?n=1000&last=b>; rel="next"'}
    fake.put("/v2/charts/db/tags/list?n=1000", b'{"tags": ["1.0.0", 7]}', headers=link)
    fake.put("/v2/charts/db/tags/list?n=1000&last=b", b'{"tags": ["1.1.0_5"]}')
    assert registry(fake.url).versions() == ["1.0.0", "1.1.0+5"]


def test_lists_of_tags_do_not_go_on_for_ever(fake: FileServer) -> None:
    link = {"Link": '</v2/charts/db/tags/list?n=1000>; rel="next"'}
    fake.put("/v2/charts/db/tags/list?n=1000", b'{"tags": ["1.0.0"]}', headers=link)
    assert len(registry(fake.url).versions()) == 100


def test_lists_of_tags_stay_at_their_host(fake: FileServer) -> None:
    link = {"Link": '<http://127.0.0.1:1/v2/charts/db/tags/list>; rel="next"'}
    fake.put("/v2/charts/db/tags/list?n=1000", b'{"tags": []}', headers=link)
    with pytest.raises(ChartloomError, match="its list of tags goes on at another host"):
        registry(fake.url).versions()


@pytest.mark.parametrize(
    "url", ["oci://", "oci://example.com", "oci://example.com/A", "oci://example.com/../a"]
)
def test_addresses_are_checked(url: str) -> None:
    with pytest.raises(ChartloomError, match="is no address in a registry"):
        Registry(url, Transport(Access()))


def test_tags_are_checked() -> None:
    assert failure(registry("example.com"), "1.0/../x") == '"1.0/../x" cannot be the tag of a chart'
