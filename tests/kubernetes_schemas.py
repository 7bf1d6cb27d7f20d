"""The schemas of Kubernetes' own objects, for the oldest and the newest version we promise; kept elsewhere.

They are those of a package that we do not depend on; ``python -m tests.kubernetes_schemas`` fetches it with pip, once,
and the tests that need it are skipped, and say so, where it cannot be had.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from tests.real_tools import CACHE, MissingToolError

__all__ = ["NEWEST", "OLDEST", "fetch", "is_there", "problems"]

OLDEST, NEWEST = "1.25.0", "1.37.0"
_PACKAGE, _VERSION = "kubernetes-validate", "1.37.0"
_WHEEL = CACHE / f"{_PACKAGE}-{_VERSION}.whl"
_FOLDER = "kubernetes_validate/kubernetes-json-schema/v{version}-local-strict/{name}.json"

Document = dict[str, Any]


def is_there() -> bool:
    """Whether the schemas were fetched."""
    return _WHEEL.is_file()


def fetch() -> None:
    """Fetch the schemas unless they are there; raises MissingToolError."""
    if is_there():
        return
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE, prefix=".schemas-") as folder:
        words = ("pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "-d", folder)
        done = subprocess.run(
            [sys.executable, "-m", *words, f"{_PACKAGE}=={_VERSION}"],
            capture_output=True,
            text=True,
            check=False,
        )
        found = list(Path(folder).glob("*.whl"))
        if not found:
            lines = done.stderr.strip().splitlines()
            raise MissingToolError(lines[-1] if lines else f"pip failed with code {done.returncode}")
        found[0].rename(_WHEEL)


def problems(document: Document, version: str) -> list[str]:
    """What a Kubernetes of this version would not accept in the object; keys that it does not know are mistakes."""
    title = f"{document['kind']}/{document['metadata']['name']}"
    validator = _validator(document["apiVersion"], document["kind"], version)
    if validator is None:
        return [f"{title}: Kubernetes {version} has no {document['kind']} of {document['apiVersion']}"]
    return [f"{title}: {error.json_path}: {error.message[:200]}" for error in validator.iter_errors(document)]


@cache
def _validator(api_version: str, kind: str, version: str) -> Draft202012Validator | None:
    group, _, name = api_version.rpartition("/")
    parts = [kind.lower(), *([group.partition(".")[0]] if group else []), name]
    schema = _read(version, "-".join(parts))
    return Draft202012Validator({**schema, "$defs": _definitions(version)}) if schema else None


@cache
def _definitions(version: str) -> Document:
    found: Document = _read(version, "_definitions")["$defs"]
    return found


def _read(version: str, name: str) -> Document:
    with zipfile.ZipFile(_WHEEL) as files:
        member = _FOLDER.format(version=version, name=name)
        if member not in files.namelist():
            return {}
        text = files.read(member).decode()
    # All of them refer to one file of definitions, which becomes a part of each.
    found: Document = json.loads(text.replace("/api/_definitions.json#", "#"))
    return {key: value for key, value in found.items() if key not in ("$id", "$schema")}


if __name__ == "__main__":
    try:
        fetch()
    except MissingToolError as error:
        sys.stdout.write(f"objects are not held against the schemas of Kubernetes: {error}\n")
