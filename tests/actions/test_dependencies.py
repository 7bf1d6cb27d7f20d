"""Dependencies from folders, from a real HTTP server and a real registry; digests of lock files from Helm."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from chartloom.actions.fetching.dependencies import Access, DependencyRequest, build, update
from chartloom.actions.fetching.dependency_list import list_dependencies, table_text
from chartloom.actions.package import PackageRequest, package
from chartloom.chart import load_chart
from chartloom.chart.lock import dependencies_digest, read_lock_of
from chartloom.diagnostics import ChartloomError
from tests.repository.servers import FileServer, digest, docker_registry, file_server, push

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CASES = Path(__file__).parent / "cases"


def write(folder: Path, name: str, dependencies: str = "", version: str = "1.0.0", **files: str) -> Path:
    """A chart; each name of ``files`` is a template."""
    head = f"apiVersion: v2\nname: {name}\nversion: {version}\n"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "Chart.yaml").write_text(head + (f"dependencies: [{dependencies}]\n" if dependencies else ""))
    (folder / "templates").mkdir(exist_ok=True)
    for template, text in files.items():
        (folder / "templates" / f"{template}.yaml").write_text(text)
    return folder


def packed(folder: Path, name: str, version: str, **files: str) -> bytes:
    chart = write(folder / f"{name}-{version}-source", name, version=version, **files)
    with open(package(PackageRequest(str(chart), str(folder / "packed"))), "rb") as file:
        return file.read()


def vendored(chart: Path) -> list[str]:
    return sorted(path.name for path in (chart / "charts").iterdir())


def refusal(work: Callable[[DependencyRequest], None], chart: Path, access: Access | None = None) -> str:
    with pytest.raises(ChartloomError) as caught:
        work(DependencyRequest(str(chart), access or Access()))
    return caught.value.diagnostics[0].message


def run(work: Callable[[DependencyRequest], None], chart: Path, access: Access | None = None) -> list[str]:
    told: list[str] = []
    work(DependencyRequest(str(chart), access or Access(), tell=told.append))
    return told


# Folders


def test_a_chart_beside_this_one_is_packed_and_locked(tmp_path: Path) -> None:
    write(tmp_path / "db", "db", version="1.2.3")
    shop = write(tmp_path / "shop", "shop", "{name: db, version: ^1.0, repository: 'file://../db'}")
    assert run(update, shop) == ["Saving 1 charts", "Deleting outdated charts"]
    assert vendored(shop) == ["db-1.2.3.tgz"]
    lock = read_lock_of(load_chart(str(shop)))
    assert lock is not None
    assert [(d.name, d.version, d.repository) for d in lock.dependencies] == [("db", "1.2.3", "file://../db")]


def test_charts_beside_are_complete_and_fresh_at_any_depth(tmp_path: Path) -> None:
    write(tmp_path / "disk", "disk", a="kind: Disk\n")
    write(tmp_path / "db", "db", "{name: disk, version: 1.0.0, repository: 'file://../disk'}")
    shop = write(tmp_path / "shop", "shop", "{name: db, version: 1.0.0, repository: 'file://../db'}")
    run(update, shop)
    write(tmp_path / "disk", "disk", a="kind: NewDisk\n")
    run(build, shop)
    (db,) = load_chart(str(shop)).subcharts
    (disk,) = db.subcharts
    assert disk.templates[0].data == b"kind: NewDisk\n"
    assert not (tmp_path / "db" / "charts").exists()  # nothing is written beside the chart


def test_a_chart_beside_keeps_what_it_has_vendored(tmp_path: Path) -> None:
    db = write(tmp_path / "db", "db", "{name: disk, version: ^1.0, repository: 'https://127.0.0.1:1'}")
    write(db / "charts" / "disk", "disk", version="1.5.0")
    shop = write(tmp_path / "shop", "shop", "{name: db, version: 1.0.0, repository: 'file://../db'}")
    run(update, shop)
    assert load_chart(str(shop)).subcharts[0].subcharts[0].metadata.version == "1.5.0"


def test_circles_end(tmp_path: Path) -> None:
    write(tmp_path / "a", "a", "{name: b, version: 1.0.0, repository: 'file://../b'}")
    write(tmp_path / "b", "b", "{name: a, version: 1.0.0, repository: 'file://../a'}")
    shop = write(tmp_path / "shop", "shop", "{name: a, version: 1.0.0, repository: 'file://../a'}")
    assert refusal(update, shop).startswith("charts depend on each other in a circle: ")


def test_what_is_out_of_date_goes_and_the_rest_stays(tmp_path: Path) -> None:
    write(tmp_path / "db", "db", version="1.1.0")
    dependencies = (
        "{name: db, version: 1.x, repository: 'file://../db'}, {name: own, version: 1.0.0, repository: ''}"
    )
    shop = write(tmp_path / "shop", "shop", dependencies)
    write(shop / "charts" / "own", "own")
    (shop / "charts" / "db-1.0.0.tgz").write_bytes(packed(tmp_path, "db", "1.0.0"))
    (shop / "charts" / "_notes.txt").write_text("mine")
    run(update, shop)
    assert vendored(shop) == ["_notes.txt", "db-1.1.0.tgz", "own"]


def test_a_failure_leaves_everything_as_it_was(tmp_path: Path) -> None:
    write(tmp_path / "db", "db", version="1.1.0")
    here, nowhere = "file://../db", "http://127.0.0.1:1"
    dependencies = (
        f"{{name: db, version: 1.x, repository: '{here}'}}, {{name: x, version: 1, repository: '{nowhere}'}}"
    )
    shop = write(tmp_path / "shop", "shop", dependencies)
    (shop / "charts").mkdir()
    (shop / "charts" / "db-1.0.0.tgz").write_bytes(packed(tmp_path, "db", "1.0.0"))
    assert "cannot get http://127.0.0.1:1/index.yaml" in refusal(update, shop)
    assert vendored(shop) == ["db-1.0.0.tgz"]
    assert sorted(path.name for path in shop.iterdir()) == ["Chart.yaml", "charts", "templates"]


def test_the_lock_stays_when_nothing_has_changed(tmp_path: Path) -> None:
    write(tmp_path / "db", "db")
    shop = write(tmp_path / "shop", "shop", "{name: db, version: ^1.0, repository: 'file://../db'}")
    run(update, shop)
    before = (shop / "Chart.lock").read_bytes()
    run(update, shop)
    assert (shop / "Chart.lock").read_bytes() == before


def test_a_chart_without_dependencies_is_left_alone(tmp_path: Path) -> None:
    shop = write(tmp_path / "shop", "shop")
    assert run(update, shop) == []
    assert run(build, shop) == []
    assert not (shop / "charts").exists()


REFUSED = {
    "{name: db, version: 1.0.0, repository: '@stable'}": (
        'the repository "@stable" of "db" is a name that Helm does not know here'
    ),
    "{name: db, version: 1.0.0, repository: 'alias:stable'}": (
        'the repository "alias:stable" of "db" is a name that Helm does not know here'
    ),
    "{name: db, version: 1.0.0, repository: stable}": 'the repository "stable" of "db" is no address',
    "{name: db, version: new, repository: 'file://../db'}": (
        'the version "new" of "db" is neither a version nor a range: improper constraint: "new"'
    ),
    "{name: db, version: ^2.0, repository: 'file://../db'}": (
        'the chart "db" has the version 1.0.0, which does not meet "^2.0"'
    ),
    "{name: web, version: 1.0.0, repository: 'file://../db'}": 'file://../db has a chart "db" where "web" was expected',
    "{name: db, version: 1.0.0, repository: ''}": 'the chart "db" has no repository and is not in charts/',
    "{name: db, version: 1.0.0, repository: 'oci://127.0.0.1:1'}": (
        "cannot get https://127.0.0.1:1/v2/db/manifests/1.0.0: Connection refused"
    ),
}


@pytest.mark.parametrize("dependencies", REFUSED)
def test_what_cannot_be_is_told(dependencies: str, tmp_path: Path) -> None:
    write(tmp_path / "db", "db")
    shop = write(tmp_path / "shop", "shop", dependencies)
    assert refusal(update, shop) == REFUSED[dependencies]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    shop = write(tmp_path / "shop", "shop", "{name: db, version: 1.0.0, repository: 'file://../nowhere'}")
    message = f'the chart "db" is not where its repository says: there is no folder "{tmp_path}/nowhere"'
    assert [refusal(update, shop), refusal(build, shop)] == [message, message]


def test_only_folders_are_built(tmp_path: Path) -> None:
    (tmp_path / "a.tgz").write_bytes(b"")
    expected = f'"{tmp_path}/a.tgz" is a file: only the folder of a chart has a charts/ to fill'
    assert refusal(build, tmp_path / "a.tgz") == expected
    assert refusal(build, tmp_path / "b") == f'no chart at "{tmp_path}/b": there is no such file or folder'


def test_a_lock_of_other_dependencies_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "db", "db")
    shop = write(tmp_path / "shop", "shop", "{name: db, version: ^1.0, repository: 'file://../db'}")
    run(update, shop)
    write(shop, "shop", "{name: db, version: ~1.0, repository: 'file://../db'}")
    message = "Chart.lock is out of date: the dependencies have changed since it was written"
    assert refusal(build, shop) == message


def test_a_lock_that_is_a_link_is_not_written(tmp_path: Path) -> None:
    write(tmp_path / "db", "db")
    shop = write(tmp_path / "shop", "shop", "{name: db, version: ^1.0, repository: 'file://../db'}")
    (shop / "target").write_text("")
    (shop / "Chart.lock").symlink_to(shop / "target")
    assert refusal(update, shop) == "the lock file is a link, and is not written"


# Digests of lock files, as Helm has computed them for a chart db 1.2.3 in the folder beside.
DIGESTS: dict[str, str] = json.loads((CASES / "digests.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("dependencies", DIGESTS)
def test_digests_are_helms(dependencies: str, tmp_path: Path) -> None:
    write(tmp_path / "db", "db", version="1.2.3")
    shop = write(tmp_path / "shop", "shop", dependencies)
    run(update, shop)
    assert yaml.safe_load((shop / "Chart.lock").read_text())["digest"] == DIGESTS[dependencies]


@pytest.mark.helm
@pytest.mark.parametrize("dependencies", DIGESTS)
def test_helm_writes_the_same_lock(helm4: Path, dependencies: str, tmp_path: Path) -> None:
    write(tmp_path / "db", "db", version="1.2.3")
    shop = write(tmp_path / "shop", "shop", dependencies)
    run(update, shop)
    ours = (shop / "Chart.lock").read_text()
    subprocess.run([helm4, "dependency", "build", shop], check=True, capture_output=True)
    (shop / "Chart.lock").unlink()
    subprocess.run([helm4, "dependency", "update", shop], check=True, capture_output=True)
    assert _without_time(ours) == _without_time((shop / "Chart.lock").read_text())
    run(build, shop)


def _without_time(lock: str) -> str:
    text, count = re.subn(r'generated: "\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*([+-]\d\d:\d\d|Z)"', "", lock)
    assert count == 1
    return text


def test_old_charts_keep_their_locks_in_requirements(tmp_path: Path) -> None:
    write(tmp_path / "db", "db")
    shop = write(tmp_path / "shop", "shop")
    (shop / "Chart.yaml").write_text("apiVersion: v1\nname: shop\nversion: 1.0.0\n")
    (shop / "requirements.yaml").write_text(
        "dependencies: [{name: db, version: 1.x, repository: 'file://../db'}]\n"
    )
    run(update, shop)
    assert (shop / "requirements.lock").is_file()
    assert not (shop / "Chart.lock").exists()
    run(build, shop)


# Repositories


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[FileServer]:
    """An HTTP repository with some versions of a chart."""
    with file_server() as server:
        entries = ""
        for version in ("1.0.0", "1.1.0", "1.2.0-rc.1", "2.0.0"):
            archive = packed(tmp_path, "db", version)
            server.put(f"/charts/db-{version}.tgz", archive)
            where = f"urls: [db-{version}.tgz], digest: '{digest(archive)[7:]}'"
            entries += f"  - {{name: db, version: {version}, {where}}}\n"
        server.put("/charts/index.yaml", f"apiVersion: v1\nentries:\n  db:\n{entries}")
        yield server


def using(server: FileServer, folder: Path, version: str = "^1.0", name: str = "db") -> Path:
    return write(
        folder / "shop", "shop", f"{{name: {name}, version: '{version}', repository: '{server.url}/charts/'}}"
    )


@pytest.mark.parametrize(
    ("constraint", "version"),
    [
        ("^1.0", "1.1.0"),
        ("*", "2.0.0"),
        ("1.0.0", "1.0.0"),
        ("v1.1", "1.1.0"),
        (">=1.1.0-0 <2", "1.2.0-rc.1"),
    ],
)
def test_the_newest_version_that_is_allowed_is_taken(
    constraint: str, version: str, repository: FileServer, tmp_path: Path
) -> None:
    shop = using(repository, tmp_path, constraint)
    told = run(update, shop)
    assert told[1] == f"Downloading db from repo {repository.url}/charts/"
    assert vendored(shop) == [f"db-{version}.tgz"]


def test_build_takes_what_is_locked(repository: FileServer, tmp_path: Path) -> None:
    shop = using(repository, tmp_path)
    run(update, shop)
    archive = packed(tmp_path, "db", "1.9.0")
    repository.put("/charts/db-1.9.0.tgz", archive)
    index = repository.replies["/charts/index.yaml"]
    index.body += b"  - {name: db, version: 1.9.0, urls: [db-1.9.0.tgz]}\n"
    run(build, shop)
    assert vendored(shop) == ["db-1.1.0.tgz"]
    run(update, shop)
    assert vendored(shop) == ["db-1.9.0.tgz"]


def test_an_index_is_fetched_once(repository: FileServer, tmp_path: Path) -> None:
    one = f"{{name: db, version: 1.0.0, repository: '{repository.url}/charts'}}"
    two = f"{{name: db, version: 2.0.0, alias: new, repository: '{repository.url}/charts'}}"
    shop = write(tmp_path / "shop", "shop", f"{one}, {two}")
    run(update, shop)
    assert repository.paths == ["/charts/index.yaml", "/charts/db-1.0.0.tgz", "/charts/db-2.0.0.tgz"]
    assert vendored(shop) == ["db-1.0.0.tgz", "db-2.0.0.tgz"]


def test_an_archive_with_another_digest_is_refused(repository: FileServer, tmp_path: Path) -> None:
    shop = using(repository, tmp_path)
    repository.put("/charts/db-1.1.0.tgz", b"forged")
    assert refusal(update, shop).startswith(
        f"{repository.url}/charts/db-1.1.0.tgz is not what the repository says it is: its digest is "
    )
    assert not (shop / "charts").exists()


def test_what_is_no_chart_is_refused(repository: FileServer, tmp_path: Path) -> None:
    index = "apiVersion: v1\nentries:\n  db:\n  - {name: db, version: 1.0.0, urls: [db.tgz]}\n"
    repository.put("/charts/index.yaml", index)
    repository.put("/charts/db.tgz", b"<html>")
    assert refusal(update, using(repository, tmp_path)).endswith("is no chart archive: it is not gzipped")
    repository.put("/charts/db.tgz", packed(tmp_path, "web", "1.0.0"))
    expected = f'{repository.url}/charts/ has a chart "web" where "db" was expected'
    assert refusal(update, using(repository, tmp_path)) == expected


def test_a_version_that_leads_elsewhere_is_refused(repository: FileServer, tmp_path: Path) -> None:
    evil = tmp_path / "evil"
    write(evil / "db", "db", version="../../../../evil")
    done = subprocess.run(["tar", "cz", "-C", evil, "db"], capture_output=True, check=True)
    repository.put(
        "/charts/index.yaml",
        "apiVersion: v1\nentries:\n  db:\n  - {name: db, version: 1.0.0, urls: [db.tgz]}\n",
    )
    repository.put("/charts/db.tgz", done.stdout)
    assert "../../../../evil" in refusal(update, using(repository, tmp_path))
    assert not (tmp_path / "shop" / "charts").exists()


def test_what_a_repository_does_not_have_is_told(repository: FileServer, tmp_path: Path) -> None:
    url = f"{repository.url}/charts/"
    assert refusal(update, using(repository, tmp_path, "^3")) == f'no version of "db" in {url} meets "^3"'
    assert (
        refusal(update, using(repository, tmp_path, name="web")) == f'the repository {url} has no chart "web"'
    )
    del repository.replies["/charts/index.yaml"]
    assert refusal(update, using(repository, tmp_path)) == f"{url}index.yaml answers with status 404"


def test_passwords_stay_at_the_repository(repository: FileServer, tmp_path: Path) -> None:
    with file_server() as stranger:
        stranger.put("/db.tgz", packed(tmp_path, "db", "1.0.0"))
        entry = f"{{name: db, version: 1.0.0, urls: ['{stranger.url}/db.tgz']}}"
        repository.put("/charts/index.yaml", f"apiVersion: v1\nentries:\n  db:\n  - {entry}\n")
        run(update, using(repository, tmp_path), Access("ann", "secret"))
        assert repository.seen[0][1]["Authorization"].startswith("Basic ")
        assert "Authorization" not in stranger.seen[0][1]


@pytest.mark.helm
def test_helm_resolves_to_the_same(helm4: Path, repository: FileServer, tmp_path: Path) -> None:
    shop = using(repository, tmp_path, ">=1.0")
    run(update, shop)
    ours = (shop / "Chart.lock").read_text()
    (shop / "Chart.lock").unlink()
    folders = [f"--repository-{name}={tmp_path}/{name}" for name in ("cache", "config")]
    cache = f"--content-cache={tmp_path}/content"
    subprocess.run([helm4, "dependency", "update", shop, *folders, cache], check=True, capture_output=True)
    assert _without_time(ours) == _without_time((shop / "Chart.lock").read_text())
    assert vendored(shop) == ["db-2.0.0.tgz"]


def test_a_real_registry(tmp_path: Path) -> None:
    with docker_registry(tmp_path) as host:
        for version in ("1.0.0", "1.1.0", "1.2.0+build.5", "2.0.0"):
            push(host, "charts/db", version.replace("+", "_"), packed(tmp_path, "db", version))
        plain = Access(plain_http=True)
        shop = write(
            tmp_path / "shop", "shop", f"{{name: db, version: ^1.0, repository: 'oci://{host}/charts'}}"
        )
        run(update, shop, plain)
        assert vendored(shop) == ["db-1.2.0+build.5.tgz"]
        run(build, shop, plain)
        write(shop, "shop", f"{{name: db, version: 1.0.0, repository: 'oci://{host}/charts'}}")
        run(update, shop, plain)
        assert vendored(shop) == ["db-1.0.0.tgz"]
        fetched = (shop / "charts" / "db-1.0.0.tgz").read_bytes()
        assert fetched == (tmp_path / "packed" / "db-1.0.0.tgz").read_bytes()


# Lists


def listed(folder: Path) -> Path:
    dependencies = (
        "{name: a, version: ~1.0, repository: ''}, {name: missing, version: 1.0.0, repository: 'https://example.com/"
        + "x" * 80
        + "'}, {name: c, version: 2.0.0, repository: 'oci://x'}, {name: é, version: '1', repository: 'oci://x'}, "
        "{name: d, version: ^1.0, repository: 'oci://x'}, {name: e, version: =!, repository: 'oci://x'}, "
        "{name: f, version: 1.0.0, repository: 'oci://x'}, {name: g, version: 1.0.0, repository: 'oci://x'}"
    )
    shop = write(folder / "shop", "shop", dependencies)
    for name in ("a", "c", "e", "stray"):
        write(shop / "charts" / name, name)
    archives = {
        "d-1.0.0.tgz": "d",
        "f-new.tgz": "f",
        "f-1.0.0.tgz": "f",
        "g-1.0.0.tgz": "other",
        "z-1.tgz": "z",
    }
    for file, name in archives.items():
        (shop / "charts" / file).write_bytes(packed(folder, name, "1.0.0"))
    return shop


STATES = ["unpacked", "missing", "wrong version", "missing", "ok", "invalid version", "ok", "misnamed"]


def test_states_are_helms(tmp_path: Path) -> None:
    found = list_dependencies(str(listed(tmp_path)))
    assert [row.status for row in found.rows] == STATES
    assert [re.sub('".*/', '"', line) for line in found.warnings] == [
        'WARNING: "g-1.0.0.tgz" is not in Chart.yaml.',
        'WARNING: "stray" is not in Chart.yaml.',
        'WARNING: "z-1.tgz" is not in Chart.yaml.',
    ]


@pytest.mark.helm
@pytest.mark.parametrize("width", [80, 20])
def test_helm_lists_the_same(helm4: Path, width: int, tmp_path: Path) -> None:
    shop = listed(tmp_path)
    words: list[str | Path] = [helm4, "dependency", "list", shop, f"--max-col-width={width}"]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    assert table_text(list_dependencies(str(shop)), width) == done.stdout


def test_nothing_to_list_is_told(tmp_path: Path) -> None:
    shop = write(tmp_path / "shop", "shop")
    assert table_text(list_dependencies(str(shop))) == f"WARNING: no dependencies at {shop}/charts\n"


def test_two_archives_are_too_many(tmp_path: Path) -> None:
    shop = write(tmp_path / "shop", "shop", "{name: db, version: ^1.0, repository: 'oci://x'}")
    (shop / "charts").mkdir()
    for version in ("1.0.0", "1.1.0"):
        (shop / "charts" / f"db-{version}.tgz").write_bytes(packed(tmp_path, "db", version))
    assert [row.status for row in list_dependencies(str(shop)).rows] == ["too many matches"]


def test_the_empty_digest_is_helms() -> None:
    assert (
        dependencies_digest((), ())
        == "sha256:643d5437104296e21d906ecb15b2c96ad278f20cfc4af53b12bb6069bd853726"
    )
