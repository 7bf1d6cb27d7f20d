"""Charts from repositories, registries and addresses, by the words of Helm's commands; real Helm is asked as well."""

from __future__ import annotations

import json
import os
import subprocess
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from chartloom.actions.fetching.dependencies import DependencyRequest, update
from chartloom.actions.fetching.locate import Fetched, Origin, fetch_chart, fetch_text
from chartloom.actions.package import PackageRequest, package
from chartloom.chart.load import load_archive
from chartloom.diagnostics import ChartloomError
from chartloom.diagnostics.text import format_diagnostics
from chartloom.repository import Access, Places
from tests.repository.servers import FileServer, digest, docker_registry, file_server, manifest, push

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSIONS = ("1.0.0", "1.1.0", "1.2.0-rc.1", "2.0.0", "2.1.0+build.5")


def packed(folder: Path, version: str) -> bytes:
    """The archive of a chart that renders to its version."""
    chart = folder / f"db-{version}"
    (chart / "templates").mkdir(parents=True, exist_ok=True)
    (chart / "Chart.yaml").write_text(f"apiVersion: v2\nname: db\nversion: {version}\n", encoding="utf-8")
    template = "kind: A\nmetadata: {name: a}\nversion: {{ .Chart.Version }}\nset: {{ .Values.set | quote }}\n"
    (chart / "templates" / "a.yaml").write_text(template, encoding="utf-8")
    return Path(package(PackageRequest(str(chart), str(folder / "packed")))).read_bytes()


def index(*versions: str, urls: str = "db-{}.tgz", **digests: str) -> str:
    entries = "".join(
        f"  - {{name: db, version: {v}, urls: ['{urls.format(v)}'], digest: '{digests.get(v, '')}'}}\n"
        for v in versions
    )
    return f"apiVersion: v1\nentries:\n  db:\n{entries}"


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("archives")
    return {version: packed(folder, version) for version in VERSIONS}


@pytest.fixture
def server(archives: dict[str, bytes]) -> Iterator[FileServer]:
    """An HTTP repository below ``/charts``."""
    with file_server() as found:
        for version, data in archives.items():
            found.put(f"/charts/db-{version}.tgz", data)
        digests = {version: digest(data)[7:] for version, data in archives.items()}
        found.put("/charts/index.yaml", index(*VERSIONS, **digests))
        yield found


def known(folder: Path, url: str, *, cached: str | None = None, **more: object) -> Places:
    """Helm's files as they are when ``shop`` was added, with its copy of the index."""
    entry = {"name": "shop", "url": url, **more}
    (folder / "repositories.yaml").write_text(json.dumps({"apiVersion": "", "repositories": [entry]}))
    if cached is not None:
        (folder / "shop-index.yaml").write_text(cached)
    return Places(str(folder / "repositories.yaml"), str(folder))


def version_of(found: Fetched) -> str:
    return load_archive(*found).metadata.version


def refusal(reference: str, origin: Origin) -> str:
    with pytest.raises(ChartloomError) as caught:
        fetch_chart(reference, origin)
    return format_diagnostics(caught.value.diagnostics)


# --repo

CHOICES = {
    ("", False): "2.1.0+build.5",
    ("", True): "2.1.0+build.5",
    ("1", False): "1.1.0",
    ("^1.0", False): "1.1.0",
    ("^1.0", True): "1.1.0",
    ("1.0.0", False): "1.0.0",
    ("v1.0.0", False): "1.0.0",
    (" 1.0.0 ", False): "1.0.0",
    ("1.2.0-rc.1", False): "1.2.0-rc.1",
    (">1.0.0-0 <2", False): "1.2.0-rc.1",
    ("2.1.0+build.5", False): "2.1.0+build.5",
}


@pytest.mark.parametrize(("version", "devel"), CHOICES)
def test_the_newest_version_that_fits_is_taken(version: str, devel: bool, server: FileServer) -> None:
    found = fetch_chart("db", Origin(f"{server.url}/charts", version, devel))
    assert version_of(found) == CHOICES[version, devel]
    assert found.name == f"db-{CHOICES[version, devel]}.tgz"


def test_devel_takes_prereleases(server: FileServer) -> None:
    server.put("/charts/index.yaml", index("1.0.0", "1.2.0-rc.1"))
    url = f"{server.url}/charts"
    assert version_of(fetch_chart("db", Origin(url))) == "1.0.0"
    assert version_of(fetch_chart("db", Origin(url, devel=True))) == "1.2.0-rc.1"


