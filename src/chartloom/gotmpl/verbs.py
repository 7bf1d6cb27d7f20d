"""One operand of Go's ``Printf`` under one verb, with its flags, width and precision."""

from __future__ import annotations

from chartloom.gotmpl.limits import check_joined
from chartloom.gotmpl.printing import duration_text, general_text, go_quote, sorted_keys
from chartloom.gotmpl.values import Duration, GoInt, GoObject, go_type

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from chartloom.gotmpl.values import Value

__all__ = ["Spec", "formatted"]

_STRINGER_VERBS = frozenset("vsqxX")


class Spec:
    """What stands between ``%`` and the verb; ``width`` and ``precision`` are None where none is given.

    ``go_syntax`` is what ``#`` means to ``%v``, and ``named`` what ``+`` means to it: those two are no flags then.
    ``is_complaint`` holds inside the report of a wrong verb, where Go asks no value for its own text.
    """

    __slots__ = ("flags", "go_syntax", "is_complaint", "named", "precision", "verb", "width")

    def __init__(self, flags: str, width: int | None, precision: int | None, verb: str) -> None:
        self.go_syntax = verb == "v" and "#" in flags
        self.named = verb == "v" and "+" in flags
        self.flags = flags.replace("#", "").replace("+", "") if verb == "v" else flags
        self.width = width
        self.precision = precision
        self.verb = verb
        self.is_complaint = False

    def changed(self, *, flags: str | None = None, verb: str | None = None) -> Spec:
        """The same with other flags or another verb, neither of which is read again."""
        new = Spec("", self.width, self.precision, self.verb if verb is None else verb)
        new.flags = self.flags if flags is None else flags
        new.go_syntax, new.named, new.is_complaint = self.go_syntax, self.named, self.is_complaint
        return new

    @property
    def sign(self) -> str:
        """What stands before a number that is not negative."""
        return "+" if "+" in self.flags else " " if " " in self.flags else ""

    @property
    def pads_with_zeros(self) -> bool:
        """Whether what is missing at the left becomes zeros."""
        return "0" in self.flags and "-" not in self.flags

    def pad(self, text: str) -> str:
        """The text in the width, by whatever the flags say."""
        if self.width is None or len(text) >= self.width:
            return text
        if "-" in self.flags:
            return text.ljust(self.width)
        return text.rjust(self.width, "0" if "0" in self.flags else " ")

    def blank_padded(self, text: str) -> str:
        """The text in the width, padded with blanks only."""
        return self.changed(flags=self.flags.replace("0", "")).pad(text)


def formatted(spec: Spec, value: Value) -> str:
    """An operand under a verb; one that does not suit it gives a report, such as ``%!d(string=a)``."""
    if value is None:
        return spec.pad("<nil>") if spec.verb in "vT" else f"%!{spec.verb}(<nil>)"
    if spec.verb == "T":
        return _string(spec.changed(verb="s"), go_type(value))
    if spec.verb == "w":
        # The verb for errors, of which templates have none.
        return _wrong_verb(spec, value)
    return _value(spec, value)


def _value(spec: Spec, value: Value) -> str:
    for kind, formatter in _FORMATTERS:
        if isinstance(value, kind):
            return formatter(spec, value)
    raise AssertionError(value)


def _element(spec: Spec, value: Value) -> str:
    """A value inside another one: nil is not padded there."""
    if value is None:
        return "interface {}(nil)" if spec.go_syntax else "<nil>"
    return _value(spec, value)


def _wrong_verb(spec: Spec, value: Value) -> str:
    inner = spec.changed(verb="v")
    inner.is_complaint = True
    return f"%!{spec.verb}({go_type(value)}={_value(inner, value)})"


def _boolean(spec: Spec, value: bool) -> str:
    return spec.pad("true" if value else "false") if spec.verb in "tv" else _wrong_verb(spec, value)


# Integers

_BASES = {"d": "d", "v": "d", "b": "b", "o": "o", "O": "o", "x": "x", "X": "X"}
_PREFIXES = {"b": "0b", "x": "0x", "X": "0X"}


def _integer(spec: Spec, value: int) -> str:
    if isinstance(value, Duration) and spec.verb in _STRINGER_VERBS and not spec.is_complaint:
        return _string(spec, duration_text(value))
    if spec.verb in _BASES:
        return _digits(spec, value)
    if spec.verb in "cqU":
        return _character(spec, value)
    return _wrong_verb(spec, value)


