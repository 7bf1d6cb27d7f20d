"""``Chart.yaml``: from what stands in the file to the fields that Go's ``chart.Metadata`` has."""

from __future__ import annotations

from chartloom.chart.model import Dependency, Metadata

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["read_metadata"]

_STRINGS = {
    "name": "Name",
    "home": "Home",
    "version": "Version",
    "description": "Description",
    "icon": "Icon",
    "apiVersion": "APIVersion",
    "condition": "Condition",
    "tags": "Tags",
    "appVersion": "AppVersion",
    "kubeVersion": "KubeVersion",
    "type": "Type",
}

_CHART = frozenset(
    (*_STRINGS, "sources", "keywords", "maintainers", "deprecated", "annotations", "dependencies")
)
_DEPENDENCY = frozenset(
    ("name", "version", "repository", "condition", "tags", "enabled", "import-values", "alias")
)


def read_metadata(chart: Any, requirements: Any, path: str) -> Metadata:
    """The metadata in the parsed ``Chart.yaml``, with the dependencies of a ``requirements.yaml`` if there is one.

    Raises ChartError for what Helm refuses too.
    """
    if not isinstance(chart, dict):
        raise _invalid(path, "Chart.yaml must be a mapping", "start it with `apiVersion: v2` and `name:`")
    chart = _with_known_names(chart, _CHART)
    fields = {go: _clean(_text(chart.get(key), path, key)) for key, go in _STRINGS.items()}
    fields["APIVersion"] = fields["APIVersion"] or "v1"
    entries = _entries(requirements, path) or _entries(chart, path)
    dependencies = [_dependency(entry, path) for entry in entries]
    metadata: dict[str, Any] = {
        **fields,
        "Sources": [_clean(_text(s, path, "sources")) for s in _list(chart, "sources", path)],
        "Keywords": [_clean(_text(k, path, "keywords")) for k in _list(chart, "keywords", path)],
        "Maintainers": [_maintainer(m, path) for m in _list(chart, "maintainers", path)],
        "Deprecated": _truth(chart, "deprecated", path),
        "Annotations": _annotations(chart.get("annotations"), path),
    }
    _validate(metadata, dependencies, path)
    return Metadata(metadata, dependencies)


def _invalid(path: str, message: str, hint: str | None = None) -> Exception:
    from chartloom.chart.errors import invalid_metadata

    return invalid_metadata(path, message, hint)


def _with_known_names(table: dict[str, Any], names: frozenset[str]) -> dict[str, Any]:
    """The table under the proper names of its fields: Go finds a field whatever the case of its key."""
    if names.issuperset(table):
        return table
    proper = {name.lower(): name for name in names}
    return {proper[key.lower()]: value for key, value in sorted(table.items()) if key.lower() in proper}


def _list(table: dict[str, Any], key: str, path: str) -> list[Any]:
    value = table.get(key)
    if value is None or isinstance(value, list):
        return value or []
    raise _invalid(path, f"`{key}` must be a list", f"write `{key}: [...]`, or one `- ` line for each item")


def _truth(table: dict[str, Any], key: str, path: str) -> bool:
    value = table.get(key)
    if value is None or isinstance(value, bool):
        return bool(value)
    raise _invalid(path, f"`{key}` must be true or false", "write it without quotes")


def _entries(document: Any, path: str) -> list[Any]:
    if not isinstance(document, dict):
        return []
    return _list(_with_known_names(document, _CHART), "dependencies", path)


def _text(value: Any, path: str, key: str) -> str:
    """A scalar as the string that sigs.k8s.io/yaml makes of it for a string field."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _float_text(value)
    raise _invalid(path, f"`{key}` must be a string", f"write `{key}:` and one line of text")


def _float_text(number: float) -> str:
    """Whole numbers as they are; others with the fewest digits that a 32-bit float keeps."""
    if number.is_integer() and abs(number) < 1 << 63:
        return str(int(number))
    from struct import pack

    wanted = pack("f", number)
    texts = (f"{number:.{digits}g}" for digits in range(1, 10))
    return next((t for t in texts if pack("f", float(t)) == wanted), repr(number))


def _clean(text: str) -> str:
    """Blanks of any kind become spaces and what cannot be printed goes, as Helm does."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(" " if c.isspace() else c for c in text if c.isspace() or c.isprintable())


