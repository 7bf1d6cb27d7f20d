"""Where pods want to run, in sentences: each says the same of two objects, however it is written in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chartloom.compare.lists import plain
from chartloom.compare.peers import selected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["placed"]

Mapping = dict[str, Any]


def placed(field: str, value: Any) -> list[str] | None:
    """The sentences for one of the fields that place pods, or None for any other field, or another shape of it.

    >>> placed("tolerations", [{"key": "spot", "operator": "Equal", "value": "yes", "effect": "NoSchedule"}])
    ['tolerates spot=yes:NoSchedule']
    """
    words = _FIELDS.get(field)
    try:
        return sorted(set(words(value))) if words and value else None
    except (AttributeError, TypeError, KeyError):
        return None  # a custom resource can mean anything by such a name


def _tolerations(items: list[Mapping]) -> Iterator[str]:
    for each in items:
        value = f"={plain(each['value'])}" if each.get("value") is not None else ""
        effect = f":{each['effect']}" if each.get("effect") else ""
        seconds = f" for {plain(each['tolerationSeconds'])} s" if each.get("tolerationSeconds") else ""
        yield f"tolerates {each.get('key') or 'every taint'}{value}{effect}{seconds}"


def _spread(items: list[Mapping]) -> Iterator[str]:
    for each in items:
        must = "must" if each.get("whenUnsatisfiable") == "DoNotSchedule" else "should"
        yield f"{must} spread over {each['topologyKey']}, {plain(each.get('maxSkew', 1))} more or less"


_NEEDED, _PREFERRED = (f"{how}DuringSchedulingIgnoredDuringExecution" for how in ("required", "preferred"))


def _affinity(affinity: Mapping) -> Iterator[str]:
    yield from _nodes(affinity.get("nodeAffinity") or {})
    yield from _pods(affinity.get("podAffinity") or {}, "near")
    yield from _pods(affinity.get("podAntiAffinity") or {}, "away from")


def _nodes(rules: Mapping) -> Iterator[str]:
    terms = (rules.get(_NEEDED) or {}).get("nodeSelectorTerms") or ()
    if terms:
        yield f"must run on nodes with {' or '.join(map(_term, terms))}"
    for each in rules.get(_PREFERRED) or ():
        yield f"should run on nodes with {_term(each['preference'])}, weight {plain(each.get('weight'))}"


def _term(term: Mapping) -> str:
    given = (*(term.get("matchExpressions") or ()), *(term.get("matchFields") or ()))
    return " and ".join(map(_expression, given))


_OPERATORS = {"NotIn": "not ", "DoesNotExist": "no ", "Gt": "more than ", "Lt": "less than "}


def _expression(each: Mapping) -> str:
    """A condition on a label.

    >>> _expression({"key": "zone", "operator": "In", "values": ["a", "b"]}), _expression({"key": "gpu"})
    ('zone a/b', 'gpu')
    """
    values = "/".join(plain(value) for value in each.get("values") or ())
    operator = _OPERATORS.get(str(each.get("operator")), "")
    return f"{each['key']} {operator}{values}" if values else f"{operator}{each['key']}"


def _pods(rules: Mapping, where: str) -> Iterator[str]:
    for each in rules.get(_NEEDED) or ():
        yield f"must run {where} {_their(each)}"
    for each in rules.get(_PREFERRED) or ():
        yield f"should run {where} {_their(each['podAffinityTerm'])}, weight {plain(each.get('weight'))}"


def _their(term: Mapping) -> str:
    return f"pods of {selected(term.get('labelSelector') or {})}, by {term['topologyKey']}"


_FIELDS: dict[str, Callable[[Any], Iterator[str]]] = {
    "affinity": _affinity,
    "tolerations": _tolerations,
    "topologySpreadConstraints": _spread,
}
