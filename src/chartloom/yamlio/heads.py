"""The head of a rendered manifest: what Helm must know of a document, and its verdict on the rest.

Helm reads every rendered document as a whole to learn four fields, and so refuses what is no YAML.
The same holds here, by the first of three ways that can tell: ``plainhead`` without any parser, the
events of libyaml, and the exact way, which alone finds errors.
"""

from __future__ import annotations

from collections import namedtuple

from chartloom.yamlio.stream import to_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from chartloom.yamlio.convert import Target

__all__ = ["Head", "read_head"]


class Head(namedtuple("Head", "api_version kind name annotations", defaults=("", "", "", None))):
    """What Helm knows of a manifest; "" is a field that is missing or null.

    ``annotations`` is None where there are none or null.
    """

    __slots__ = ()
    api_version: str
    kind: str
    name: str
    annotations: Mapping[str, str] | None


def read_head(document: str | bytes, file: str = "", go_type: str = "util.SimpleHead") -> Head:
    r"""The head of a manifest, or YamlError with the words that follow "YAML parse error on FILE: ".

    ``go_type`` is how a Helm calls its type in these words: Helm 3 says ``releaseutil.SimpleHead``.

    >>> read_head("apiVersion: v1\nkind: Secret\nmetadata: {name: a}\n").kind
    'Secret'
    """
    from chartloom.yamlio.plainhead import read_plain_head

    found = read_plain_head(document) if isinstance(document, str) else None
    return Head(*found) if found else _parse_head(to_bytes(document), file, go_type)


def _parse_head(data: bytes, file: str, go_type: str) -> Head:
    from yaml import YAMLError

    from chartloom.yamlio.read import UnusualError, build

    try:
        head = _of_plain_values(build(data))
    except (UnusualError, YAMLError):
        head = None
    return head or _read_exactly(data, file, go_type)


def _of_plain_values(value: Any) -> Head | None:
    """The head of a document in which all its fields are texts and spelt as usual."""
    if value is None:
        return Head()
    if value.__class__ is not dict or not _FIELDS.isdisjoint(_odd_spellings(value)):
        return None
    metadata = value.get("metadata")
    if metadata is None:
        metadata = {}
    elif metadata.__class__ is not dict or not _METADATA_FIELDS.isdisjoint(_odd_spellings(metadata)):
        return None
    texts = [_text(value.get("apiVersion")), _text(value.get("kind")), _text(metadata.get("name"))]
    annotations = metadata.get("annotations")
    if None in texts or not _are_texts(annotations):
        return None
    return Head(texts[0] or "", texts[1] or "", texts[2] or "", annotations)


def _text(value: object) -> str | None:
    """A text for a field: nothing is "", and None is what must be looked at closer."""
    return "" if value is None else value if isinstance(value, str) else None


def _are_texts(annotations: object) -> bool:
    if not isinstance(annotations, dict):
        return annotations is None
    return all(value.__class__ is str for value in annotations.values())


_FIELDS = frozenset(("apiversion", "kind", "metadata"))
_METADATA_FIELDS = frozenset(("name", "annotations"))
_USUAL = frozenset(("apiVersion", "kind", "metadata", "name", "annotations"))


def _odd_spellings(value: Mapping[str, object]) -> list[str]:
    """The keys in lower case, without those that are spelt as Helm's fields: Go's JSON ignores case."""
    from chartloom.yamlio.convert import fold

    return [fold(key) for key in value if key not in _USUAL]


def _read_exactly(data: bytes, file: str, go_type: str) -> Head:
    from chartloom.yamlio.convert import TEXT, MapOf
    from chartloom.yamlio.problems import of_field
    from chartloom.yamlio.read import read_exactly

    metadata: Target = {"name": TEXT, "annotations": MapOf(TEXT)}
    value = read_exactly(data, file, {"apiVersion": TEXT, "kind": TEXT, "metadata": metadata})
    decoder = _HeadDecoder(go_type)
    head = decoder.head(value)
    if decoder.mismatch:
        raise of_field(decoder.mismatch, data, file)
    return head


class _HeadDecoder:
    """JSON into Go's struct: key by key in the order of bytes; the first mismatch is told at the end."""

    def __init__(self, go_type: str) -> None:
        self._go_type = go_type
        self.mismatch = ""
        self._fields: dict[str, str] = {"apiVersion": "", "kind": "", "name": ""}
        self._annotations: dict[str, str] | None = None

    def head(self, value: object) -> Head:
        if isinstance(value, dict):
            for field, item in _matched(value, ("apiVersion", "kind", "metadata")):
                self._top_level(field, item)
        elif value is not None:
            self._refuse(value, f"value of type {self._go_type}")
        fields = self._fields
        return Head(fields["apiVersion"], fields["kind"], fields["name"], self._annotations)

    def _top_level(self, field: str, item: object) -> None:
        if field != "metadata":
            self._text(field, item, "SimpleHead." + field)
        elif item is None:
            self._fields["name"], self._annotations = "", None
        elif not isinstance(item, dict):
            self._refuse(item, f"struct field SimpleHead.metadata of type {_METADATA_TYPE}")
        else:
            for inner, value in _matched(item, ("name", "annotations")):
                self._metadata(inner, value)

    def _metadata(self, field: str, item: object) -> None:
        if field == "name":
            self._text("name", item, ".metadata.name")
        elif item is None:
            self._annotations = None
        elif not isinstance(item, dict):
            self._refuse(item, "struct field .metadata.annotations of type map[string]string")
        else:
            self._annotations = self._annotations or {}
            for key in sorted(item, key=str.encode):
                self._annotation(self._annotations, key, item[key])

    def _annotation(self, into: dict[str, str], key: str, item: object) -> None:
        if isinstance(item, dict | list):
            self._refuse(item, "struct field .metadata.annotations of type string")
        into[key] = item if isinstance(item, str) else ""

    def _text(self, field: str, item: object, path: str) -> None:
        if isinstance(item, str):
            self._fields[field] = item
        elif item is not None:
            self._refuse(item, f"struct field {path} of type string")

    def _refuse(self, item: object, place: str) -> None:
        from chartloom.yamlio.problems import json_kind

        self.mismatch = self.mismatch or f"json: cannot unmarshal {json_kind(item)} into Go {place}"


_METADATA_TYPE = (
    r'struct { Name string "json:\"name\""; Annotations map[string]string "json:\"annotations\"" }'
)


def _matched(value: Mapping[str, object], fields: tuple[str, ...]) -> list[tuple[str, object]]:
    from chartloom.yamlio.convert import fold

    by_folded = {fold(field): field for field in fields}
    keys = sorted(value, key=str.encode)
    return [(by_folded[fold(key)], value[key]) for key in keys if fold(key) in by_folded]
