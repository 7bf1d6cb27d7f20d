"""Values as text: Go's ``fmt`` for the values that templates know.

``printed`` is what an action prints, ``sprint`` is ``%v``; ``Printf`` has a module of its own.
"""

from __future__ import annotations

from chartloom.gotmpl.limits import LONGEST_TEXT, check_joined, check_size
from chartloom.gotmpl.values import Duration, GoInt, GoObject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from chartloom.gotmpl.values import Value

__all__ = [
    "duration_text",
    "float_text",
    "general_text",
    "go_quote",
    "join_printed",
    "printed",
    "printed_result",
    "sorted_keys",
    "sprint",
    "sprintln",
]


def printed(value: Value) -> str:
    """What ``{{ value }}`` prints; nil gives ``<no value>``."""
    if value.__class__ is str:
        return str(value)
    if value is None:
        return "<no value>"
    return (isinstance(value, GoObject) and value.go_printed()) or sprint(value)


def printed_result(value: Value) -> str:
    """What an action prints of a function's result, to which no pointer leads if it is none itself."""
    if value.__class__ is str:
        return str(value)
    if value is None:
        return "<no value>"
    is_struct = isinstance(value, GoObject) and not value.go_type.startswith("*")
    return sprint(value) if is_struct else printed(value)


def sprint(value: Value) -> str:
    """A value as ``%v`` prints it."""
    kind = value.__class__
    if kind is str:
        return str(value)
    if kind is bool:
        return "true" if value else "false"
    if kind is int:
        return str(value)
    if kind is float:
        return float_text(value)
    if value is None:
        return "<nil>"
    return _sprint_other(value)


def _sprint_other(value: Value) -> str:
    if isinstance(value, dict):
        return f"map[{_joined([f'{sprint(k)}:{sprint(value[k])}' for k in sorted_keys(value)])}]"
    if isinstance(value, list | bytes):
        return f"[{_joined([sprint(v) for v in value])}]"
    if isinstance(value, Duration):
        return duration_text(value)
    if isinstance(value, GoInt):
        return str(int(value))
    if isinstance(value, complex):
        return (
            f"({_signed(value.real)[1:] if value.real >= 0 else _signed(value.real)}{_signed(value.imag)}i)"
        )
    assert isinstance(value, GoObject)
    text = value.go_string()
    return f"{{{' '.join(sprint(v) for v in value.go_fields().values())}}}" if text is None else text


def _joined(texts: list[str]) -> str:
    return check_joined(" ".join(texts))


def _signed(number: float) -> str:
    text = float_text(number)
    return text if text.startswith(("-", "+")) else f"+{text}"


def sorted_keys(mapping: dict[Value, Value]) -> list[Value]:
    """The keys of a map in the order in which Go ranges over and prints them."""
    try:
        return sorted(mapping)
    except TypeError:
        return sorted(mapping, key=lambda k: (k.__class__.__name__, k))


def join_printed(*values: Value) -> str:
    """Go's ``Sprint``: a blank between two operands when neither is a string."""
    out: list[str] = []
    text_before = True
    for value in values:
        is_text = value.__class__ is str
        if out and not is_text and not text_before:
            out.append(" ")
        out.append(sprint(value))
        text_before = is_text
    text = "".join(out)
    check_size(len(text), LONGEST_TEXT)
    return text


def sprintln(*values: Value) -> str:
    """Go's ``Sprintln``: a blank between all operands, a newline at the end."""
    text = " ".join([sprint(v) for v in values]) + "\n"
    check_size(len(text), LONGEST_TEXT)
    return text


def float_text(number: float) -> str:
    """A float64 as ``%v`` prints it: shortest digits, with an exponent below -4 and from 6.

    >>> [float_text(x) for x in (5.0, 0.1, 1000000.0, 12345678.0, 1e-05, -0.0)]
    ['5', '0.1', '1e+06', '1.2345678e+07', '1e-05', '-0']
    """
    if -1e6 < number < 1e6 and number.is_integer():
        return str(int(number)) if number else ("-0" if str(number)[0] == "-" else "0")
    return general_text(number, -1)


