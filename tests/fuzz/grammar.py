"""Templates, and values that they read, made by chance."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.fuzz.functions import CALLS
from tests.fuzz.texts import string, yaml_document

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

__all__ = ["Sample", "make_sample", "make_text_sample"]


class Sample(NamedTuple):
    """A template, and its ``.Values``."""

    template: str
    values: dict[str, Any]


WORDS = (
    "", "a", "b", "abc", "ABC", "a-b_c", "a.b/c", "x y  z", "line\nbreak", " pad ", "ünï", "日本", "0", "1", "-3",
    "007", "1.5", "1e3", "true", "null", "~", "yes", "a: b", "- x", "# c", "{{ 1 }}", "$x", "%d", "a,b,c", "1.2.3",
    "it's", '"q"', "<&>", "\\", "tab\t", "trail\n", "\n", ":", "*a", "0x1f", "1_000", "2020-01-02", "=", "<<",
    "fooBarBaz",
)  # fmt: skip
KEYS = ("s", "t", "i", "f", "b", "n", "l", "m", "e", "g", "y")
YAMLS = (
    "", "a: 1", "a: {b: [1, 2.5, x]}", "[1, a]", "- 1\n- b: c", "a: 0755\nb: 1_000\nc: 1e3", "a: yes\nb: ~\nc: null",
    "a: |\n  x\n  y", "a: [", "x", "a: 2020-01-02", "a: &x 1\nb: *x", "1: a\ntrue: b", "a = 1", "[t]\nx = 1.5",
)  # fmt: skip
JSONS = ("", "{}", "[]", '{"a": 1, "b": [true, null, 1.5]}', '[1, "x", {"a": 2}]', '{"a"', "1", '"x"', "null")
TOMLS = ("", "a = 1", "[t]\nx = 1.5\n[[l]]\ny = [1, 'z']", 'a = {b = "c"}\nd = true')
PATTERNS = ("a", "[a-z]+", "^a.*$", "(a)(b)?", "\\\\d+", "", "(?i)A", "[", "\\\\b", "x*", "^$", "(?P<n>a)|b")
FORMATS = (
    "%s", "%d", "%v", "%q", "%t", "%5.2f", "%x", "%-5s|", "%05d", "%T", "%%", "%s-%s", "%v %v", "%+v", "%#v", "%c",
    "%e",     "%g", "%U", "%6v|", "%.3s", "%[2]v %[1]v", "%*d", "%o", "%b", "%!", "%z", "% x",
)  # fmt: skip
CONSTANTS = {
    "k": ("string", "int", "float64", "map", "slice", "bool", "invalid", "[]interface {}", "int64"),
    "V": ("1.2.3", "v1.2", "1.2.3-rc.1+b", "x", "1.27.0"),
    "C": (">=1.2", "^1.2.3-0", "~1.2", "1.x", "<2 || >3", "x", "!=1.2.3"),
    "D": ("1h30m", "90", "1.5s", "x", "-2m"),
    "T": ("{{ .Values.s }}", "{{ .Values.m | toJson }}", "a{{ 1 }}", "{{ .Nope.x }}", "{{", '{{ include "part" . }}'),
    "R": PATTERNS, "O": TOMLS, "F": FORMATS, "Y": YAMLS, "J": JSONS,
}  # fmt: skip

LEAVES = {
    "S": (
        *map(json.dumps, ("", "a", "x y  z", "fooBarBaz", " pad ", "line\nbreak", "1.5", "{{ 1 }}", "- x")),
        '`raw\n"`', ".Values.s", ".Values.w", ".Values.t", "$.Values.t", ".Release.Name", ".Chart.Name",
    ),
    "K": tuple(map(json.dumps, (*KEYS, "a", "b", "-", ",", " "))),
    "I": ("0", "1", "2", "3", "5", "10", "-1"),
    "N": ("0", "1", "2", "7", "-3", "1.5", "1e3", "100", ".Values.i", ".Values.f", "0x1F", "1_0", "'a'", "1e1"),
    "B": ("true", "false", ".Values.b"),
    "L": (".Values.l", ".Values.ls", ".Values.lm", '(list 1 2 "x")', ".Values.ls"),
    "M": (".Values.wm", ".Values.m", '(dict "a" 1 "b" (dict "c" "d"))', ".Values.m", "$.Values.m"),
    "G": (".Values.g", ".Values.m.a", ".Values.e", ".Values.l", ".Values.m.x", ".Values.lm"),
    "X": (".Values.n", ".Values.nope", ".Values.m.nope", "nil", "(.Values.n).x", ".Capabilities.KubeVersion.Version"),
}  # fmt: skip

NUMBERS = (0, 1, -1, 3, 42, 1000000, 12345678, 2**53, -7, 0.5, 1.5, -2.25, 1e21, 1234567.5, 1e-7, 100.0)


class _Values:
    """Makes the values of one template."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def scalar(self) -> Any:
        pool = self.random.choice((WORDS, WORDS, NUMBERS, NUMBERS, (True, False, None)))
        return self.random.choice(pool)

    def list_of(self, make: Callable[[], Any], least: int = 0) -> list[Any]:
        return [make() for _ in range(self.random.randint(least, 3))]

    def map_of(self, make: Callable[[], Any], *keys: str) -> dict[str, Any]:
        return {self.random.choice(keys): make() for _ in range(self.random.randint(0, 3))}

    def tree(self, depth: int = 2) -> Any:
        kind = self.random.randrange(4 if depth else 2)
        if kind < 2:
            return self.scalar()
        if kind == 2:
            return self.list_of(lambda: self.tree(depth - 1))
        return self.map_of(lambda: self.tree(depth - 1), *KEYS, "a", "x-y", "1")

    def word(self) -> str:
        return self.random.choice(WORDS)

    def all(self) -> dict[str, Any]:
        choose = self.random.choice
        return {
            "s": self.word(),
            "t": choose(("text", "a b c", "x-1")),
            "i": choose((0, 1, 5, 1000, -3, 0.5, 20000)),
            "f": choose((0.1, 2.5, 1e21, -0.5)),
            "b": choose((True, False)),
            "n": None,
            "l": self.list_of(self.scalar),
            "m": self.map_of(self.tree, "a", "b", "s", "x-y", "l"),
            "w": string(self.random),
            "wm": {string(self.random): string(self.random) for _ in range(2)},
            "y": yaml_document(self.random),
            "e": choose(("", [], {}, 0, False)),
            "g": self.tree(),
            "ls": self.list_of(self.word, 1),
            "lm": self.list_of(lambda: self.map_of(self.scalar, "a", "b")),
        }


