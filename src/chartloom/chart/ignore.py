"""Which files of a chart's folder ``.helmignore`` keeps out of the chart.

The rules look like those of ``.gitignore`` and are not: the first rule that matches decides, and a ``!`` rule
ignores whatever it does *not* match. Patterns are those of :mod:`chartloom.chart.path_pattern`.
"""

from __future__ import annotations

from chartloom.chart.path_pattern import compile_path_pattern, is_refused

# This module is loaded at each start, with each chart that has a .helmignore: no `typing`, no `dataclasses`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from chartloom.diagnostics import ChartloomError, Diagnostic

__all__ = ["Rules", "parse_rules"]


class Rules:
    """The rules of one ``.helmignore``, and Helm's own."""

    __slots__ = ("_rules",)

    def __init__(self, rules: Iterable[_Rule]) -> None:
        self._rules = tuple(rules)

    def ignores(self, path: str, is_dir: bool) -> bool:
        """Whether the file or folder at a path, relative to the chart, is no part of the chart."""
        if path in ("", ".", "./"):
            return False
        for rule in self._rules:
            # What is no folder "does not match" a rule for folders.
            matches = (is_dir or not rule.folders_only) and rule.matches(path)
            if matches != rule.negated:
                return True
        return False


class _Rule:
    """A line of the file."""

    __slots__ = ("folders_only", "matches", "negated")

    def __init__(self, matches: Callable[[str], bool], *, negated: bool, folders_only: bool) -> None:
        self.matches = matches
        self.negated = negated
        self.folders_only = folders_only


def parse_rules(text: str, path: str = ".helmignore") -> Rules:
    r"""The rules in the text, then the one that ignores ``templates/.?*``.

    Raises ChartloomError for each line that Helm refuses, and for too many; ``path`` is the name of the file in it.

    >>> rules = parse_rules("# editors\n*.swp\n/docs/\n")
    >>> [rules.ignores(p, is_dir=False) for p in ("a/b.swp", "docs", "templates/.keep")]
    [True, False, True]
    >>> rules.ignores("docs", is_dir=True)
    True
    """
    if len(text) > _LONGEST:
        raise _too_long(path)
    rules, mistakes = [], []
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        rule = line.strip(_SPACES)
        if not rule or rule.startswith("#"):
            continue
        # Helm looks for mistakes before it takes the marks off the rule.
        if "**" in rule or is_refused(rule):
            mistakes.append((number, line, rule))
        else:
            rules.append(_rule(rule))
    if mistakes:
        raise _invalid(path, mistakes)
    return Rules([*rules, _rule("templates/.?*")])


_LONGEST = 1 << 15
"""Characters of a ``.helmignore``: each rule is tried on each file, and charts have some hundred."""

_SPACES = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
"""Go's spaces; Python counts four control characters more."""


def _rule(rule: str) -> _Rule:
    negated, folders_only = rule.startswith("!"), rule.endswith("/")
    pattern = rule.removeprefix("!").removesuffix("/")
    return _Rule(_matcher(pattern), negated=negated, folders_only=folders_only)


def _matcher(pattern: str) -> Callable[[str], bool]:
    matches = compile_path_pattern(pattern.removeprefix("/"))
    if "/" in pattern:
        return matches
    return lambda path: matches(path.rsplit("/", 1)[-1])


def _too_long(path: str) -> ChartloomError:
    from chartloom.diagnostics import ChartloomError, Diagnostic, Span

    message = f"the file is longer than {_LONGEST >> 10} KiB"
    hint = "rules hold at any depth: a few are enough"
    return ChartloomError(Diagnostic("helmignore-size", message, Span(path), hint=hint))


def _invalid(path: str, mistakes: Iterable[tuple[int, str, str]]) -> ChartloomError:
    from chartloom.diagnostics import ChartloomError

    return ChartloomError([_mistake(path, *mistake) for mistake in mistakes])


def _mistake(path: str, number: int, line: str, rule: str) -> Diagnostic:
    from chartloom.diagnostics import Diagnostic, Span

    double = "**" in rule
    at = line.index("**" if double else rule)
    return Diagnostic(
        "helmignore-syntax",
        'a rule may not contain "**"' if double else f'"{rule}" is no pattern',
        Span(path, number, at + 1, 2 if double else len(rule)),
        line,
        hint="a rule without a slash holds at any depth already"
        if double
        else r'close each "[", and write "\[" or "\\" for the character itself',
    )
