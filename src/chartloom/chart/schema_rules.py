"""What the keywords of a schema ask of a value, draft by draft, as Helm's validator sees it.

    RULES[draft]    keyword -> rule; the keywords that are missing ask nothing

A rule gets the judge, the value of the keyword, the value to judge, the schema around the keyword, and where somebody
asks for it the set of names and places in the value that a rule has looked at; and answers whether the value is good.
"""

from __future__ import annotations

from chartloom.chart.schema_doubt import DoubtError, TooManyStepsError
from chartloom.chart.schema_equality import are_equal, exact, has_twins, is_multiple, is_number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sized
    from typing import Any

    from chartloom.chart.schema_walk import Walk

    Schema = Any
    Matches = Callable[[str, str], bool]
    Seen = set[Any] | None
    Rule = Callable[["Judge", Any, Any, dict[str, Any], Seen], bool]

__all__ = ["RULES", "Judge"]

_TYPES: dict[type, tuple[str, ...]] = {
    dict: ("object",),
    list: ("array",),
    str: ("string",),
    bool: ("boolean",),
    int: ("integer", "number"),
    float: ("number",),
    type(None): ("null",),
}
_MANY_STEPS = 300_000
"""References that are followed for one value; the most that one of sixty real schemas needs is 331."""
_UNEVALUATED = ("unevaluatedItems", "unevaluatedProperties")


class Judge:
    """Says which values a schema takes."""

    __slots__ = ("_aims", "_document", "_entered", "_hides", "_rules", "_steps", "_targets", "matches")

    def __init__(self, document: Schema, walk: Walk, matches: Matches) -> None:
        self.matches = matches
        self._document = document
        self._targets = walk.targets
        self._aims = {id(target) for target in walk.targets.values()}
        self._entered: set[tuple[int, int]] = set()
        self._steps = 0
        self._rules = RULES[walk.draft]
        self._hides = walk.draft < 2019  # what stands beside a reference

    def takes(self, value: Any) -> bool:
        """Whether the value, of JSON's types and with whole numbers as integers, is good.

        Raises DoubtError and TooManyStepsError.
        """
        self._steps = 0
        return self.holds(self._document, value)

    def holds(self, schema: Schema, value: Any, seen: Seen = None) -> bool:
        """Whether a schema takes a value; ``seen`` learns what it has looked at, even if it does not."""
        if type(schema) is bool:
            return schema
        if id(schema) in self._aims:
            return self._holds_once(schema, value, seen)
        return self._holds(schema, value, seen)

    def _holds_once(self, schema: dict[str, Any], value: Any, seen: Seen) -> bool:
        """The same for a schema that others refer to. Raises DoubtError for one that leads back to itself."""
        entry = id(schema), id(value)
        if entry in self._entered:
            raise DoubtError
        self._steps += 1
        if self._steps > _MANY_STEPS:
            raise TooManyStepsError
        self._entered.add(entry)
        try:
            return self._holds(schema, value, seen)
        finally:
            self._entered.remove(entry)

    def _holds(self, schema: dict[str, Any], value: Any, seen: Seen) -> bool:
        if self._hides and "$ref" in schema:
            return self._holds_alone(schema, value)
        if seen is None and not schema.keys().isdisjoint(_UNEVALUATED) and not self._hides:
            seen = set()
        rules = self._rules
        for keyword, wanted in schema.items():
            rule = rules.get(keyword)
            if rule is not None and not rule(self, wanted, value, schema, seen):
                return False
        return seen is None or self._hides or self._holds_the_rest(schema, value, seen)

    def _holds_alone(self, schema: dict[str, Any], value: Any) -> bool:
        """Whether a reference takes a value that hides all beside it but, for Helm, a constant."""
        if "const" in schema and "const" in self._rules and not are_equal(value, schema["const"]):
            return False
        return self.holds(self.target(schema, "$ref"), value)

    def holds_also(self, schema: Schema, value: Any, seen: Seen) -> bool:
        """As ``holds`` for another schema of the same value: what it has seen counts if it takes the value."""
        if seen is None:
            return self.holds(schema, value)
        its_own: set[Any] = set()
        is_good = self.holds(schema, value, its_own)
        if is_good:
            seen |= its_own
        return is_good

    def target(self, schema: dict[str, Any], keyword: str) -> Schema:
        """What a reference leads to."""
        return self._targets[id(schema), keyword]

    def _holds_the_rest(self, schema: dict[str, Any], value: Any, seen: set[Any]) -> bool:
        """Whether the schema takes what none of its rules has looked at."""
        is_table = type(value) is dict
        keyword = "unevaluatedProperties" if is_table else "unevaluatedItems"
        if keyword not in schema or not (is_table or type(value) is list):
            return True
        rest = set(value if is_table else range(len(value))) - seen
        seen |= rest
        return all(self.holds(schema[keyword], value[key]) for key in rest)


# Any value