class _Expressions:
    """Writes expressions of the kinds that ``functions`` names; ``variables`` are those in scope, with their kinds."""

    def __init__(self, random: Random) -> None:
        self.below = random.randrange
        self.choice = random.choice
        self.variables: dict[str, str] = {}

    def pick(self, *options: Any) -> Any:
        return self.choice(options)

    def expression(self, kind: str, depth: int) -> str:
        """An operand of the kind; sometimes of another one, for errors must be the same too."""
        if kind in CONSTANTS:
            return _quoted(self.pick(*CONSTANTS[kind]))
        if kind not in "SINBLMAK":
            return kind
        if self.below(150) == 0:
            kind = self.pick(*"SNBLMAI")
        if kind in "IK" or depth <= 0 or self.below(3) == 0:
            return self.leaf(kind, depth)
        return f"({self.pipeline(kind, depth)})"

    def pipeline(self, kind: str, depth: int) -> str:
        """A call of a function that gives the kind, perhaps with its last operand piped into it."""
        name, *params = self.pick(*CALLS[kind])
        words = [name]
        for param in params:
            times = self.below(3) if param.endswith("*") else 1
            words += [self.expression(param.removesuffix("*"), depth - 1) for _ in range(times)]
        if name in ("keys", "values"):  # Go ranges over maps at random
            return f"{' '.join(words)} | sortAlpha"
        if len(words) == 1 or name == "pluck" or self.below(3):
            return " ".join(words)
        return f"{words[-1]} | {' '.join(words[:-1])}"

    def leaf(self, kind: str, depth: int) -> str:
        """A constant, a variable or a value."""
        known = [name for name, its in self.variables.items() if kind in ("A", its) or self.below(20) == 0]
        if known and self.below(3) == 0:
            return str(self.choice(known))
        if kind == "A":
            kind = self.pick(*"SSINNBLLMMGGX")
        if kind == "I" and depth and self.below(4) == 0:
            return "(int .Values.i)"
        return str(self.pick(*LEAVES[kind]))


