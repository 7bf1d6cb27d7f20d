"""What templates and values are made of: texts, numbers, and constants and values of each kind of ``functions``."""

from __future__ import annotations

import json

__all__ = ["CONSTANTS", "FILES", "KEYS", "LEAVES", "NUMBERS", "WORDS"]

WORDS = (
    "", "a", "b", "abc", "ABC", "a-b_c", "a.b/c", "x y  z", "line\nbreak", " pad ", "ünï", "日本", "0", "1", "-3",
    "007", "1.5", "1e3", "true", "null", "~", "yes", "a: b", "- x", "# c", "{{ 1 }}", "$x", "%d", "a,b,c", "1.2.3",
    "it's", '"q"', "<&>", "\\", "tab\t", "trail\n", "\n", ":", "*a", "0x1f", "1_000", "2020-01-02", "=", "<<",
    "fooBarBaz", "9223372036854775808", "1.0e+3", "a" * 90, "word " * 30, "\u2028", "é" * 3,
)  # fmt: skip
KEYS = ("s", "t", "i", "f", "b", "n", "l", "m", "e", "g", "y")
NUMBERS = (
    0, 1, -1, 3, 42, 1000000, 12345678, 2**53, -7, 0.5, 1.5, -2.25, 1e21, 1234567.5, 1e-7, 100.0, 2**53 + 1, 2**63,
    -(2**63), 1e6, 999999.5, 1e15, 123456789012345680, 1.7976931348623157e308, 5e-324, -0.0, 0.1, 1e100,
)  # fmt: skip
FILES = {
    "conf/a.txt": "one\ntwo\n\nfour",
    "conf/b.json": '{"a": [1, 2.50, null]}\n',
    "conf/deep/c.yaml": "x: 1\ny:\n- z\n",
    "empty.txt": "",
    "t.tpl": "{{ .Values.s }}|{{ .Release.Name }}",
}
"""Files of every sample's chart."""

_YAMLS = (
    "", "a: 1", "a: {b: [1, 2.5, x]}", "[1, a]", "- 1\n- b: c", "a: 0755\nb: 1_000\nc: 1e3", "a: yes\nb: ~\nc: null",
    "a: |\n  x\n  y", "a: [", "x", "a: 2020-01-02", "a: &x 1\nb: *x", "1: a\ntrue: b", "a = 1", "[t]\nx = 1.5",
)  # fmt: skip
_JSONS = (
    "", "{}", "[]", '{"a": 1, "b": [true, null, 1.5]}', '[1, "x", {"a": 2}]', '{"a"', "1", '"x"', "null", "[null]",
    '{"a": 1e999}', '{"a": 1, "b": 1e999, "c": 2}', "[1, 1e999, 2]", '{"a": "\\ud800"}', '{"a": 1} x', '{"b":{"c":{}}}',
)  # fmt: skip
_TOMLS = (
    "",
    "a = 1",
    "[t]\nx = 1.5\n[[l]]\ny = [1, 'z']",
    'a = {b = "c"}\nd = true',
    "d = 2020-01-02T03:04:05Z\nf = 1e3",
)
_PATTERNS = ("a", "[a-z]+", "^a.*$", "(a)(b)?", "\\\\d+", "", "(?i)A", "[", "\\\\b", "x*", "^$", "(?P<n>a)|b")
_FORMATS = (
    "%s", "%d", "%v", "%q", "%t", "%5.2f", "%x", "%-5s|", "%05d", "%T", "%%", "%s-%s", "%v %v", "%+v", "%#v", "%c",
    "%e", "%g", "%U", "%6v|", "%.3s", "%[2]v %[1]v", "%*d", "%o", "%b", "%!", "%z", "% x", "%#x", "%+q", "%08.3f",
    "%-8q|", "%6.2f%%", "%O", "%X", "%G", "%w", "%[1]d %[1]x", "%.2v", "%#q", "% d", "%+d", "%.0f", "%[5]v",
)  # fmt: skip
_TEMPLATES = (
    "{{ .Values.s }}", "{{ .Values.m | toJson }}", "a{{ 1 }}", "{{ .Nope.x }}", "{{", '{{ include "part" . }}',
    "{{- range .Values.l }}{{ . }};{{ end -}}", "{{ $x := 1 }}{{ $x }} ",
    '{{ define "own" }}o{{ end }}{{ template "own" }}',
    "{{ tpl `{{ .Values.t }}` . }}", "{{/* c */}}", "{{ fail `no` }}", "{{ required `r` .Values.nope }}",
)  # fmt: skip
_LAYOUTS = (
    "2006-01-02", "2006-01-02T15:04:05Z07:00", "Jan _2 06 3:04PM", "Monday 02.01.2006", "15h04m05.000", "MST -0700",
    "x",
)  # fmt: skip
CONSTANTS = {
    "k": ("string", "int", "float64", "map", "slice", "bool", "invalid", "[]interface {}", "int64", "struct", "ptr"),
    "V": ("1.2.3", "v1.2", "1.2.3-rc.1+b", "x", "1.27.0", "1.27.3-gke.100", "01.2.3", "1"),
    "C": (">=1.2", "^1.2.3-0", "~1.2", "1.x", "<2 || >3", "x", "!=1.2.3", ">= 1.21-0, < 2", "1.2 - 1.4", "*", "=1.27"),
    "D": ("1h30m", "90", "1.5s", "x", "-2m", "36h", "1us", "0"),
    "T": _TEMPLATES, "R": _PATTERNS, "O": _TOMLS, "F": _FORMATS, "Y": _YAMLS, "J": _JSONS, "P": _LAYOUTS,
    "H": (*FILES, "conf/*", "**", "*.txt", "conf/{a,b}.*", "nope", "conf/**.yaml", "[", "conf/[a-b].*"),
    "z": ("UTC", "Europe/Berlin", "America/New_York", "Nope", ""),
    "d": ("2020-02-29", "1999-12-31", "2021-07-04T05:06:07Z", "x", ""),
}  # fmt: skip
"""Texts that are written as literals, by kind."""

