"""The environment of a Compose service, and the secrets and configs that are mounted into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.diagnostics import ChartloomError
from chartloom.importers.compose_file import read_text_file
from chartloom.importers.document import listed, mapping
from chartloom.importers.interpolate import read_env_text
from chartloom.importers.report import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from chartloom.importers.compose_file import ComposeFile, ComposeService
    from chartloom.importers.report import Remark

__all__ = ["mounted_configs", "mounted_secrets", "settings_of"]


def settings_of(file: ComposeFile, service: ComposeService, remarks: list[Remark]) -> dict[str, str]:
    """All settings of a service: those of its files first, then its own."""
    return {**_of_files(file, service, remarks), **_own(service, file.variables, remarks)}


def _own(service: ComposeService, variables: Mapping[str, str], remarks: list[Remark]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, text, path in _pairs(service):
        if text is None and name not in variables:
            why = "its value is left to whoever starts it; give it under env_vars: or secrets:"
            remarks.append(service.remark(Kind.LEFT_OUT, why, *path, key=f"environment {name}"))
        elif name:
            found[name] = variables[name] if text is None else text
    return found


def _pairs(service: ComposeService) -> Iterator[tuple[str, str | None, tuple[str | int, ...]]]:
    said = service.record.get("environment")
    for name, value in mapping(said).items():
        path = ("environment", name)
        yield name, None if value is None else service.text(value, *path), path
    for index, item in enumerate(listed(said)):
        name, sign, text = str(item).partition("=")
        yield name.strip(), text if sign else None, ("environment", index)


def _of_files(file: ComposeFile, service: ComposeService, remarks: list[Remark]) -> dict[str, str]:
    said = service.record.get("env_file")
    found: dict[str, str] = {}
    for item in said if isinstance(said, list) else [said] if said else []:
        name = str(mapping(item).get("path", "")) if isinstance(item, dict) else str(item)
        path = file.folder / name if file.folder else None
        if path and path.is_file():
            found.update(_read(path, service, file.variables, remarks))
        else:
            why = f"{name} is not there: its settings are missing"
            remarks.append(service.remark(Kind.LEFT_OUT, why, "env_file"))
    return found


def _read(
    path: Path, service: ComposeService, variables: Mapping[str, str], remarks: list[Remark]
) -> dict[str, str]:
    try:
        return read_env_text(read_text_file(path), variables)
    except ChartloomError as error:
        remarks.append(service.remark(Kind.LEFT_OUT, error.diagnostics[0].message, "env_file"))
        return {}


def mounted_secrets(service: ComposeService) -> list[str]:
    """The names of the secrets that the service finds as files below ``/run/secrets``."""
    return [name for name in (_source(item) for item in listed(service.record.get("secrets"))) if name]


def _source(item: object) -> str:
    return str(mapping(item).get("source", "")) if isinstance(item, dict) else str(item)


def mounted_configs(file: ComposeFile, service: ComposeService, remarks: list[Remark]) -> dict[str, str]:
    """The files that ``configs`` give it, by path; their text stands in the Compose file or beside it."""
    found: dict[str, str] = {}
    for index, item in enumerate(listed(service.record.get("configs"))):
        name = _source(item)
        target = str(mapping(item).get("target", f"/{name}"))
        text = _config_text(file, name)
        if text is None or not target.startswith("/"):
            why = f'the text of config "{name}" is not at hand; give it under files:'
            remarks.append(service.remark(Kind.LEFT_OUT, why, "configs", index))
        else:
            found[target] = text
    return found


def _config_text(file: ComposeFile, name: str) -> str | None:
    config = mapping(mapping(file.record.get("configs")).get(name))
    if isinstance(config.get("content"), str):
        return str(config["content"])
    path = file.folder / str(config["file"]) if file.folder and isinstance(config.get("file"), str) else None
    if path is None or not path.is_file():
        return None
    try:
        return read_text_file(path)
    except ChartloomError:
        return None
