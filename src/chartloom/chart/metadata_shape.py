"""All that ``Chart.yaml`` may say, and of which type each field is."""

from __future__ import annotations

from chartloom.chart.structs import ANY, TEXT, TRUTH, Each, Entries, Shape

__all__ = ["METADATA"]

_PERSON: dict[str, Shape] = {"name": TEXT, "email": TEXT, "url": TEXT}
_DEPENDENCY: dict[str, Shape] = {
    **dict.fromkeys(("name", "version", "repository", "condition", "alias"), TEXT),
    "tags": Each(TEXT),
    "enabled": TRUTH,
    "import-values": Each(ANY),
}
METADATA: dict[str, Shape] = {
    **dict.fromkeys(("name", "home", "version", "description", "icon", "apiVersion", "condition"), TEXT),
    **dict.fromkeys(("tags", "appVersion", "kubeVersion", "type"), TEXT),
    **dict.fromkeys(("sources", "keywords"), Each(TEXT)),
    "maintainers": Each(_PERSON),
    "deprecated": TRUTH,
    "annotations": Entries(),
    "dependencies": Each(_DEPENDENCY),
}
