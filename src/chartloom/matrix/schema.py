"""The JSON Schema of the inventory, made from the table of its keys."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from chartloom.matrix.fields import INVENTORY
from chartloom.matrix.shapes import Choice, Flag, Items, Off, Record, Scalar, Table, Text, Tree, Whole

if TYPE_CHECKING:
    from chartloom.matrix.shapes import Field, Shape

__all__ = ["SCHEMA_PATH", "inventory_schema", "published_schema"]

SCHEMA_PATH = Path(__file__).parent / "service-matrix.schema.json"

Schema = dict[str, object]


def published_schema() -> str:
    """The text of the schema as it is published; run ``python -m chartloom.matrix.schema`` to renew it."""
    return json.dumps(inventory_schema(), indent=2, ensure_ascii=False) + "\n"


def inventory_schema() -> Schema:
    """The schema, in the 2020-12 draft of JSON Schema."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Chartloom service inventory",
        **_schema(INVENTORY),
    }


def _schema(shape: Shape) -> Schema:
    match shape:
        case Text():
            return _text(shape)
        case Whole():
            return {"type": "integer", "minimum": shape.minimum, "maximum": shape.maximum}
        case Flag():
            return {"type": "boolean"}
        case Off():
            return {"const": False}
        case Scalar():
            return {"type": ["string", "number", "boolean"]}
        case Tree():
            return {"type": "object"}
        case Items():
            return {"type": "array", "items": _schema(shape.of)}
        case Table():
            return {
                "type": "object",
                "propertyNames": _text(shape.key),
                "additionalProperties": _schema(shape.of),
            }
        case Choice():
            return {"anyOf": [_schema(option) for option in shape.options]}
        case Record():
            return _record(shape)


def _text(shape: Text) -> Schema:
    if shape.choices:
        return {"type": "string", "enum": list(shape.choices)}
    if not shape.pattern:
        return {"type": "string"}
    pattern = shape.pattern
    return {"type": "string", "pattern": f"^(?:{pattern.regex})$", "maxLength": pattern.longest}


def _record(shape: Record) -> Schema:
    schema: Schema = {"type": "object", "additionalProperties": False}
    required = [field.name for field in shape.fields if field.required]
    if required:
        schema["required"] = required
    return {**schema, "properties": {field.name: _field(field) for field in shape.fields}}


def _field(field: Field) -> Schema:
    about = f"{field.about} Default: {field.default}." if field.default else field.about
    return {"description": about, **_schema(field.shape)}


if __name__ == "__main__":
    SCHEMA_PATH.write_text(published_schema(), "utf-8")