def duration_text(nanoseconds: int) -> str:
    """A ``time.Duration`` as its ``String`` method prints it, such as ``1h0m5.5s``."""
    sign, rest = ("-", -nanoseconds) if nanoseconds < 0 else ("", int(nanoseconds))
    if rest < 1_000_000_000:
        return sign + _short_duration(rest)
    seconds, fraction = divmod(rest, 1_000_000_000)
    tail = f".{fraction:09d}".rstrip("0") if fraction else ""
    minutes, seconds = divmod(seconds, 60)
    text = f"{seconds}{tail}s"
    if minutes:
        hours, minutes = divmod(minutes, 60)
        text = f"{hours}h{minutes}m{text}" if hours else f"{minutes}m{text}"
    return sign + text


def _short_duration(nanoseconds: int) -> str:
    if not nanoseconds:
        return "0s"
    for unit, digits in (("ns", 0), ("µs", 3), ("ms", 6)):
        if nanoseconds < 10 ** (digits + 3):
            whole, fraction = divmod(nanoseconds, 10**digits)
            tail = f".{fraction:0{digits}d}".rstrip("0") if fraction else ""
            return f"{whole}{tail}{unit}"
    raise AssertionError(nanoseconds)


_ESCAPES = {
    "\a": "\\a",
    "\b": "\\b",
    "\f": "\\f",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "\v": "\\v",
    "\\": "\\\\",
}


def go_quote(text: str, quote: str = '"', *, ascii_only: bool = False) -> str:
    """A Go literal of the text, as ``strconv.Quote`` writes it."""
    if text.isascii() and text.isprintable() and quote not in text and "\\" not in text:
        return f"{quote}{text}{quote}"
    return quote + "".join([_escape(c, quote, ascii_only) for c in text]) + quote


def _escape(char: str, quote: str, ascii_only: bool) -> str:
    if char == quote:
        return "\\" + char
    if char in _ESCAPES:
        return _ESCAPES[char]
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    if char == " " or (char.isprintable() and not (ascii_only and code > 126)):
        return char
    if code < 0x80:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def general_text(value: float, precision: int) -> str:
    """A float64 as ``%g`` prints it with this precision; -1 asks for the shortest exact digits."""
    if value != value:
        return "NaN"
    if value in (float("inf"), float("-inf")):
        return "+Inf" if value > 0 else "-Inf"
    sign = "-" if str(value)[0] == "-" else ""
    digits, point = _decimal(abs(value), precision)
    limit = 6 if precision < 0 else max(precision, 1)
    if precision >= 0 and limit > len(digits) >= point:
        limit = len(digits)
    return sign + (
        _scientific(digits, point) if point - 1 < -4 or point - 1 >= limit else _plain(digits, point)
    )


def _decimal(value: float, precision: int) -> tuple[str, int]:
    """Digits without leading or trailing zeros, and how many of them stand before the point."""
    text = f"{value!r}" if precision < 0 else format(value, f".{max(precision, 1) - 1}e")
    mantissa, _, exponent = text.partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    shift = len(whole + fraction) - len(digits)
    digits = digits.rstrip("0") or "0"
    point = len(whole) - shift + int(exponent or 0) if digits != "0" else 1
    return digits, point


def _scientific(digits: str, point: int) -> str:
    exponent = point - 1
    mantissa = digits[0] + (f".{digits[1:]}" if len(digits) > 1 else "")
    return f"{mantissa}e{'-' if exponent < 0 else '+'}{abs(exponent):02d}"


def _plain(digits: str, point: int) -> str:
    if point <= 0:
        return "0." + "0" * -point + digits
    if point >= len(digits):
        return digits + "0" * (point - len(digits))
    return f"{digits[:point]}.{digits[point:]}"
