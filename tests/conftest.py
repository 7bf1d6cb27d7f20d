"""What all tests share: real Helm, where it is there, and an environment that is not the user's own."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests import real_tools

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def pytest_configure() -> None:
    """Name the tools that were built, for tests that are collected only where there is one."""
    for tool in real_tools.TOOLS:
        if tool.path.is_file():
            os.environ.setdefault(tool.variable, str(tool.path))


@pytest.fixture(scope="session", autouse=True)
def _own_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the user's caches and settings out of the tests, and the tests out of the user's caches."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        patch.setenv("DOCKER_CONFIG", str(tmp_path_factory.mktemp("docker")))
        for name in [n for n in os.environ if n.startswith("HELM_")]:
            patch.delenv(name)
        yield


@pytest.fixture(scope="session")
def helm4() -> Path:
    """The Helm whose output we promise to print; mark the test with ``helm``."""
    return _program("helm4")


@pytest.fixture(scope="session")
def helm3() -> Path:
    """The last Helm 3; mark the test with ``helm``."""
    return _program("helm3")


@pytest.fixture(scope="session")
def kustomize() -> Path:
    """The Kustomize that builds what we weave for it; mark the test with ``kustomize``."""
    return _program("kustomize")


def _program(name: str) -> Path:
    try:
        return real_tools.find(real_tools.tool(name))
    except real_tools.MissingToolError as error:
        pytest.skip(str(error))