class _Writer(_Expressions):
    """Writes one template."""

    def __init__(self, random: Random) -> None:
        super().__init__(random)
        self.definitions: list[str] = []

    def block(self, depth: int, **variables: str) -> str:
        """Some statements, which see more variables."""
        known, self.variables = self.variables, self.variables | variables
        text = "".join(self.statement(depth) for _ in range(1 + self.below(3)))
        self.variables = known
        return text

    def statement(self, depth: int) -> str:
        kinds = [self.shown, self.shown, self.shown, self.text, self.assignment]
        if depth > 0:
            kinds += [self.condition, self.loop, self.scope, self.definition]
        write: Callable[[int], str] = self.choice(kinds)
        return write(depth)

    def action(self, text: str) -> str:
        return f"{self.pick('{{ ', '{{ ', '{{- ')}{text}{self.pick(' }}', ' }}', ' -}}')}"

    def text(self, _depth: int) -> str:
        return str(self.pick("x", " y ", "\n", "\n  z: ", "- ", "\t|", "<no value>", "{{/* c */}}"))

    def shown(self, depth: int) -> str:
        tail = self.pick("", "", " | toJson", " | quote", " | typeOf", " | toYaml")
        return self.action(f"{self.pipeline(self.pick(*'SSNBLMA'), depth + 1)}{tail}")

    def assignment(self, depth: int) -> str:
        if self.variables and self.below(3) == 0:
            name, kind = self.choice(list(self.variables.items()))
            return self.action(f"{name} = {self.expression(kind, depth)}")
        name, kind = f"$v{len(self.variables)}", self.pick(*"SNBLMA")
        text = self.action(f"{name} := {self.pipeline(kind, depth)}")
        self.variables[name] = kind
        return text

    def condition(self, depth: int) -> str:
        test, body = self.pipeline(self.pick(*"BBA"), depth - 1), self.block(depth - 1)
        other = self.pick(
            "", "{{ else }}", "{{ else if .Values.b }}", "{{ else with .Values.g }}{{ . }}{{ else }}"
        )
        return (
            f"{self.action(f'if {test}')}{body}{other}{self.block(depth - 1) if other else ''}{{{{ end }}}}"
        )

    def loop(self, depth: int) -> str:
        source = self.pick("L", "M", "3", ".Values.l", ".Values.m", "(until 2)")
        head, more = self.pick(("", {}), ("$e := ", {"$e": "A"}), ("$k, $e := ", {"$k": "A", "$e": "A"}))
        start = self.action(f"range {head}{self.expression(source, depth - 1)}")
        shown = self.pick("", "{{ . }}", "{{ . | toJson }};")
        leave = self.pick("", "", "{{ break }}", "{{ if . }}{{ continue }}{{ end }}!")
        other = self.pick("", "{{ else }}none")
        return f"{start}{shown}{_from_root(self.block(0, **more))}{leave}{other}{{{{ end }}}}"

    def scope(self, depth: int) -> str:
        head, more = self.pick(("", {}), ("$w := ", {"$w": "A"}))
        start = self.action(f"with {head}{self.expression('A', depth - 1)}")
        other = self.pick("", "{{ else }}no", "{{ else with $.Values.g }}{{ . }}")
        return f"{start}{{{{ . | toJson }}}}{_from_root(self.block(0, **more))}{other}{{{{ end }}}}"

    def definition(self, depth: int) -> str:
        known, self.variables = self.variables, {}
        body = self.block(depth - 1)
        self.variables = known
        name = f'"@@.{len(self.definitions)}"'
        self.definitions.append(f"{{{{ define {name} }}}}{body}{{{{ end }}}}")
        call = self.pick(f"template {name} $", f"include {name} $ | quote", f"include {name} $ | indent 2")
        return f"{{{{ {call} }}}}"


def _from_root(text: str) -> str:
    """The text with ``$`` before fields of the dot, which is something else inside of a loop."""
    for name in ("Values", "Release", "Chart", "Capabilities"):
        text = text.replace(f" .{name}", f" $.{name}").replace(f"(.{name}", f"($.{name}")
    return text


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\\\\\\\\", "\\\\")


def make_sample(random: Random) -> Sample:
    """A template and its values."""
    writer = _Writer(random)
    text = writer.block(2)
    return Sample("".join(writer.definitions) + text, _Values(random).all())


_TEXTS = """{{ range .Values.ws }}{{ . | toYaml }}
{{ dict "k" . . 1 | toYaml }}
{{ list . (list .) | toYamlPretty }}
{{ . | toJson }} {{ . | quote }} {{ . | toRawJson }} {{ . | fromYaml | toJson }}
{{ end }}{{ range .Values.ys }}{{ . | fromYaml | toJson }}
{{ . | fromYaml | toYaml }}
{{ . | fromYaml }}
{{ . | fromYamlArray | toJson }}
{{ end }}"""


def make_text_sample(random: Random) -> Sample:
    """A template that reads and writes YAML and JSON, and texts that are hard to read and to write."""
    texts = {"ws": [string(random) for _ in range(4)], "ys": [yaml_document(random) for _ in range(4)]}
    return Sample(_TEXTS, texts)
