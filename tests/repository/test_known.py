"""What Helm and Docker were told of repositories and registries."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import TYPE_CHECKING

import pytest

from chartloom.diagnostics import ChartloomError
from chartloom.repository import Access, Places, helm_places, known_repositories, registry_credentials

if TYPE_CHECKING:
    from pathlib import Path

REPOSITORIES = """\
apiVersion: ""
generated: "0001-01-01T00:00:00Z"
repositories:
- {name: plain, url: https://example.com/charts, username: "", password: "", caFile: "", certFile: "", keyFile: ""}
- name: guarded
  url: https://guarded.example.com
  username: ann
  password: secret
  caFile: ca.pem
  certFile: cert.pem
  keyFile: key.pem
  insecure_skip_tls_verify: true
  pass_credentials_all: true
- 7
- {name: empty}
"""


@pytest.fixture
def places(tmp_path: Path) -> Places:
    (tmp_path / "repositories.yaml").write_text(REPOSITORIES)
    (tmp_path / "plain-index.yaml").write_bytes(b"apiVersion: v1")
    return Places(str(tmp_path / "repositories.yaml"), str(tmp_path))


def test_repositories_are_read(places: Places) -> None:
    plain, guarded, empty = known_repositories(places)
    assert (plain.name, plain.url, empty.url) == ("plain", "https://example.com/charts", "")
    assert plain.access(Access("bob", "other", "mine.pem")) == Access("bob", "other", "mine.pem")
    assert guarded.access(Access("bob", "other", plain_http=True)) == Access(
        "ann",
        "secret",
        "ca.pem",
        "cert.pem",
        "key.pem",
        skip_tls_verification=True,
        plain_http=True,
        pass_credentials=True,
    )
    assert "secret" not in repr(guarded)


def test_copies_of_indexes_are_read(places: Places) -> None:
    plain, guarded, _ = known_repositories(places)
    assert plain.cached_index(places) == b"apiVersion: v1"
    assert guarded.cached_index(places) is None
    assert plain.cached_index(Places()) is None


def test_names_do_not_lead_elsewhere(places: Places, tmp_path: Path) -> None:
    (tmp_path / "repositories.yaml").write_text(
        "repositories: [{name: x/../plain, url: 'https://example.com'}]"
    )
    (evil,) = known_repositories(places)
    assert evil.cached_index(places) is None


def test_no_file_is_no_repository(tmp_path: Path) -> None:
    assert known_repositories(Places()) == ()
    assert known_repositories(Places(str(tmp_path / "nowhere.yaml"))) == ()


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(ChartloomError, match=f'cannot read "{tmp_path}": Is a directory'):
        known_repositories(Places(str(tmp_path)))


PLACES = {
    "HOME": (
        "/h/.config/helm/repositories.yaml",
        "/h/.cache/helm/repository",
        "/h/.config/helm/registry/config.json",
        "/h/.docker/config.json",
    ),
    "XDG_CONFIG_HOME XDG_CACHE_HOME": (
        "/x/helm/repositories.yaml",
        "/x/helm/repository",
        "/x/helm/registry/config.json",
        "/h/.docker/config.json",
    ),
    "XDG_CONFIG_HOME HELM_CONFIG_HOME HELM_CACHE_HOME": (
        "/x/repositories.yaml",
        "/x/repository",
        "/x/registry/config.json",
        "/h/.docker/config.json",
    ),
    "HELM_REPOSITORY_CONFIG HELM_REPOSITORY_CACHE HELM_REGISTRY_CONFIG DOCKER_CONFIG": (
        "/x",
        "/x",
        "/x",
        "/x/config.json",
    ),
}


@pytest.mark.parametrize("names", PLACES)
def test_places_are_those_of_helm(names: str) -> None:
    assert helm_places({**dict.fromkeys(names.split(), "/x"), "HOME": "/h"}) == PLACES[names]


def auth(pair: str) -> str:
    return b64encode(pair.encode()).decode()


ACCOUNTS = {
    "example.com:5000": {"auth": auth("ann:sec:ret")},
    "plain.example.com": {"username": "bob", "password": "pw"},
    "https://index.docker.io/v1/": {"auth": auth("eve:pw")},
    "helper.example.com": {},
    "broken.example.com": {"auth": "%"},
    "empty.example.com": {"auth": auth(":")},
}
FOUND = {
    "example.com:5000": ("ann", "sec:ret"),
    "plain.example.com": ("bob", "pw"),
    "docker.io": ("eve", "pw"),
    "registry-1.docker.io": ("eve", "pw"),
    "example.com": None,
    "helper.example.com": None,
    "broken.example.com": None,
    "empty.example.com": None,
}


@pytest.mark.parametrize("host", FOUND)
def test_credentials_are_found_by_host(host: str, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(json.dumps({"auths": ACCOUNTS, "credsStore": "pass"}))
    assert registry_credentials(host, (str(tmp_path / "config.json"),)) == FOUND[host]


def test_the_first_file_that_knows_counts(tmp_path: Path) -> None:
    texts = {
        "a": "<html>",
        "b": "[]",
        "c": '{"auths": 7}',
        "d": '{"auths": {"x": {"auth": "YTpi"}}}',
        "e": "{}",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    paths = [str(tmp_path / name) for name in ("nowhere", *texts)]
    assert registry_credentials("x", paths) == ("a", "b")
