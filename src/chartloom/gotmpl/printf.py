"""Go's ``Printf`` for the values that templates know."""

from __future__ import annotations

from chartloom.gotmpl.printing import duration_text, general_text, go_quote, sorted_keys, sprint
from chartloom.gotmpl.values import Duration, GoObject, go_type

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from chartloom.gotmpl.values import Value

__all__ = ["go_syntax", "sprintf"]


class _Spec:
    """Flags of one verb; ``width`` and ``precision`` are None where none is given."""

    __slots__ = ("flags", "precision", "verb", "width")

    def __init__(self, flags: str, width: int | None, precision: int | None, verb: str) -> None:
        self.flags = flags
        self.width = width
        self.precision = precision
        self.verb = verb

    def with_flags(self, flags: str) -> _Spec:
        """The same verb under other flags."""
        return _Spec(flags, self.width, self.precision, self.verb)

    def pad(self, text: str) -> str:
        if self.width is None or len(text) >= self.width:
            return text
        fill = self.width - len(text)
        if "-" in self.flags:
            return text + " " * fill
        return ("0" if "0" in self.flags else " ") * fill + text

    def pad_number(self, text: str) -> str:
        """Pad with zeros between the sign and the digits."""
        if self.width is None or "0" not in self.flags or "-" in self.flags:
            return self.blank_padded(text)
        sign, digits = (text[0], text[1:]) if text[:1] in ("-", "+", " ") else ("", text)
        return sign + digits.rjust(self.width - len(sign), "0")

    def blank_padded(self, text: str) -> str:
        """Pad with blanks whatever the flags say."""
        return self.with_flags(self.flags.replace("0", "")).pad(text)


def sprintf(template: str, *args: Value) -> str:
    """Go's ``Sprintf``; a mismatch of verbs and operands is reported in the text, as Go does."""
    if template.count("%") == template.count("%s") == len(args):
        # Most calls join strings, which Python's own formatting does as well.
        for arg in args:
            if arg.__class__ is not str:
                break
        else:
            return template % args
    return _Printf(template, args).run()


class _Printf:
    def __init__(self, template: str, args: tuple[Value, ...]) -> None:
        self.template = template
        self.args = args
        self.used = 0
        self.pos = 0
        self.reordered = False
        self.good_index = True

    def run(self) -> str:
        out: list[str] = []
        template, size = self.template, len(self.template)
        while True:
            at = template.find("%", self.pos)
            if at < 0:
                out.append(template[self.pos :])
                break
            out.append(template[self.pos : at])
            self.pos = at + 1
            out.append(self._verb() if self.pos < size else "%!(NOVERB)")
        if not self.reordered and self.used < len(self.args):
            extra = ", ".join(
                "<nil>" if a is None else f"{go_type(a)}={sprint(a)}" for a in self.args[self.used :]
            )
            out.append(f"%!(EXTRA {extra})")
        return "".join(out)

    def _verb(self) -> str:
        self.good_index = True
        after_index = False
        flags = self._flags()
        if self.template[self.pos : self.pos + 1] == "[":
            after_index = self._index()
        width, problem = self._number()
        if width is not None and after_index and not problem:
            self.good_index = False
        if width is not None and width < 0:
            flags, width = flags.replace("0", "") + "-", -width
        precision, bad_precision = self._precision(after_index)
        if self.template[self.pos : self.pos + 1] == "[":
            self._index()
        spec_problem = problem + bad_precision
        if self.pos >= len(self.template):
            return spec_problem + "%!(NOVERB)"
        verb = self.template[self.pos]
        self.pos += 1
        return spec_problem + self._formatted(_Spec(flags, width, precision, verb))

    def _flags(self) -> str:
        start = self.pos
        while self.template[self.pos : self.pos + 1] in ("+", "-", "#", " ", "0"):
            self.pos += 1
        return self.template[start : self.pos]

    def _index(self) -> bool:
        """``[n]``: the operand that comes next."""
        self.reordered = True
        end = self.template.find("]", self.pos)
        if end < 0:
            self.good_index = False
            self.pos += 1
            return False
        number = self.template[self.pos + 1 : end]
        self.pos = end + 1
        if not number.isdecimal() or not 1 <= int(number) <= len(self.args):
            self.good_index = False
            return True
        self.used = int(number) - 1
        return True

    def _number(self) -> tuple[int | None, str]:
        if self.template[self.pos : self.pos + 1] == "*":
            self.pos += 1
            return self._star("%!(BADWIDTH)")
        start = self.pos
        while self.template[self.pos : self.pos + 1].isdecimal():
            self.pos += 1
        text = self.template[start : self.pos]
        return (int(text) if text and int(text) <= 1_000_000 else None), ""

    def _star(self, problem: str) -> tuple[int | None, str]:
        value = self.args[self.used] if self.used < len(self.args) else None
        self.used += self.used < len(self.args)
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= 1_000_000:
            return int(value), ""
        return None, problem

    def _precision(self, after_index: bool) -> tuple[int | None, str]:
        if self.template[self.pos : self.pos + 1] != ".":
            return None, ""
        self.pos += 1
        if after_index:
            self.good_index = False
        if self.template[self.pos : self.pos + 1] == "[":
            self._index()
        if self.template[self.pos : self.pos + 1] == "*":
            self.pos += 1
            precision, problem = self._star("%!(BADPREC)")
            if precision is not None and precision < 0:
                return None, "%!(BADPREC)"
            return precision, problem
        precision, _ = self._number()
        return precision or 0, ""

    def _formatted(self, spec: _Spec) -> str:
        if spec.verb == "%":
            return "%"
        if not self.good_index:
            return f"%!{spec.verb}(BADINDEX)"
        if self.used >= len(self.args):
            return f"%!{spec.verb}(MISSING)"
        value = self.args[self.used]
        self.used += 1
        return _format(spec, value)


