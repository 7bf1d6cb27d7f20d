"""Registries: a real one, and one that lies."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from chartloom.diagnostics import ChartloomError
from chartloom.repository import Access, Registry, Transport
from tests.repository.servers import FileServer, digest, docker_registry, file_server, manifest, push

if TYPE_CHECKING:
    from collections.abc import Iterator

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