LEAVES = {
    "S": (
        *map(json.dumps, ("", "a", "x y  z", "fooBarBaz", " pad ", "line\nbreak", "1.5", "{{ 1 }}", "- x")),
        '`raw\n"`', ".Values.s", ".Values.w", ".Values.t", "$.Values.t", ".Release.Name", ".Chart.Name",
        ".Values.s", ".Values.w", ".Values.y", ".Chart.AppVersion",
    ),
    "K": tuple(map(json.dumps, (*KEYS, "a", "b", "-", ",", " "))),
    "I": ("0", "1", "2", "3", "5", "10", "-1"),
    "N": ("0", "1", "2", "7", "-3", "1.5", "1e3", "100", ".Values.i", ".Values.f", "0x1F", "1_0", "'a'", "1e1",
        ".Values.big"),
    "B": ("true", "false", ".Values.b"),
    "L": (".Values.l", ".Values.ls", ".Values.lm", '(list 1 2 "x")', ".Values.ls", "$.Values.deep.l"),
    "M": (
        ".Values.wm", ".Values.m", '(dict "a" 1 "b" (dict "c" "d"))', ".Values.m", "$.Values.m", ".Values.deep",
        ".Values.deep.m",
    ),
    "Z": ('(toDate "2006-01-02" "2020-02-03")', '(toDate "2006-01-02T15:04:05Z07:00" "2021-07-04T05:06:07+02:00")'),
    "G": (".Values.g", ".Values.m.a", ".Values.e", ".Values.l", ".Values.m.x", ".Values.lm", ".Values.deep.m.a",
        ".Values.i"),
    "X": (".Values.n", ".Values.nope", ".Values.m.nope", "nil", "(.Values.n).x", ".Capabilities.KubeVersion.Version"),
    "U": (
        "(until 3)", '(splitList "," "a,b")', '(split "-" "a-b")', "(int64 3)", '(semver "1.2.3-a")', '(index "abc" 1)',
        '(mustToDuration "90m")', '(fromJson "null")', "(list)", "(dict)", "(chunk 2 (list 1 2 3))", '(b64enc "a")',
        "(.Files.Glob `conf/*`)", "(.Files.GetBytes `t.tpl`)", "(.Files.Lines `conf/a.txt`)",
        ".Capabilities.APIVersions",
        ".Capabilities.KubeVersion", ".Capabilities.HelmVersion.Version", ".Chart.Annotations", ".Chart.Keywords",
        ".Release",
        "(fromToml `a = 1`)", "(fromJsonArray `null`)", "(float64 2)", "(urlParse `http://u@h:1/p?q#f`)",
        ".Chart.Maintainers",
        "(fromToml `d = 2020-01-02`)", "(fromToml `[[l]]\nx = 1`).l", "(toDate `2006-01-02` `2020-02-03`)",
        "(regexSplit `a` `bab` -1)", "(now | kindOf)", "(keys .Values.m | sortAlpha)", "(seq 3)", "(atoi `7`)",
    ),
}  # fmt: skip
"""Values and constants as they are written in a template, by kind: ``U`` are those of unusual types."""