@pytest.mark.helm
@pytest.mark.parametrize(("version", "devel"), CHOICES)
def test_helm_takes_the_same(
    helm4: Path, version: str, devel: bool, server: FileServer, tmp_path: Path
) -> None:
    words = ["show", "chart", "db", "--repo", f"{server.url}/charts", "--version", version]
    out = helm(helm4, tmp_path, *words, *(["--devel"] if devel else []))
    assert f"version: {CHOICES[version, devel]}\n" in out


def helm(program: Path, folder: Path, *words: str) -> str:
    names = ("CACHE", "CONFIG", "DATA")
    environment = {**os.environ, **{f"HELM_{n}_HOME": str(folder / n.lower()) for n in names}}
    done = subprocess.run([program, *words], env=environment, capture_output=True, text=True, check=True)
    return done.stdout


REFUSED = {
    ("db", "^3"): (
        'error[version-not-found]: {url} has no version of "db" that meets "^3"\n'
        "  = help: --devel takes prereleases as well\n"
    ),
    ("db", "new"): (
        'error[version-invalid]: "new" is neither a version nor a range: improper constraint: "new"\n'
        "  = help: write it as 1.2.3, ^1.2 or >=1.2 <2\n"
    ),
    ("web", ""): 'error[repository-no-chart]: the repository {url} has no chart "web"\n',
}


@pytest.mark.parametrize(("name", "version"), REFUSED)
def test_what_a_repository_does_not_have_is_told(name: str, version: str, server: FileServer) -> None:
    url = f"{server.url}/charts"
    assert refusal(name, Origin(url, version)) == REFUSED[name, version].format(url=url)


def test_a_registry_is_no_repository() -> None:
    assert refusal("db", Origin("oci://example.com/charts/")) == (
        "error[repository-address]: --repo is for HTTP repositories, and oci://example.com/charts/ is a registry\n"
        "  = help: name the chart as oci://example.com/charts/db\n"
    )


def test_an_archive_that_is_not_what_was_announced_is_refused(server: FileServer) -> None:
    server.put("/charts/db-2.0.0.tgz", b"forged")
    assert "is not what the repository says it is" in refusal("db", Origin(f"{server.url}/charts", "2.0.0"))


# Names that Helm knows


def test_a_known_repository_is_asked(server: FileServer, tmp_path: Path) -> None:
    places = known(tmp_path, f"{server.url}/charts/")
    assert version_of(fetch_chart("shop/db", Origin(version="^1", places=places))) == "1.1.0"


def test_helms_copy_of_the_index_is_taken_where_it_suffices(server: FileServer, tmp_path: Path) -> None:
    places = known(tmp_path, f"{server.url}/charts", cached=index("1.0.0", "1.1.0"))
    assert version_of(fetch_chart("shop/db", Origin(places=places))) == "1.1.0"
    assert server.paths == ["/charts/db-1.1.0.tgz"]
    assert version_of(fetch_chart("shop/db", Origin(version="2.0.0", places=places))) == "2.0.0"


def test_a_damaged_copy_of_the_index_does_no_harm(server: FileServer, tmp_path: Path) -> None:
    places = known(tmp_path, f"{server.url}/charts", cached="]")
    assert version_of(fetch_chart("shop/db", Origin(version="1.0.0", places=places))) == "1.0.0"


@pytest.mark.helm
def test_helm_takes_the_same_from_its_copy(helm4: Path, server: FileServer, tmp_path: Path) -> None:
    places = known(tmp_path, f"{server.url}/charts", cached=index("1.0.0", "1.1.0", "1.2.0-rc.1"))
    for version in ("", "1.0.0", ">0.0.0-0"):
        words = ["show", "chart", "shop/db", "--version", version]
        flags = ["--repository-config", places.repository_config, "--repository-cache", str(tmp_path)]
        ours = version_of(fetch_chart("shop/db", Origin(version=version, places=places)))
        assert f"version: {ours}\n" in helm(helm4, tmp_path, *words, *flags)


def test_names_that_nobody_knows_are_told(tmp_path: Path) -> None:
    assert refusal("shpo/db", Origin(places=known(tmp_path, "https://example.com"))) == (
        'error[chart-not-found]: no chart at "shpo/db": there is no such file or folder\n'
        " --> shpo/db\n"
        '  = note: "shpo" is no repository that Helm knows: it knows shop\n'
        '  = help: did you mean "shop"?\n'
    )
    assert refusal("web/db", Origin()) == (
        'error[chart-not-found]: no chart at "web/db": there is no such file or folder\n'
        " --> web/db\n"
        '  = note: "web" is no repository that Helm knows: it knows none\n'
        "  = help: `helm repo add` makes one known; or give its address with --repo\n"
    )


