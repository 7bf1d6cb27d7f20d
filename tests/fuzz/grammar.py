"""Templates made by chance: text, actions, conditions, loops, scopes and definitions, within each other."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.fuzz.expressions import Expressions
from tests.fuzz.texts import string, yaml_document
from tests.fuzz.values import make_values

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

__all__ = ["Sample", "make_sample", "make_text_sample"]


class Sample(NamedTuple):
    """A template, its ``.Values``, and a second file of definitions; ``@@`` stands for the sample's name."""

    template: str
    values: dict[str, Any]
    definitions: str = ""


_TEXTS = (
    "x", " y ", "\n", "\n  z: ", "- ", "\t|", "<no value>", "{{/* c */}}", "{{- /* c */ -}}", " {{- /* a\nb */}} ", "é",
    "} }", "{ { ", "{{ `{{` }}", "  \n\n", "{{- `` }}", "\r\n", "{{ `a\nb` }}", "#", '"',
)  # fmt: skip
_TAILS = (
    "",
    "",
    "",
    "",
    " | toJson",
    " | quote",
    " | typeOf",
    " | toYaml",
    " | toString | nindent 2",
    " | len",
)


class _Writer(Expressions):
    """Writes one template."""

    def __init__(self, random: Random) -> None:
        super().__init__(random)
        self.definitions: list[str] = []
        self.in_loop = False
        self.root = "$"

    def block(self, depth: int, **variables: str) -> str:
        """Some statements, which see more variables."""
        known, self.variables = self.variables, self.variables | variables
        text = "".join(self.statement(depth) for _ in range(1 + self.below(3)))
        self.variables = known
        return text

    def statement(self, depth: int) -> str:
        """One piece of a template."""
        kinds = [self.shown, self.shown, self.shown, self.text, self.assignment]
        if self.in_loop and self.below(6) == 0:
            kinds = [self.leaving]
        elif depth > 0:
            kinds += [self.condition, self.loop, self.scope, self.definition, self.text_template]
        write: Callable[[int], str] = self.choice(kinds)
        return write(depth)

    def action(self, text: str) -> str:
        """An action, which may trim the text around it."""
        return f"{self.pick('{{ ', '{{ ', '{{- ', '{{')}{text}{self.pick(' }}', ' }}', ' -}}', '}}')}"

    def text(self, _depth: int) -> str:
        return str(self.pick(*_TEXTS))

    def shown(self, depth: int) -> str:
        return self.action(f"{self.pipeline(self.pick(*'SSSSNNBBLLMMAAZ'), depth + 1)}{self.pick(*_TAILS)}")

    def leaving(self, _depth: int) -> str:
        return self.action(self.pick("break", "continue"))

    def assignment(self, depth: int) -> str:
        if self.variables and self.below(3) == 0:
            name, kind = self.choice(list(self.variables.items()))
            return self.action(f"{name} = {self.expression(kind, depth)}")
        name, kind = f"$v{len(self.variables)}", self.pick(*"SSNNBLLMMAAZ")
        text = self.action(f"{name} := {self.pipeline(kind, depth)}")
        self.variables[name] = kind
        return text

    def condition(self, depth: int) -> str:
        head, more = self.pick(("", {}), ("", {}), ("$c := ", {"$c": "A"}))
        test = self.pipeline(self.pick(*"BBA"), depth - 1)
        body = self.block(depth - 1, **more)
        return f"{self.action(f'if {head}{test}')}{body}{self.otherwise(depth, **more)}{self.action('end')}"

    def otherwise(self, depth: int, **variables: str) -> str:
        """What follows the body of a condition."""
        branch = self.below(5)
        if branch < 2:
            return ""
        if branch == 2:
            return f"{self.action('else')}{self.block(depth - 1, **variables)}"
        test = self.pipeline(self.pick(*"BA"), depth - 1)
        rest = self.otherwise(depth - 1, **variables) if depth > 0 else ""
        return f"{self.action(f'else if {test}')}{self.block(depth - 1, **variables)}{rest}"

    def loop(self, depth: int) -> str:
        source = self.pick(
            "L", "M", "3", ".Values.l", ".Values.m", "(until 2)", "U", ".Values.i", ".Values.deep.l", "I", "A"
        )
        head, more = self.pick(
            ("", {}),
            ("$e := ", {"$e": "A"}),
            ("$k, $e := ", {"$k": "A", "$e": "A"}),
            ("$_, $e := ", {"$e": "M"}),
        )
        if len(self.variables) > 1 and self.below(8) == 0:
            head, more = f"{self.choice(list(self.variables))} = ", {}
        start = self.action(f"range {head}{self.expression(source, depth - 1)}")
        outside, self.in_loop = self.in_loop, True
        shown = self.pick("", "", "{{ . }}", "{{ . | toJson }};", "{{ kindOf . }}", "{{ . | quote }}")
        if self.below(12) == 0:
            shown = self.pick("{{ .a }}", "{{ ($.Values.m.a).b }}", "{{ (.a).b }}")
        body = _from_root(self.block(self.pick(0, depth - 1), **more))
        self.in_loop = outside
        other = self.pick("", "", self.action("else") + self.pick("none", _from_root(self.block(0))))
        return f"{start}{shown}{body}{other}{self.action('end')}"

    def scope(self, depth: int) -> str:
        head, more = self.pick(("", {}), ("$w := ", {"$w": "A"}))
        start = self.action(f"with {head}{self.expression('A', depth - 1)}")
        other = self.pick(
            "",
            "{{ else }}no",
            "{{ else with $.Values.g }}{{ . }}",
            "{{ else with (list) }}{{ else }}{{ . | len }}",
        )
        shown = self.pick(*["{{ . | toJson }}", "{{ . }}", ""] * 4, "{{ .a.b }}", "{{ (.a).b }}", "{{ .a }}")
        body = _from_root(self.block(self.pick(0, depth - 1), **more))
        return f"{start}{shown}{body}{other}{self.action('end')}"

    def definition(self, depth: int) -> str:
        """A definition and a call of it, with the dot itself or with a map in which the dot is ``root``."""
        outside = self.variables, self.in_loop, self.root
        as_map = self.below(2)
        self.variables, self.in_loop, self.root = (
            ({"$p": "A"}, False, "$.root") if as_map else ({}, False, "$")
        )
        body = self.block(depth - 1)
        self.variables, self.in_loop, self.root = outside
        name = f'"@@.{self.pick(*[len(self.definitions)] * 9, 0)}"'
        if as_map:
            body = f"{self.action('$p := .arg')}{_from_root(body, '$.root')}"
        self.definitions.append(
            f"{self.action(f'define {name}')}{body}{self.action('end')}{self.pick('', 'x', ' ')}"
        )
        dot = self.pick(self.root, ".")
        if as_map:
            dot = f'(dict "root" {self.root} "arg" {self.expression("A", depth - 1)})'
        call = self.pick(
            "template {} {}", "include {} {} | quote", "include {} {} | indent 2", "include {} {}"
        )
        return self.action(str(call).format(name, dot))

    def text_template(self, depth: int) -> str:
        """A text that is a template itself."""
        known, self.variables = self.variables, {}
        outside, self.in_loop = self.in_loop, False
        body = json.dumps(self.block(depth - 1), ensure_ascii=False)
        self.variables, self.in_loop = known, outside
        call = self.pick("tpl {} $", "tpl {} . | indent 1", 'include "part" . | cat (tpl {} $)')
        return self.action(str(call).format(body))


def _from_root(text: str, root: str = "$") -> str:
    """The text with ``$`` before fields of the dot, which is something else inside of a loop."""
    return re.sub(
        r"([ (]|\$)\.(Values|Release|Chart|Capabilities|Files)\b",
        lambda m: f"{m[1].strip('$')}{root}.{m[2]}",
        text,
    )


def make_sample(random: Random) -> Sample:
    """A template and its values."""
    writer = _Writer(random)
    text = writer.block(random.choice((1, 2, 2, 3)))
    split = random.randint(0, len(writer.definitions)) if writer.definitions else 0
    here, there = "".join(writer.definitions[split:]), "".join(writer.definitions[:split])
    return Sample(here + text, make_values(random), there)


_YAML_TEXTS = """{{ range .Values.ws }}{{ . | toYaml }}
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
    return Sample(_YAML_TEXTS, texts)