def _format(spec: _Spec, value: Value) -> str:
    if spec.verb == "T":
        return _text(_Spec(spec.flags, spec.width, spec.precision, "s"), go_type(value))
    if value is None:
        return spec.pad("<nil>") if spec.verb == "v" else f"%!{spec.verb}(<nil>)"
    if spec.verb == "v" and "#" in spec.flags:
        return go_syntax(value)
    for kind, formatter in _FORMATTERS:
        if isinstance(value, kind):
            return formatter(spec, value)
    return _bad(spec, value)


def _bad(spec: _Spec, value: Value) -> str:
    return f"%!{spec.verb}({go_type(value)}={sprint(value)})"


def _boolean(spec: _Spec, value: bool) -> str:
    return spec.pad("true" if value else "false") if spec.verb in "tv" else _bad(spec, value)


_BASES = {"d": "d", "v": "d", "b": "b", "o": "o", "O": "o", "x": "x", "X": "X"}
_PREFIXES = {"b": "0b", "o": "0", "x": "0x", "X": "0X"}


def _integer(spec: _Spec, value: int) -> str:
    verb = spec.verb
    if isinstance(value, Duration) and verb in "vsq":
        return _text(spec, duration_text(value))
    if verb in _BASES:
        return _digits(spec, value)
    if verb in "cqU":
        return _character(spec, value)
    return _bad(spec, value)


def _digits(spec: _Spec, value: int) -> str:
    digits = format(abs(int(value)), _BASES[spec.verb])
    if spec.precision is not None:
        digits = "" if not spec.precision and not value else digits.rjust(spec.precision, "0")
        spec = spec.with_flags(spec.flags.replace("0", ""))
    prefix = "0o" if spec.verb == "O" else _PREFIXES.get(spec.verb, "") if "#" in spec.flags else ""
    if prefix == "0" and digits.startswith("0"):
        prefix = ""
    sign = "-" if value < 0 else "+" if "+" in spec.flags else " " if " " in spec.flags else ""
    if "0" in spec.flags and "-" not in spec.flags and spec.width is not None:
        digits = digits.rjust(spec.width - len(sign), "0")
    return spec.blank_padded(sign + prefix + digits)


def _character(spec: _Spec, value: int) -> str:
    code = int(value) if 0 <= value <= 0x10FFFF and not 0xD800 <= value < 0xE000 else 0xFFFD
    if spec.verb == "c":
        return spec.pad(chr(code))
    if spec.verb == "q":
        return spec.pad(go_quote(chr(code), "'", ascii_only="+" in spec.flags))
    text = f"U+{int(value):04X}"
    return spec.pad(f"{text} '{chr(code)}'" if "#" in spec.flags and chr(code).isprintable() else text)