def _maintainer(entry: Any, path: str) -> dict[str, str]:
    if not isinstance(entry, dict):
        raise _invalid(path, "maintainers must not contain empty or null nodes")
    return {go: _clean(_text(entry.get(key), path, key)) for key, go in _PERSON}


_PERSON = (("name", "Name"), ("email", "Email"), ("url", "URL"))


def _annotations(entries: Any, path: str) -> dict[str, str]:
    if entries is None:
        return {}
    if not isinstance(entries, dict):
        raise _invalid(path, "`annotations` must be a mapping of texts", "write `name: text` lines")
    return {key: _text(value, path, f"annotations.{key}") for key, value in entries.items()}


def _dependency(entry: Any, path: str) -> Dependency:
    if not isinstance(entry, dict):
        raise _invalid(path, "dependencies must not contain empty or null nodes")
    entry = _with_known_names(entry, _DEPENDENCY)
    _truth(entry, "enabled", path)

    def text(key: str) -> str:
        return _clean(_text(entry.get(key), path, f"dependencies.{key}"))

    tags = [_clean(_text(t, path, "dependencies.tags")) for t in _list(entry, "tags", path)]
    return Dependency(
        text("name"),
        text("version"),
        text("repository"),
        text("condition"),
        tags,
        _list(entry, "import-values", path),
        text("alias"),
    )


def _validate(fields: dict[str, Any], dependencies: list[Dependency], path: str) -> None:
    name = fields["Name"]
    if fields["APIVersion"] not in ("v1", "v2"):
        raise _invalid(path, f"`apiVersion: {fields['APIVersion']}` is unknown", "write `apiVersion: v2`")
    if not name:
        raise _invalid(path, "`name` is missing in Chart.yaml", "add `name:` with the name of the chart")
    if name in (".", "..") or "/" in name:
        raise _invalid(
            path, f'the chart\'s name "{name}" must not be a path', "use lower-case letters, digits and -"
        )
    if not fields["Version"]:
        raise _invalid(path, "`version` is missing in Chart.yaml", "add `version: 0.1.0`")
    if not _is_version(fields["Version"]):
        raise _invalid(
            path, f"`version: {fields['Version']}` is no version", "write three numbers, such as 1.2.3"
        )
    if fields["Type"] not in ("", "application", "library"):
        raise _invalid(path, f"`type: {fields['Type']}` is unknown", "use `application` or `library`")
    _refuse_doubles(dependencies, path)


def _is_version(text: str) -> bool:
    """Whether it is a semantic version, of which the last two numbers may be left out."""
    if text.isascii() and text.replace(".", "0").isdecimal() and "" not in (parts := text.split(".")):
        return len(parts) <= 3
    import re  # most versions are plain numbers

    words = r"(?!0\d+(?:\.|\+|$))[0-9A-Za-z-]+"
    pattern = rf"v?\d+(?:\.\d+){{0,2}}(?:-{words}(?:\.{words})*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?"
    return re.fullmatch(pattern, text, re.ASCII) is not None


def _is_alias(text: str) -> bool:
    return text.isascii() and text.replace("-", "").replace("_", "").isalnum()


def _refuse_doubles(dependencies: list[Dependency], path: str) -> None:
    seen: set[str] = set()
    for dependency in dependencies:
        name = dependency.effective_name
        if dependency.alias and not _is_alias(dependency.alias):
            raise _invalid(
                path,
                f'the alias "{name}" has a character that it may not have',
                "use letters, digits, - and _",
            )
        if name in seen:
            raise _invalid(
                path,
                f'more than one dependency has the name or alias "{name}"',
                "give one of them another `alias:`",
            )
        seen.add(name)
