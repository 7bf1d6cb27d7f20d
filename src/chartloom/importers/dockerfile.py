"""What a Dockerfile tells of a service that is built: the technology of its base image, and its ports."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chartloom.importers.images import language_of_image

__all__ = ["Dockerfile", "read_dockerfile"]

_FROM = re.compile(r"\s*FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?", re.IGNORECASE)
_EXPOSE = re.compile(r"\s*EXPOSE\s+(.*)", re.IGNORECASE)
_ARG = re.compile(r"\s*ARG\s+([A-Za-z_][A-Za-z0-9_]*)=(\S+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dockerfile:
    """``language`` is "" where no base image names one; ``base`` is the image that gave it away."""

    language: str
    base: str
    ports: tuple[int, ...]


def read_dockerfile(text: str, target: str = "") -> Dockerfile:
    r"""What the text tells; with a ``target``, up to that stage. The last stage that names a technology counts.

    >>> read_dockerfile("FROM golang:1.22 AS build\nFROM scratch\nEXPOSE 8080/tcp 9090\n")
    Dockerfile(language='go', base='golang:1.22', ports=(8080, 9090))
    """
    arguments: dict[str, str] = {}
    bases: list[str] = []
    stage = ""
    ports: list[int] = []
    for line in text.splitlines():
        if found := _ARG.match(line):
            arguments[found[1]] = found[2].strip("\"'")
        elif found := _FROM.match(line):
            if target and stage == target:
                break
            stage = found[2] or ""
            bases.append(_filled(found[1], arguments))
        elif found := _EXPOSE.match(line):
            ports += [port for word in found[1].split() if (port := _port(_filled(word, arguments)))]
    base = next((base for base in reversed(bases) if language_of_image(base)), "")
    return Dockerfile(language_of_image(base), base, tuple(dict.fromkeys(ports)))


def _filled(text: str, arguments: dict[str, str]) -> str:
    return re.sub(
        r"\$\{?([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}?",
        lambda found: arguments.get(found[1], found[2] or ""),
        text,
    )


def _port(word: str) -> int:
    number = word.partition("/")[0].partition("-")[0]
    return int(number) if number.isdigit() and 0 < int(number) < 65536 and not word.endswith("/udp") else 0