def _floating(spec: _Spec, value: float) -> str:
    verb = spec.verb
    if verb not in "vbgGxXfFeE" or verb in "bxX":
        return _bad(spec, value)
    if value != value or value in (float("inf"), float("-inf")):
        return spec.blank_padded(general_text(value, -1, upper=False, keep_zeros=False))
    text = _float_digits(spec, value)
    if "+" in spec.flags and not text.startswith("-"):
        text = f"+{text}"
    elif " " in spec.flags and not text.startswith("-"):
        text = f" {text}"
    return spec.pad_number(text)


def _float_digits(spec: _Spec, value: float) -> str:
    verb, precision = spec.verb, spec.precision
    if verb in "vgG":
        shortest = -1 if precision is None else precision
        return general_text(value, shortest, upper=verb == "G", keep_zeros="#" in spec.flags)
    text = format(value, f".{6 if precision is None else precision}{verb}")
    if "#" in spec.flags and "." not in text:
        text += "."
    return text


def _text(spec: _Spec, value: str) -> str:
    verb = spec.verb
    if verb in "vs":
        return spec.pad(value if spec.precision is None else value[: spec.precision])
    if verb == "q":
        value = value if spec.precision is None else value[: spec.precision]
        if "#" in spec.flags and "`" not in value and "\n" not in value:
            return spec.pad(f"`{value}`")
        return spec.pad(go_quote(value, ascii_only="+" in spec.flags))
    if verb in "xX":
        return _hexadecimal(spec, value.encode("utf-8", "surrogateescape"))
    return _bad(spec, value)


def _bytes(spec: _Spec, value: bytes) -> str:
    if spec.verb in "sq":
        return _text(spec, value.decode("utf-8", "surrogateescape"))
    if spec.verb in "xX":
        return _hexadecimal(spec, value)
    return _sequence(spec, list(value))


def _hexadecimal(spec: _Spec, data: bytes) -> str:
    data = data if spec.precision is None else data[: spec.precision]
    text = data.hex(" ") if " " in spec.flags else data.hex()
    if "#" in spec.flags and data:
        text = "0x" + text.replace(" ", " 0x")
    return spec.pad(text.upper() if spec.verb == "X" else text)


def _sequence(spec: _Spec, value: list[Value]) -> str:
    return f"[{' '.join(_format(spec, v) for v in value)}]"


def _mapping(spec: _Spec, value: dict[Value, Value]) -> str:
    inside = " ".join(f"{_format(spec, k)}:{_format(spec, value[k])}" for k in sorted_keys(value))
    return f"map[{inside}]"


def _object(spec: _Spec, value: GoObject) -> str:
    text = value.go_string()
    if text is not None and spec.verb in "vsqxX":
        return _text(spec, text)
    inside = " ".join(_format(spec, v) for v in value.go_fields().values())
    return f"{{{inside}}}"


def go_syntax(value: Value) -> str:
    """A value as ``%#v`` prints it."""
    if value is None:
        return "interface {}(nil)"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return go_quote(value)
    if isinstance(value, int | float):
        return sprint(value)
    if isinstance(value, dict):
        inside = ", ".join(f"{go_syntax(k)}:{go_syntax(value[k])}" for k in sorted_keys(value))
        return f"{go_type(value)}{{{inside}}}"
    if isinstance(value, bytes):
        return f"[]byte{{{', '.join(f'0x{b:x}' for b in value)}}}"
    if isinstance(value, list):
        return f"{go_type(value)}{{{', '.join(go_syntax(v) for v in value)}}}"
    fields = ", ".join(f"{k}:{go_syntax(v)}" for k, v in value.go_fields().items())
    return f"{go_type(value)}{{{fields}}}"


_FORMATTERS: tuple[tuple[type, Callable[[_Spec, Any], str]], ...] = (
    (bool, _boolean),
    (str, _text),
    (int, _integer),
    (float, _floating),
    (bytes, _bytes),
    (list, _sequence),
    (dict, _mapping),
    (GoObject, _object),
)