def _type(_: Judge, wanted: Any, value: Any, __: Any, ___: Seen) -> bool:
    names = _TYPES[type(value)]
    return wanted in names if type(wanted) is str else any(name in wanted for name in names)


def _enum(_: Judge, wanted: Any, value: Any, __: Any, ___: Seen) -> bool:
    return any(are_equal(value, choice) for choice in wanted)


def _const(_: Judge, wanted: Any, value: Any, __: Any, ___: Seen) -> bool:
    return are_equal(value, wanted)


def _reference(keyword: str) -> Rule:
    return lambda judge, _, value, schema, seen: judge.holds_also(judge.target(schema, keyword), value, seen)


def _all_of(judge: Judge, wanted: Any, value: Any, _: Any, seen: Seen) -> bool:
    return all(judge.holds_also(schema, value, seen) for schema in wanted)


def _any_of(judge: Judge, wanted: Any, value: Any, _: Any, seen: Seen) -> bool:
    if seen is None:
        return any(judge.holds(schema, value) for schema in wanted)
    return sum(judge.holds_also(schema, value, seen) for schema in wanted) > 0


def _one_of(judge: Judge, wanted: Any, value: Any, _: Any, seen: Seen) -> bool:
    return sum(judge.holds_also(schema, value, seen) for schema in wanted) == 1


def _not(judge: Judge, wanted: Any, value: Any, _: Any, __: Seen) -> bool:
    return not judge.holds(wanted, value)


def _if(judge: Judge, wanted: Any, value: Any, schema: dict[str, Any], seen: Seen) -> bool:
    branch = "then" if judge.holds_also(wanted, value, seen) else "else"
    return branch not in schema or judge.holds_also(schema[branch], value, seen)


# Numbers


def _minimum(_: Judge, wanted: Any, value: Any, schema: Any, __: Seen) -> bool:
    if not is_number(value):
        return True
    is_open = schema.get("exclusiveMinimum") is True
    return bool(exact(value) > wanted if is_open else exact(value) >= wanted)


def _maximum(_: Judge, wanted: Any, value: Any, schema: Any, __: Seen) -> bool:
    if not is_number(value):
        return True
    is_open = schema.get("exclusiveMaximum") is True
    return bool(exact(value) < wanted if is_open else exact(value) <= wanted)


def _exclusive_minimum(_: Judge, wanted: Any, value: Any, __: Any, ___: Seen) -> bool:
    return not is_number(value) or bool(exact(value) > wanted)


def _exclusive_maximum(_: Judge, wanted: Any, value: Any, __: Any, ___: Seen) -> bool:
    return not is_number(value) or bool(exact(value) < wanted)


def _multiple_of(_: Judge, wanted: Any, value: Any, __: Any, ___: Seen) -> bool:
    return not is_number(value) or is_multiple(value, wanted)


# Strings


def _at_least(kind: type[Sized]) -> Rule:
    return lambda _, wanted, value, __, ___: not isinstance(value, kind) or len(value) >= wanted


def _at_most(kind: type[Sized]) -> Rule:
    return lambda _, wanted, value, __, ___: not isinstance(value, kind) or len(value) <= wanted


def _pattern(judge: Judge, wanted: Any, value: Any, _: Any, __: Seen) -> bool:
    return type(value) is not str or judge.matches(wanted, value)


def _format(judge: Judge, wanted: Any, value: Any, _: Any, __: Seen) -> bool:
    if type(value) is not str:
        return True
    from chartloom.chart.schema_formats import has_format  # few schemas ask for one

    return has_format(wanted, value, judge.matches)


# Lists


def _unique_items(_: Judge, wanted: Any, value: Any, __: Any, ___: Seen) -> bool:
    return not wanted or type(value) is not list or not has_twins(value)


def _each(judge: Judge, schema: Schema, value: list[Any], start: int, seen: Seen) -> bool:
    """Whether a schema takes all items from a place on."""
    if seen is not None:
        seen.update(range(start, len(value)))
    return all(judge.holds(schema, item) for item in value[start:])


def _prefix_items(judge: Judge, wanted: Any, value: Any, _: Any, seen: Seen) -> bool:
    if type(value) is not list:
        return True
    if seen is not None:
        seen.update(range(min(len(wanted), len(value))))
    return all(map(judge.holds, wanted, value))


def _items(judge: Judge, wanted: Any, value: Any, schema: Any, seen: Seen) -> bool:
    if type(wanted) is list:
        return _prefix_items(judge, wanted, value, schema, seen)
    return type(value) is not list or _each(judge, wanted, value, 0, seen)


def _additional_items(judge: Judge, wanted: Any, value: Any, schema: Any, seen: Seen) -> bool:
    before = schema.get("items")
    if type(value) is not list or type(before) is not list:
        return True
    return _each(judge, wanted, value, len(before), seen)


def _items_after_prefix(judge: Judge, wanted: Any, value: Any, schema: Any, seen: Seen) -> bool:
    return type(value) is not list or _each(judge, wanted, value, len(schema.get("prefixItems", ())), seen)


