"""Reads a Compose file: variables replaced, ``extends`` carried out, and everything refused that is no such file."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from chartloom.diagnostics import ChartloomError, Diagnostic, Span
from chartloom.diagnostics.suggest import did_you_mean, nearest
from chartloom.importers.document import mapping, read_document
from chartloom.importers.interpolate import BadVariableError, interpolate, read_env_text
from chartloom.importers.report import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from chartloom.importers.document import Document, Record
    from chartloom.importers.report import Remark
    from chartloom.yamlio.positions import Path as KeyPath

__all__ = ["FILE_NAMES", "ComposeFile", "ComposeService", "read_compose_file", "read_text_file"]

FILE_NAMES = ("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml")
_VERSIONS = ("2", "3")
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class ComposeService:
    """One service of a Compose file: its keys, and where they stand."""

    name: str
    record: Record
    document: Document

    def path(self, *steps: str | int) -> KeyPath:
        """The path of something in it."""
        return ("services", self.name, *steps)

    def span(self, *steps: str | int) -> Span:
        """Where it stands."""
        return self.document.span(self.path(*steps))

    def text(self, value: object, *steps: str | int) -> str:
        """A scalar below it, as it was written."""
        return self.document.text(self.path(*steps), value)

    def remark(self, kind: Kind, why: str, *steps: str | int, key: str = "") -> Remark:
        """A remark about something in it."""
        shown = key or ".".join(str(step) for step in steps if isinstance(step, str))
        return self.document.remark(kind, self.path(*steps), self.name, shown, why)


@dataclass(frozen=True, slots=True)
class ComposeFile:
    """A Compose file as it was read; ``folder`` is where its paths begin."""

    document: Document
    folder: Path | None
    record: Record
    services: tuple[ComposeService, ...]
    variables: Mapping[str, str]
    remarks: list[Remark] = field(default_factory=list)


def read_text_file(path: Path, what: str = "the file") -> str:
    """The text of a file, or an error that says why there is none."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{what} is not UTF-8: byte {error.start + 1} is part of no character"
        raise ChartloomError(Diagnostic("not-utf-8", message, Span(str(path)))) from None
    except OSError as error:
        message = f"{what} cannot be read: {error.strerror}"
        raise ChartloomError(Diagnostic("unreadable", message, Span(str(path)))) from None


def read_compose_file(
    text: str, file: str, folder: Path | None, variables: Mapping[str, str] | None = None
) -> ComposeFile:
    """The Compose file in ``text``; with a ``folder``, what lies beside it is read as well: ``.env``, ``extends``.

    Raises ChartloomError for what is no Compose file.
    """
    document = read_document(text, file)
    _refuse_others(document)
    known = {**_beside(folder), **(variables or {})}
    remarks: list[Remark] = []
    replaced = replace(document, value=_replaced(document, document.value, (), known, remarks))
    record = mapping(replaced.value)
    services = tuple(_services(replaced, record, folder, known))
    return ComposeFile(replaced, folder, record, services, known, remarks)


def _beside(folder: Path | None) -> dict[str, str]:
    file = folder / ".env" if folder else None
    return read_env_text(read_text_file(file)) if file and file.is_file() else {}


def _refuse_others(document: Document) -> None:
    """Every text that is YAML but no Compose file gets an answer of its own."""
    value = document.value
    if value is None:
        raise ChartloomError(document.error((), "empty-file", "the file is empty"))
    if not isinstance(value, dict):
        raise ChartloomError(
            document.error((), "not-compose", "a Compose file is a mapping, and this is none")
        )
    services = value.get("services")
    if "apiVersion" in value and "kind" in value:
        hint = "import it with: chartloom import manifests"
        message = f"this is a Kubernetes manifest (kind {value['kind']}), and no Compose file"
        raise ChartloomError(document.error(("kind",), "not-compose", message, hint))
    if isinstance(services, list):
        message = "services is a list: this is an inventory already, or no Compose file"
        raise ChartloomError(document.error(("services",), "not-compose", message))
    _refuse_versions(document, value)
    if not isinstance(services, dict):
        raise ChartloomError(_without_services(document, value))
    if not services:
        raise ChartloomError(document.error(("services",), "no-services", "the file has no services"))
    for name, service in services.items():
        if not isinstance(service, dict):
            message = f'service "{name}" must be a mapping'
            raise ChartloomError(document.error(("services", name), "not-compose", message))


def _refuse_versions(document: Document, value: Record) -> None:
    if "version" not in value:
        return
    version = document.text(("version",), value["version"])
    if version.partition(".")[0] not in _VERSIONS:
        message = f'version "{version}" of the Compose file format is not known'
        hint = "the current format has no versions: if the file follows it, remove the line"
        raise ChartloomError(document.error(("version",), "unknown-version", message, hint))


