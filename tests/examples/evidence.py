"""Looks for what a feature must leave behind: in rendered objects, in woven files, in what a command prints.

A path is written as people write it: ``spec.template.spec.containers[name=web].image``, ``metadata.labels["a.b/c"]``,
``rules[0]``. What is expected there is a value; of a mapping only the keys that are said; ``matches`` is a regular
expression, ``includes`` one item of a list, ``count`` its length.
"""

from __future__ import annotations

import re
from typing import Any

__all__ = ["MISSING", "at", "fits", "unmet"]

_STEP = re.compile(
    r'\[(?P<key>\w+)=(?P<value>[^\]]+)\]|\[(?P<index>\d+)\]|\["(?P<text>[^"]+)"\]|(?P<word>[^.\[\]]+)'
)
MISSING = object()


def at(document: Any, path: str) -> Any:
    """What stands at a path, or MISSING.

    >>> at({"a": [{"name": "b", "x.y": 1}]}, 'a[name=b]["x.y"]')
    1
    """
    found = document
    for step in _STEP.finditer(path):
        found = _inside(found, step)
    return found


def _inside(found: Any, step: re.Match[str]) -> Any:
    if step["key"]:
        items = found if isinstance(found, list) else []
        return next((item for item in items if str(item.get(step["key"])) == step["value"]), MISSING)
    if step["index"]:
        place = int(step["index"])
        return found[place] if isinstance(found, list) and place < len(found) else MISSING
    return found.get(step["text"] or step["word"], MISSING) if isinstance(found, dict) else MISSING


def fits(found: Any, expected: Any) -> bool:
    """Whether what was found is what is expected.

    >>> fits({"a": 1, "b": 2}, {"a": 1}), fits("web:1.2", {"matches": "^web:"}), fits([1, 2], {"includes": 3})
    (True, True, False)
    """
    match expected:
        case {"matches": pattern}:
            return found is not MISSING and re.search(pattern, str(found)) is not None
        case {"includes": item}:
            return isinstance(found, list) and any(fits(each, item) for each in found)
        case {"count": number}:
            return isinstance(found, list) and len(found) == number
        case dict():
            return isinstance(found, dict) and all(
                fits(found.get(k, MISSING), v) for k, v in expected.items()
            )
        case list():
            same = isinstance(found, list) and len(found) == len(expected)
            return same and all(fits(one, other) for one, other in zip(found, expected, strict=True))
        case _:
            return bool(found == expected)


def unmet(document: Any, has: dict[str, Any], lacks: list[str]) -> list[str]:
    """A line for each path at which something else stands than expected."""
    wrong = [
        (path, at(document, path)) for path, expected in has.items() if not fits(at(document, path), expected)
    ]
    wrong += [(path, found) for path in lacks if (found := at(document, path)) is not MISSING]
    return [f"{path} is {'missing' if found is MISSING else found}" for path, found in wrong]