@pytest.mark.parametrize("path", ["db", "./shop/db", "/shop/db", "../shop/db"])
def test_paths_are_no_names(path: str, tmp_path: Path) -> None:
    assert refusal(path, Origin(places=known(tmp_path, "https://example.com"))) == (
        f'error[chart-not-found]: no chart at "{path}": there is no such file or folder\n'
        f" --> {path}\n"
        "  = help: give the path of a chart's folder or of its .tgz archive\n"
    )


FILES = {
    "[]": "error[repositories-invalid]: {} is no list of repositories\n  = help: write it anew with `helm repo add`\n",
    "repositories: 7": (
        "error[repositories-invalid]: {} is no list of repositories\n  = help: write it anew with `helm repo add`\n"
    ),
}


@pytest.mark.parametrize("text", FILES)
def test_a_file_that_is_no_list_of_repositories_is_told(text: str, tmp_path: Path) -> None:
    path = tmp_path / "repositories.yaml"
    path.write_text(text)
    assert refusal("shop/db", Origin(places=Places(str(path)))) == FILES[text].format(path)


def test_dependencies_may_name_a_known_repository(server: FileServer, tmp_path: Path) -> None:
    shop = tmp_path / "app"
    shop.mkdir()
    entries = (
        "{name: db, version: ^1, repository: '@shop'}",
        "{name: db, version: ^2, alias: b, repository: 'alias:shop'}",
    )
    dependencies = f"[{', '.join(entries)}]"
    (shop / "Chart.yaml").write_text(
        f"apiVersion: v2\nname: app\nversion: 1.0.0\ndependencies: {dependencies}\n"
    )
    update(DependencyRequest(str(shop), places=known(tmp_path, f"{server.url}/charts")))
    assert sorted(path.name for path in (shop / "charts").iterdir()) == [
        "db-1.1.0.tgz",
        "db-2.1.0+build.5.tgz",
    ]
    assert "repository: '@shop'" in (shop / "Chart.lock").read_text()


# Addresses


def test_an_address_is_fetched(server: FileServer) -> None:
    found = fetch_chart(f"{server.url}/charts/db-1.0.0.tgz", Origin(version="ignored"))
    assert (version_of(found), found.name) == ("1.0.0", "db-1.0.0.tgz")


def test_an_address_without_an_archive_is_told(server: FileServer) -> None:
    assert refusal(f"{server.url}/nope.tgz", Origin()) == (
        f"error[http-status]: {server.url}/nope.tgz answers with status 404\n"
        "  = help: is the address right, and the chart published there?\n"
    )


def test_values_come_from_addresses(server: FileServer) -> None:
    server.put("/values.yaml", "a: 1\n")
    assert fetch_text(f"{server.url}/values.yaml") == b"a: 1\n"


# Credentials

ANN = Access("ann", "secret")
BASIC = f"Basic {b64encode(b'ann:secret').decode()}"


def authorizations(server: FileServer) -> list[str | None]:
    return [headers.get("Authorization") for _, headers in server.seen]


def test_credentials_go_to_the_repository(server: FileServer) -> None:
    fetch_chart("db", Origin(f"{server.url}/charts", access=ANN))
    fetch_chart(f"{server.url}/charts/db-1.0.0.tgz", Origin(access=ANN))
    assert authorizations(server) == [BASIC] * 3


@pytest.mark.parametrize("everywhere", [False, True])
def test_credentials_go_elsewhere_only_when_told(everywhere: bool, server: FileServer) -> None:
    with file_server() as other:
        other.put("/charts/index.yaml", index("1.0.0", urls=server.url + "/charts/db-{}.tgz"))
        access = Access("ann", "secret", pass_credentials=everywhere)
        fetch_chart("db", Origin(f"{other.url}/charts", access=access))
        assert (authorizations(other), authorizations(server)) == ([BASIC], [BASIC if everywhere else None])


def test_credentials_that_helm_knows_are_taken(server: FileServer, tmp_path: Path) -> None:
    url = f"{server.url}/charts"
    places = known(tmp_path, url, username="ann", password="secret")
    for reference in ("shop/db", f"{url}/db-1.0.0.tgz"):
        fetch_chart(reference, Origin(places=places, access=Access("bob", "other")))
    fetch_chart("db", Origin(url, places=places))
    assert authorizations(server) == [BASIC] * 5


