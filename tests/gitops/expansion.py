"""Expands an ApplicationSet as Argo CD does: each text of the template is a Go template, and so is the patch."""

from __future__ import annotations

from typing import Any

import yaml

from chartloom.engine.functions import FUNCTIONS
from chartloom.gotmpl.template import Template


def expand(objects: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The Applications of every ApplicationSet among the objects."""
    sets = [each["spec"] for each in objects if each["kind"] == "ApplicationSet"]
    return [
        _application(spec, element) for spec in sets for element in spec["generators"][0]["list"]["elements"]
    ]


def _application(spec: dict[str, Any], element: dict[str, Any]) -> dict[str, Any]:
    made = _filled(spec["template"], element)
    patch = yaml.safe_load(_text(spec["templatePatch"], element)) if "templatePatch" in spec else {}
    return {"apiVersion": "argoproj.io/v1alpha1", "kind": "Application", **_merged(made, patch)}


def _filled(value: Any, element: dict[str, Any]) -> Any:
    if isinstance(value, dict):
        return {key: _filled(below, element) for key, below in value.items()}
    if isinstance(value, list):
        return [_filled(item, element) for item in value]
    return _text(value, element) if isinstance(value, str) else value


def _text(text: str, element: dict[str, Any]) -> str:
    return Template({"template": text}, FUNCTIONS).execute("template", element)


def _merged(below: Any, above: Any) -> Any:
    if not (isinstance(below, dict) and isinstance(above, dict)):
        return above
    return {**below, **{key: _merged(below.get(key), value) for key, value in above.items()}}