def _digits(spec: Spec, value: int) -> str:
    if spec.precision == 0 and not value:
        return " " * (spec.width or 0)
    sign = "-" if value < 0 else spec.sign
    least = spec.precision or 0
    if spec.precision is None and spec.pads_with_zeros and spec.width is not None:
        least = spec.width - len(sign)
    if spec.go_syntax and isinstance(value, GoInt) and value.go_kind.startswith("uint"):
        digits = "0x" + format(int(value), "x").rjust(least, "0")
    else:
        digits = _prefixed(spec, format(abs(int(value)), _BASES[spec.verb]).rjust(least, "0"))
    return spec.blank_padded(sign + digits)


def _prefixed(spec: Spec, digits: str) -> str:
    if "#" in spec.flags:
        if spec.verb in "oO":
            digits = digits if digits.startswith("0") else f"0{digits}"
        else:
            digits = _PREFIXES.get(spec.verb, "") + digits
    return f"0o{digits}" if spec.verb == "O" else digits


def _character(spec: Spec, value: int) -> str:
    if spec.verb == "U":
        return _unicode(spec, int(value) % (1 << 64))
    code = int(value) if 0 <= value <= 0x10FFFF and not 0xD800 <= value < 0xE000 else 0xFFFD
    if spec.verb == "c":
        return spec.pad(chr(code))
    return spec.pad(go_quote(chr(code), "'", ascii_only="+" in spec.flags))


def _unicode(spec: Spec, code: int) -> str:
    text = f"U+{code:0{max(4, spec.precision or 0)}X}"
    if "#" in spec.flags and code <= 0x10FFFF and chr(code).isprintable():
        text += f" '{chr(code)}'"
    return spec.blank_padded(text)


# Floating-point numbers


def _floating(spec: Spec, value: float) -> str:
    if spec.verb not in "vbgGxXfFeE":
        return _wrong_verb(spec, value)
    if value != value or value in (float("inf"), float("-inf")):
        return spec.blank_padded(_not_finite(spec, value))
    negative = str(value)[0] == "-"
    digits = _unsigned(spec, abs(value))
    sign = "-" if negative else spec.sign
    if sign and spec.pads_with_zeros and spec.width is not None:
        return sign + digits.rjust(spec.width - 1, "0")
    return spec.pad(sign + digits)


def _not_finite(spec: Spec, value: float) -> str:
    if value != value:
        return spec.sign + "NaN"
    return "-Inf" if value < 0 else (spec.sign or "+") + "Inf"


def _unsigned(spec: Spec, value: float) -> str:
    verb = "g" if spec.verb == "v" else spec.verb
    if verb == "b":
        return _binary(value)
    if verb in "xX":
        text = _hexadecimal_float(value, spec.precision)
        text = text.upper() if verb == "X" else text
    elif verb in "gG":
        text = general_text(value, -1 if spec.precision is None else spec.precision)
        text = text.upper() if verb == "G" else text
    else:
        text = format(value, f".{6 if spec.precision is None else spec.precision}{verb}")
    return _with_point(text, verb, spec.precision) if "#" in spec.flags else text


def _with_point(text: str, verb: str, precision: int | None) -> str:
    """What ``#`` asks for: a point always, and for some verbs the zeros at the end."""
    marks = "pP" if verb in "xX" else "eE"
    cut = next((i for i, c in enumerate(text) if c in marks), len(text))
    number, tail = text[:cut], text[cut:]
    missing = (6 if precision is None else precision) if verb in "gGx" else 0
    # Go counts the x of a hexadecimal number as a digit.
    missing -= len(number.replace(".", "").lstrip("0"))
    if "." not in number:
        missing -= number == "0"
        number += "."
    return number + "0" * missing + tail


def _binary(value: float) -> str:
    from math import frexp, ldexp

    exponent = max(frexp(value)[1] - 53, -1074) if value else -1074
    return f"{int(ldexp(value, -exponent))}p{exponent:+d}"


