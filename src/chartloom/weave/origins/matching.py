"""Finds the rule of a path, and the paths of the inventory that its keys stand for."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chartloom.weave.origins.asked import SAID, Asked, Found
from chartloom.weave.origins.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chartloom.matrix.model import Environment
    from chartloom.matrix.places import Path
    from chartloom.weave.origins.asked import Fleet
    from chartloom.weave.origins.tables import Rule

__all__ = ["find_in"]

Steps = dict[str, str | int]


def find_in(
    rules: Iterable[Rule], path: Path, fleet: Fleet, service: str, environment: Environment | None
) -> Found | None:
    """What the first rule that fits the path finds, or None where none does or nothing is said."""
    for rule in rules:
        steps = _match(_steps(rule.path), path)
        if steps is not None and (found := _apply(rule, Asked(fleet, service, environment, steps))):
            return found
    return None


@cache
def _steps(text: str) -> tuple[str, ...]:
    return tuple(text.split("."))


def _match(pattern: tuple[str, ...], path: Path) -> Steps | None:
    """The steps that the pattern names, or None where it does not fit."""
    if not pattern:
        return None if path else {}
    first, *rest = pattern
    if first == "**":
        tails = (_match(tuple(rest), path[at:]) for at in range(len(path) + 1))
        return next((tail for tail in tails if tail is not None), None)
    if not path or not (first.startswith("{") or first == str(path[0])):
        return None
    below = _match(tuple(rest), path[1:])
    if below is not None and first.startswith("{"):
        return {first[1:-1]: path[0], **below}
    return below


def _apply(rule: Rule, asked: Asked) -> Found | None:
    first, _, others = rule.keys.partition(" + ")
    found = next((f for word in first.split(" | ") if (f := _find(word, asked))), None)
    if found is None:
        return None
    also = (path for word in others.split() if (f := _find(word, asked)) for path in f.paths)
    reason = _reason(rule, asked, found)
    return Found(reason, found.paths, tuple(also))


def _reason(rule: Rule, asked: Asked, found: Found) -> str:
    if found.reason != SAID:
        return found.reason
    # A command that is said in one line is the third word that is run, after "sh -c".
    is_line = rule.path.endswith("command.{n}") and isinstance(asked.said.value(found.paths[0]), str)
    is_item = isinstance(found.paths[0][-1], int)
    if is_line and not is_item and asked.steps["n"] != 2:
        return "a text is given to a shell"
    return rule.reason or SAID


def _find(word: str, asked: Asked) -> Found | None:
    """What one word of a rule finds."""
    owner, colon, rest = word.partition(":")
    if colon:
        service = str(asked.steps[owner[1:-1]])
        return _find(rest, asked.about(service)) if service in asked.fleet.services else None
    if word.startswith("~"):
        return WORDS[word](asked)
    path = _path(word, asked)
    if path is None or not asked.said.at(path):
        return None
    # Which defaults a service takes, its technology says.
    usual = WORDS["~usual"](asked) if path[0] == "defaults" and asked.service else None
    return Found(SAID, (path, *(usual.paths if usual else ())))


def _path(word: str, asked: Asked) -> Path | None:
    if word.startswith("/"):
        return _filled(word[1:], asked, ())
    if word.startswith("@"):
        return asked.environment_path(*_filled(word[1:], asked, ())) if asked.environment else None
    return asked.said.of(asked.service, *_filled(word, asked, asked.own())) if asked.service else None


def _filled(keys: str, asked: Asked, head: Path) -> Path:
    """The steps of a path below ``head``, with those of the value's in the place of their names."""
    found: Path = ()
    for step in keys.split("."):
        found = (*found, _step(step, asked, (*head, *found)))
    return found


def _step(step: str, asked: Asked, head: Path) -> str | int:
    if step == "{environment}":
        return asked.environment.name if asked.environment else ""
    if step.startswith("{"):
        return asked.steps[step[1:-1]]
    if step.startswith("#"):
        held = asked.said.value(head)
        keys, index = list(held) if isinstance(held, dict) else [], int(asked.steps[step[1:]])
        return str(keys[index]) if index < len(keys) else ""
    return int(step) if step.isdecimal() else step