def test_credentials_may_stand_in_the_address(server: FileServer) -> None:
    url = server.url.replace("://", "://ann:secret@")
    fetch_chart("db", Origin(f"{url}/charts"))
    fetch_chart(f"{url}/charts/db-1.0.0.tgz", Origin())
    assert authorizations(server)[::2] == [BASIC] * 2


SECRET_PLACES = (
    "{secret}/nope.tgz",
    "{secret}/nope.tgz?token=secret",
    "http://ann:secret@[bad/db.tgz",
    "http://ann:secret@127.0.0.1/db.tgz:x",
    "ann:secret@example.com/charts",
)


@pytest.mark.parametrize("reference", SECRET_PLACES)
def test_no_message_shows_a_secret(reference: str, server: FileServer) -> None:
    secret = server.url.replace("://", "://ann:secret@")
    reference = reference.format(secret=secret)
    if reference.startswith("http"):
        assert "secret" not in refusal(reference, Origin(access=ANN))
    for name, version in (("web", ""), ("db", "^9")):
        told = refusal(name, Origin(f"{secret}/charts?token=secret", version, access=ANN))
        assert "secret" not in told
    assert "secret" not in repr(Origin(access=ANN))


# Registries


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory, archives: dict[str, bytes]) -> Iterator[str]:
    with docker_registry(tmp_path_factory.mktemp("registry")) as host:
        for version, data in archives.items():
            push(host, "charts/db", version.replace("+", "_"), data)
        yield f"oci://{host}/charts/db"


PLAIN = Access(plain_http=True)
TAGS = {
    ("", ""): "2.1.0+build.5",
    ("", "1.0.0"): "1.0.0",
    ("", "^1"): "1.1.0",
    (":1.0.0", ""): "1.0.0",
    (":1.0.0", "1.0.0"): "1.0.0",
    (":2.1.0_build.5", ""): "2.1.0+build.5",
    (":2.1.0+build.5", ""): "2.1.0+build.5",
}


@pytest.mark.parametrize(("tag", "version"), TAGS)
def test_a_registry_gives_charts(tag: str, version: str, real: str) -> None:
    found = fetch_chart(f"{real}{tag}", Origin(version=version, access=PLAIN))
    assert version_of(found) == TAGS[tag, version]


@pytest.mark.helm
@pytest.mark.parametrize(("tag", "version"), [row for row in TAGS if "build" not in row[0]])
def test_helm_gets_the_same_charts(  # but for tags with a build, which it refuses
    helm4: Path, tag: str, version: str, real: str, tmp_path: Path
) -> None:
    words = ["show", "chart", f"{real}{tag}", "--version", version, "--plain-http"]
    assert f"version: {TAGS[tag, version]}\n" in helm(helm4, tmp_path, *words)


def test_two_versions_are_one_too_many() -> None:
    assert refusal("oci://example.com/db:1.0.0", Origin(version="2.0.0")) == (
        "error[version-twice]: oci://example.com/db:1.0.0 names the version 1.0.0, and --version 2.0.0\n"
        "  = help: leave one of them out\n"
    )


def test_a_manifest_is_named_by_its_digest(archives: dict[str, bytes]) -> None:
    body = manifest(b"{}", archives["1.0.0"])
    with file_server() as fake:
        fake.put(f"/v2/charts/db/manifests/{digest(body)}", body)
        fake.put(f"/v2/charts/db/blobs/{digest(archives['1.0.0'])}", archives["1.0.0"])
        url = f"oci://{fake.url.removeprefix('http://')}/charts/db@{digest(body)}"
        assert version_of(fetch_chart(url, Origin(access=PLAIN))) == "1.0.0"
        fake.put(f"/v2/charts/db/manifests/{digest(body)}", body + b" ")
        assert "is not what the repository says it is" in refusal(url, Origin(access=PLAIN))


def test_users_of_registries_are_known(tmp_path: Path, archives: dict[str, bytes]) -> None:
    with file_server() as fake:
        host = fake.url.removeprefix("http://")
        challenge = {"WWW-Authenticate": 'Basic realm="shop"'}
        fake.put(
            "/v2/charts/db/manifests/1.0.0", manifest(b"{}", archives["1.0.0"]), status=401, headers=challenge
        )
        config = tmp_path / "config.json"
        config.write_text(json.dumps({"auths": {host: {"auth": BASIC.removeprefix("Basic ")}}}))
        url = f"oci://{host}/charts/db:1.0.0"
        told = refusal(url, Origin(access=PLAIN, places=Places(docker_config=str(config))))
        assert authorizations(fake) == [None, BASIC]
        assert "answers with status 401" in told