def _hexadecimal_float(value: float, precision: int | None) -> str:
    from math import frexp, ldexp

    fraction, exponent = frexp(value)
    mantissa = int(ldexp(fraction, 53))
    shown = 13 if precision is None else precision
    if shown < 13:
        mantissa, dropped = divmod(mantissa, step := 1 << 4 * (13 - shown))
        mantissa += 2 * dropped > step or (2 * dropped == step and mantissa & 1)
    digits = f"{mantissa:x}"
    if len(digits) == shown + 1 and digits[0] == "2":
        digits, exponent = "1" + digits[1:], exponent + 1
    head, tail = digits[0], digits[1:].ljust(shown, "0") if value else "0" * shown
    tail = tail.rstrip("0") if precision is None else tail
    exponent = exponent - 1 if value else 0
    return f"0x{head}{f'.{tail}' if tail else ''}p{'-' if exponent < 0 else '+'}{abs(exponent):02d}"


def _complex(spec: Spec, value: complex) -> str:
    if spec.verb not in "vbgGxXfFeE":
        return _wrong_verb(spec, value)
    imaginary = _floating(spec.changed(flags=spec.flags + "+"), value.imag)
    return f"({_floating(spec, value.real)}{imaginary}i)"


# Texts


def _string(spec: Spec, value: str) -> str:
    verb = spec.verb
    if verb == "q" or (verb == "v" and spec.go_syntax):
        return _quoted(spec, value)
    if verb in "vs":
        return spec.pad(value[: spec.precision])
    if verb in "xX":
        return _hexadecimal(spec, value.encode("utf-8", "surrogateescape"))
    return _wrong_verb(spec, value)


def _quoted(spec: Spec, value: str) -> str:
    value = value[: spec.precision]
    if "#" in spec.flags and _can_be_raw(value):
        return spec.pad(f"`{value}`")
    return spec.pad(go_quote(value, ascii_only="+" in spec.flags))


def _can_be_raw(text: str) -> bool:
    return not any((c < " " and c != "\t") or c in "`\x7f\ufeff" or "\udc80" <= c <= "\udcff" for c in text)


def _bytes(spec: Spec, value: bytes) -> str:
    if spec.verb in "sq":
        return _string(spec, value.decode("utf-8", "surrogateescape"))
    if spec.verb in "xX":
        return _hexadecimal(spec, value)
    if spec.go_syntax:
        return f"[]byte{{{', '.join(f'0x{b:x}' for b in value)}}}"
    return _joined("[", (_integer(spec, b) for b in value), "]")


def _hexadecimal(spec: Spec, data: bytes) -> str:
    data = data if spec.precision is None else data[: spec.precision]
    spaced = " " in spec.flags
    text = data.hex(" ") if spaced else data.hex()
    if "#" in spec.flags and data:
        text = "0x" + text.replace(" ", " 0x")
    return spec.pad(text.upper() if spec.verb == "X" else text)


# What holds other values


def _joined(before: str, items: Iterable[str], after: str, between: str = " ") -> str:
    return check_joined(before + between.join(items) + after)


def _sequence(spec: Spec, value: list[Value]) -> str:
    items = (_element(spec, v) for v in value)
    if spec.go_syntax:
        return _joined(f"{go_type(value)}{{", items, "}", ", ")
    return _joined("[", items, "]")


def _mapping(spec: Spec, value: dict[Value, Value]) -> str:
    items = (f"{_element(spec, k)}:{_element(spec, value[k])}" for k in sorted_keys(value))
    if spec.go_syntax:
        return _joined(f"{go_type(value)}{{", items, "}", ", ")
    return _joined("map[", items, "]")


def _object(spec: Spec, value: GoObject) -> str:
    text = value.go_string()
    if text is not None and spec.verb in _STRINGER_VERBS and not spec.go_syntax and not spec.is_complaint:
        return _string(spec, text)
    named = spec.named or spec.go_syntax
    fields = (
        f"{k}:{_element(spec, v)}" if named else _element(spec, v) for k, v in value.go_fields().items()
    )
    if spec.go_syntax:
        return _joined(f"{go_type(value)}{{", fields, "}", ", ")
    return _joined("{", fields, "}")


_FORMATTERS: tuple[tuple[type, Callable[[Spec, Any], str]], ...] = (
    (bool, _boolean),
    (str, _string),
    (int, _integer),
    (float, _floating),
    (bytes, _bytes),
    (list, _sequence),
    (dict, _mapping),
    (complex, _complex),
    (GoObject, _object),
)