def _without_services(document: Document, value: Record) -> Diagnostic:
    if any(isinstance(service, dict) and {"image", "build"} & service.keys() for service in value.values()):
        message = "this is version 1 of the Compose file format, which has no services:"
        hint = "put everything under a key services:, indented by two blanks"
        return document.error((), "unknown-version", message, hint)
    if value.get("services", 0) is None:
        return document.error(("services",), "no-services", "the file has no services")
    path: KeyPath = ("services",) if "services" in value else ()
    meant = None if path else nearest("services", value)
    message = "this is no Compose file: it has no mapping services:"
    return document.error(path, "not-compose", message, f'rename "{meant}" to "services"' if meant else None)


def _replaced(
    document: Document, value: object, path: KeyPath, known: Mapping[str, str], remarks: list[Remark]
) -> object:
    """The value with the variables in all its texts replaced; keys are taken as they stand."""
    match value:
        case dict():
            return {k: _replaced(document, v, (*path, k), known, remarks) for k, v in value.items()}
        case list():
            return [_replaced(document, v, (*path, i), known, remarks) for i, v in enumerate(value)]
        case str() if "$" in value:
            try:
                found = interpolate(value, known)
            except BadVariableError as error:
                raise ChartloomError(document.error(path, "bad-variable", str(error))) from None
            for name in found.unset:
                service = str(path[1]) if len(path) > 1 and path[0] == "services" else ""
                why = "has no value, and is taken as empty; give it in .env or with --env-file"
                remarks.append(document.remark(Kind.CHANGED, path, service, f"variable {name}", why))
            return found.text
        case _:
            return value


def _services(
    document: Document, record: Record, folder: Path | None, known: Mapping[str, str]
) -> Iterator[ComposeService]:
    services = mapping(record["services"])
    for name in services:
        extended = _extended(document, services, name, folder, known, 0)
        yield ComposeService(name, extended, document)


def _extended(
    document: Document, services: Record, name: str, folder: Path | None, known: Mapping[str, str], depth: int
) -> Record:
    """A service with what it extends below it; the chain ends somewhere, or it is refused."""
    own = mapping(services[name])
    said = own.get("extends")
    if said is None:
        return own
    path = ("services", name, "extends")
    if depth > _DEEPEST:
        raise ChartloomError(document.error(path, "extends-circle", f'service "{name}" extends itself'))
    base = str(said if isinstance(said, str) else mapping(said).get("service", ""))
    file = "" if isinstance(said, str) else str(mapping(said).get("file", ""))
    others = _services_of(document, path, folder, file, known) if file else services
    if not isinstance(others.get(base), dict):
        message = f'service "{name}" extends "{base}", which is no service{f" of {file}" if file else ""}'
        raise ChartloomError(
            document.error(path, "unknown-service", message, did_you_mean(base, others.keys() - {name}))
        )
    below = _extended(document, others, base, folder, known, depth + 1)
    # What is about other services is not inherited.
    inherited = {
        key: value for key, value in below.items() if key not in ("depends_on", "links", "volumes_from")
    }
    return _merged(inherited, {key: value for key, value in own.items() if key != "extends"})


def _services_of(
    document: Document, path: KeyPath, folder: Path | None, file: str, known: Mapping[str, str]
) -> Record:
    if folder is None or not (folder / file).is_file():
        raise ChartloomError(document.error(path, "no-such-file", f"the file {file} is not there"))
    other = read_document(read_text_file(folder / file), str(folder / file))
    return mapping(mapping(_replaced(other, other.value, (), known, [])).get("services"))


def _merged(below: Record, above: Record) -> Record:
    """Mappings and lists grow, everything else is replaced; a command is one thing, though it is a list."""
    found = dict(below)
    if isinstance(below.get("environment"), list) != isinstance(above.get("environment"), list):
        found["environment"] = _as_pairs(below.get("environment"))
        above = {**above, "environment": _as_pairs(above.get("environment"))}
    for key, value in above.items():
        under = found.get(key)
        if isinstance(under, dict) and isinstance(value, dict):
            found[key] = _merged(under, value)
        elif (
            isinstance(under, list)
            and isinstance(value, list)
            and key not in ("command", "entrypoint", "test")
        ):
            found[key] = [*under, *(item for item in value if item not in under)]
        else:
            found[key] = value
    return found


def _as_pairs(environment: object) -> list[object]:
    """Settings in the form of a list, of which the last one of a name counts."""
    if isinstance(environment, list):
        return environment
    return [name if text is None else f"{name}={_plain(text)}" for name, text in mapping(environment).items()]


def _plain(value: object) -> str:
    """A scalar as Compose hands it on; where it was written is no longer known."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:.15g}" if isinstance(value, float) else str(value)
