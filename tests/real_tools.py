"""The real tools that tests compare with: built once with Go, kept outside of the repository.

``python -m tests.real_tools [NAME...]`` builds what is missing and says in one line what cannot be had; the
tests that need it are skipped, and say so.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BUILD_SECONDS = 30 * 60
# Read once: the tests themselves run with another cache folder.
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "chartloom-tools")


@dataclass(frozen=True)
class Tool:
    """A program, the Go package that it is built from, and the variable that names another build of it.

    ``settings`` are the variables of the program that the linker sets, ``asked`` is how it is asked for its version.
    """

    name: str
    package: str
    version: str
    variable: str
    settings: tuple[str, ...] = ()
    asked: tuple[str, ...] = ("version", "--short")

    @property
    def path(self) -> Path:
        """Where it is kept once it is built."""
        return CACHE / f"{self.name}-{self.version}" / "bin" / self.program

    @property
    def program(self) -> str:
        """The name of the program."""
        named = self.package.split("/")
        return named[-2] if re.fullmatch(r"v\d+", named[-1]) else named[-1]

    @property
    def title(self) -> str:
        """How a person calls it."""
        return f"{self.program} {self.version}"


# Helm's own releases are built with these; without them Helm 4 calls itself v4.3, and Helm 3 takes its cluster for
# one of Kubernetes 1.20 rather than of its client library's version.
_HELM3 = "helm.sh/helm/v3"
TOOLS = (
    Tool(
        name="helm4",
        package="helm.sh/helm/v4/cmd/helm",
        version="v4.3.0",
        variable="CHARTLOOM_HELM",
        settings=("helm.sh/helm/v4/internal/version.version=v4.3.0",),
    ),
    Tool(
        name="helm3",
        package=f"{_HELM3}/cmd/helm",
        version="v3.22.0",
        variable="CHARTLOOM_HELM3",
        settings=(
            f"{_HELM3}/internal/version.version=v3.22.0",
            f"{_HELM3}/pkg/chartutil.k8sVersionMajor=1",
            f"{_HELM3}/pkg/chartutil.k8sVersionMinor=37",
            f"{_HELM3}/pkg/lint/rules.k8sVersionMajor=1",
            f"{_HELM3}/pkg/lint/rules.k8sVersionMinor=37",
        ),
    ),
    Tool(
        name="kustomize",
        package="sigs.k8s.io/kustomize/kustomize/v5",
        version="v5.8.2",
        variable="CHARTLOOM_KUSTOMIZE",
        asked=("version",),
    ),
)


@dataclass(frozen=True)
class Schemas:
    """The custom resource definitions in one folder of a Go module."""

    name: str
    module: str
    version: str
    folder: str

    @property
    def path(self) -> Path:
        """Where they are kept once they are fetched."""
        return CACHE / f"{self.name}-{self.version}"


SCHEMAS = (
    Schemas("argocd", "github.com/argoproj/argo-cd/v3", "v3.6.1", "manifests/crds"),
    Schemas("flux-source", "github.com/fluxcd/source-controller", "v1.10.1", "config/crd/bases"),
    Schemas("flux-kustomize", "github.com/fluxcd/kustomize-controller", "v1.10.1", "config/crd/bases"),
    Schemas("flux-helm", "github.com/fluxcd/helm-controller", "v1.4.0", "config/crd/bases"),
    Schemas(
        "external-secrets",
        "github.com/external-secrets/external-secrets",
        "v1.3.2",
        "config/crds/bases",
    ),
    Schemas(
        "sealed-secrets", "github.com/bitnami-labs/sealed-secrets", "v0.32.2", "helm/sealed-secrets/crds"
    ),
    Schemas("snapshots", "github.com/kubernetes-csi/external-snapshotter/client/v8", "v8.4.0", "config/crd"),
    Schemas("gateway-api", "sigs.k8s.io/gateway-api", "v1.7.0", "config/crd/standard"),
    Schemas(
        "traefik",
        "github.com/traefik/traefik/v3",
        "v3.6.0",
        "docs/content/reference/dynamic-configuration",
    ),
    Schemas(
        "prometheus-operator",
        "github.com/prometheus-operator/prometheus-operator",
        "v0.85.0",
        "example/prometheus-operator-crd",
    ),
)


class MissingToolError(Exception):
    """The tool cannot be had; the text says why."""


def tool(name: str) -> Tool:
    """The tool of this name; raises KeyError."""
    return {t.name: t for t in TOOLS}[name]


def find(wanted: Tool) -> Path:
    """The program, in the version that is wanted; raises MissingToolError."""
    named = os.environ.get(wanted.variable)
    if named:
        return _of_version(Path(named), wanted)
    if not wanted.path.is_file():
        raise MissingToolError(f"{wanted.title} is not there: `make tools`, or set {wanted.variable}")
    return wanted.path


def _of_version(path: Path, wanted: Tool) -> Path:
    """A program that somebody else has built, unless its answers are those of another version."""
    try:
        done = subprocess.run([path, *wanted.asked], capture_output=True, text=True, check=True)
    except OSError as error:
        raise MissingToolError(f"{wanted.variable} is {path}: {error.strerror}") from None
    except subprocess.CalledProcessError as error:
        raise MissingToolError(
            f"{wanted.variable} is {path}, which failed with code {error.returncode}"
        ) from None
    found = done.stdout.strip().partition("+")[0]
    # What `go install` builds leaves out the last number.
    if found not in (wanted.version, wanted.version.rpartition(".")[0]):
        raise MissingToolError(f"{wanted.variable} is {found}, and the tests speak of {wanted.version}")
    return path


def fetch(wanted: Tool) -> Path:
    """The program, built if need be; raises MissingToolError."""
    if os.environ.get(wanted.variable) or wanted.path.is_file():
        return find(wanted)
    if not shutil.which("go"):
        raise MissingToolError("there is no Go to build it with")
    sys.stdout.write(f"building {wanted.title}, once; this takes some minutes\n")
    sys.stdout.flush()
    try:
        _build(wanted)
    except (OSError, subprocess.SubprocessError) as error:
        raise MissingToolError(_reason(error)) from None
    return wanted.path


def _build(wanted: Tool) -> None:
    """Build into a folder beside the final one: what has the final name is whole."""
    home = wanted.path.parent.parent
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home.parent, prefix=f".{home.name}-") as temporary:
        made = Path(temporary, home.name)
        _go_install(wanted, made / "bin")
        try:
            made.rename(home)
        except OSError:
            if not wanted.path.is_file():  # otherwise somebody else was faster
                raise


def _go_install(wanted: Tool, folder: Path) -> None:
    folder.mkdir(parents=True)
    linking = " ".join(f"-X {setting}" for setting in wanted.settings)
    subprocess.run(
        [
            *_politely(),
            "go",
            "install",
            "-trimpath",
            f"-ldflags={linking}",
            f"{wanted.package}@{wanted.version}",
        ],
        env={**os.environ, "GOBIN": str(folder), "GOFLAGS": ""},
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
        timeout=BUILD_SECONDS,
    )


def _politely() -> tuple[str, ...]:
    return ("nice",) if shutil.which("nice") else ()


def _reason(error: Exception) -> str:
    if isinstance(error, subprocess.CalledProcessError):
        lines = [line for line in error.stderr.splitlines() if not line.startswith("go: downloading ")]
        return lines[-1] if lines else f"go install failed with code {error.returncode}"
    if isinstance(error, subprocess.TimeoutExpired):
        return f"the build took more than {BUILD_SECONDS // 60} minutes"
    return str(error)


def fetch_schemas(wanted: Schemas) -> Path:
    """The folder of the definitions, taken from the module if need be; raises MissingToolError."""
    if wanted.path.is_dir():
        return wanted.path
    if not shutil.which("go"):
        raise MissingToolError("there is no Go to fetch them with")
    try:
        _unpack(_downloaded(wanted), wanted)
    except (OSError, KeyError, ValueError, subprocess.SubprocessError) as error:
        raise MissingToolError(_reason(error)) from None
    return wanted.path


def _downloaded(wanted: Schemas) -> Path:
    """The archive of the module; Go names it also when the module asks for a newer Go than there is."""
    command = ["go", "mod", "download", "-json", f"{wanted.module}@{wanted.version}"]
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, check=False, timeout=BUILD_SECONDS
        )
    return Path(json.loads(done.stdout)["Zip"])


def _unpack(archive: Path, wanted: Schemas) -> None:
    wanted.path.parent.mkdir(parents=True, exist_ok=True)
    prefix = f"{wanted.module}@{wanted.version}/{wanted.folder}/"
    with (
        zipfile.ZipFile(archive) as files,
        tempfile.TemporaryDirectory(dir=wanted.path.parent, prefix=f".{wanted.name}-") as temporary,
    ):
        made = Path(temporary, wanted.path.name)
        made.mkdir()
        for name in files.namelist():
            if name.startswith(prefix) and name.endswith(".yaml"):
                (made / name.removeprefix(prefix)).write_bytes(files.read(name))
        made.rename(wanted.path)


def missing(names: Sequence[str]) -> Iterator[str]:
    """Fetch the tools; a line for each one that cannot be had."""
    for wanted in map(tool, names):
        try:
            fetch(wanted)
        except MissingToolError as error:
            yield f"comparisons with {wanted.title} are skipped: {error}"


def missing_schemas() -> Iterator[str]:
    """Fetch the definitions; a line for each that cannot be had."""
    for wanted in SCHEMAS:
        try:
            fetch_schemas(wanted)
        except MissingToolError as error:
            yield f"objects are not held against {wanted.module}: {error}"


if __name__ == "__main__":
    named = sys.argv[1:]
    for line in [*missing(named or [t.name for t in TOOLS]), *([] if named else missing_schemas())]:
        sys.stdout.write(f"{line}\n")