def _contains(judge: Judge, wanted: Any, value: Any, _: Any, __: Seen) -> bool:
    return type(value) is not list or any(judge.holds(wanted, item) for item in value)


def _contains_counted(judge: Judge, wanted: Any, value: Any, schema: Any, _: Seen) -> bool:
    if type(value) is not list:
        return True
    count = sum(judge.holds(wanted, item) for item in value)
    return bool(schema.get("minContains", 1) <= count <= schema.get("maxContains", count))


def _contains_seen(judge: Judge, wanted: Any, value: Any, schema: Any, seen: Seen) -> bool:
    if type(value) is list and seen is not None:
        seen.update(at for at, item in enumerate(value) if judge.holds(wanted, item))
    return _contains_counted(judge, wanted, value, schema, seen)


# Objects


def _required(_: Judge, wanted: Any, value: Any, __: Any, ___: Seen) -> bool:
    return type(value) is not dict or all(name in value for name in wanted)


def _properties(judge: Judge, wanted: Any, value: Any, _: Any, seen: Seen) -> bool:
    if type(value) is not dict:
        return True
    names = [name for name in wanted if name in value]
    if seen is not None:
        seen.update(names)
    return all(judge.holds(wanted[name], value[name]) for name in names)


def _pattern_properties(judge: Judge, wanted: Any, value: Any, _: Any, seen: Seen) -> bool:
    if type(value) is not dict:
        return True
    pairs = [
        (schema, name) for pattern, schema in wanted.items() for name in value if judge.matches(pattern, name)
    ]
    if seen is not None:
        seen.update(name for _, name in pairs)
    return all(judge.holds(schema, value[name]) for schema, name in pairs)


def _additional_properties(judge: Judge, wanted: Any, value: Any, schema: Any, seen: Seen) -> bool:
    if type(value) is not dict:
        return True
    if seen is not None:
        seen.update(value)
    if wanted is True:
        return True
    named, patterns = schema.get("properties", ()), schema.get("patternProperties", ())
    rest = [n for n in value if n not in named and not any(judge.matches(p, n) for p in patterns)]
    return all(judge.holds(wanted, value[name]) for name in rest)


def _property_names(judge: Judge, wanted: Any, value: Any, _: Any, __: Seen) -> bool:
    if type(value) is not dict:
        return True
    if any(type(name) is not str for name in value):
        raise DoubtError
    return all(judge.holds(wanted, name) for name in value)


def _dependencies(judge: Judge, wanted: Any, value: Any, _: Any, seen: Seen) -> bool:
    if type(value) is not dict:
        return True
    asked = [demand for name, demand in wanted.items() if name in value]
    return all(
        all(name in value for name in demand)
        if type(demand) is list
        else judge.holds_also(demand, value, seen)
        for demand in asked
    )


_DRAFT4: dict[str, Rule] = {
    "additionalItems": _additional_items,
    "additionalProperties": _additional_properties,
    "allOf": _all_of,
    "anyOf": _any_of,
    "dependencies": _dependencies,
    "enum": _enum,
    "format": _format,
    "items": _items,
    "maxItems": _at_most(list),
    "maxLength": _at_most(str),
    "maxProperties": _at_most(dict),
    "maximum": _maximum,
    "minItems": _at_least(list),
    "minLength": _at_least(str),
    "minProperties": _at_least(dict),
    "minimum": _minimum,
    "multipleOf": _multiple_of,
    "not": _not,
    "oneOf": _one_of,
    "pattern": _pattern,
    "patternProperties": _pattern_properties,
    "properties": _properties,
    "required": _required,
    "type": _type,
    "uniqueItems": _unique_items,
}

_DRAFT6: dict[str, Rule] = {
    **_DRAFT4,
    "const": _const,
    "contains": _contains,
    "exclusiveMaximum": _exclusive_maximum,
    "exclusiveMinimum": _exclusive_minimum,
    "propertyNames": _property_names,
}

_DRAFT7: dict[str, Rule] = {**_DRAFT6, "if": _if}

_DRAFT2019: dict[str, Rule] = {
    **{keyword: rule for keyword, rule in _DRAFT7.items() if keyword != "format"},  # which is a remark now
    "$recursiveRef": _reference("$recursiveRef"),
    "$ref": _reference("$ref"),
    "contains": _contains_counted,
    "dependentRequired": _dependencies,
    "dependentSchemas": _dependencies,
}

_DRAFT2020: dict[str, Rule] = {
    **{k: r for k, r in _DRAFT2019.items() if k not in ("$recursiveRef", "additionalItems")},
    "$dynamicRef": _reference("$dynamicRef"),
    "contains": _contains_seen,
    "items": _items_after_prefix,
    "prefixItems": _prefix_items,
}

RULES = {4: _DRAFT4, 6: _DRAFT6, 7: _DRAFT7, 2019: _DRAFT2019, 2020: _DRAFT2020}
