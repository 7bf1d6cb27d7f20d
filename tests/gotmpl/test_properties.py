"""Any text is a template or a ParseError; any template gives text or an ExecError that a person understands."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from chartloom.gotmpl import ExecError, ParseError, Template
from chartloom.gotmpl.printf import sprintf

DATA = json.loads((Path(__file__).parent / "data.json").read_text(encoding="utf-8"), parse_int=float)

PIECES = (
    "{{", "}}", "{{-", "-}}", "{{ ", " }}", "{{/*", "*/}}", "if", "else", "end", "range", "with", "define", "block",
    "template", "break", "continue", "nil", "true", ".", ".l", ".m.a", "$", "$x", ":=", "=", ",", "|", "(", ")", "`",
    '"', "'", "\\", " ", "\n", "\t", "1", "0x1p-2", "1i", "-", "+", "print", "len", "index", "é", "\x00", "\udc80",
)  # fmt: skip
texts = st.one_of(
    st.text(), st.lists(st.sampled_from(PIECES)).map("".join), st.lists(st.sampled_from(PIECES)).map(" ".join)
)

constants = st.one_of(
    st.integers(-(1 << 63), (1 << 63) - 1).map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.text(st.characters(codec="ascii", exclude_characters='"\\\n')).map(lambda t: f'"{t}"'),
    st.sampled_from(("true", "false", "nil", "'x'", "1i", "`raw`")),
)
fields = st.sampled_from(
    (".", "$", ".n", ".s", ".u", ".l", ".m", ".a.b.c", ".m.a", ".missing", ".nul", ".people", ".mixed")
)
functions = st.sampled_from(
    (
        "print",
        "println",
        "printf",
        "len",
        "index",
        "slice",
        "eq",
        "ne",
        "lt",
        "ge",
        "and",
        "or",
        "not",
        "html",
        "js",
        "call",
    )
)
operands = st.recursive(
    st.one_of(constants, fields),
    lambda inner: st.one_of(
        st.tuples(functions, st.lists(inner, max_size=3)).map(lambda c: f"({c[0]} {' '.join(c[1])})"),
        st.tuples(inner, functions).map(lambda c: f"({c[0]} | {c[1]})"),
        inner.map(lambda term: f"({term}).x"),
    ),
    max_leaves=6,
)
bodies = st.recursive(
    st.one_of(st.sampled_from(("text", " ", "\n", "é")), operands.map(lambda o: f"{{{{ {o} }}}}")),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map("".join),
        st.tuples(st.sampled_from(("if", "with", "range")), operands, inner, inner).map(
            lambda c: f"{{{{ {c[0]} {c[1]} }}}}{c[2]}{{{{ else }}}}{c[3]}{{{{ end }}}}"
        ),
        st.tuples(operands, inner).map(lambda c: f"{{{{ $x := {c[0]} }}}}{c[1]}{{{{ $x }}}}"),
        st.tuples(operands, inner).map(
            lambda c: (
                f"{{{{ range $i, $e := {c[0]} }}}}{{{{ if $i }}}}{{{{ break }}}}{{{{ end }}}}"
                f"{c[1]}{{{{ $e }}}}{{{{ end }}}}"
            )
        ),
    ),
    max_leaves=8,
)

fast = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def run(text: str) -> str:
    """The output, or an error whose cause is one of the language's and not one of ours."""
    try:
        return Template({"case": text}).execute("case", json.loads(json.dumps(DATA)))
    except ParseError as error:
        line, offset, said = error.line, error.offset, str(error)
    except ExecError as error:
        line, offset, said = error.frames[-1].line, error.frames[-1].offset, str(error)
    assert "internal error" not in said
    assert 0 <= offset <= len(text)
    assert line == text.count("\n", 0, offset) + 1
    return said


@fast
@given(texts)
@example("{{ range $x = .l }}{{ end }}")
@example("{{" + "(" * 300)
@example("{{ if .t }}" * 120)
def test_any_text(text: str) -> None:
    run(text)


@fast
@given(bodies)
def test_any_template(text: str) -> None:
    assert isinstance(run(text), str)


@fast
@given(bodies)
def test_a_template_gives_the_same_again(text: str) -> None:
    assert run(text) == run(text)


@fast
@given(st.text().filter(lambda text: "{{" not in text))
def test_text_without_actions_is_printed_as_it_is(text: str) -> None:
    assert run(text) == text


values = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-(1 << 63), (1 << 63) - 1), st.floats(), st.text(), st.binary()
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(), inner, max_size=3)),
    max_leaves=4,
)
formats = st.lists(
    st.sampled_from(
        (
            "%",
            "#",
            "0",
            "-",
            "+",
            " ",
            "*",
            ".",
            "[1]",
            "[",
            "]",
            "7",
            "d",
            "s",
            "v",
            "q",
            "x",
            "g",
            "U",
            "T",
            "é",
        )
    )
)


@fast
@given(formats.map("".join), st.lists(values, max_size=3))
def test_printf_never_fails(template: str, operands: list[object]) -> None:
    assert isinstance(sprintf(template, *operands), str)
