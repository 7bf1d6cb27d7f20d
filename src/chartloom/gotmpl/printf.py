"""Go's ``Printf``: formats taken apart, mistakes in them reported in the text as Go does.

How one operand is written is the subject of ``verbs``.
"""

from __future__ import annotations

from chartloom.gotmpl.limits import LONGEST_TEXT, check_size
from chartloom.gotmpl.printing import sprint
from chartloom.gotmpl.values import go_type
from chartloom.gotmpl.verbs import Spec, formatted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from chartloom.gotmpl.values import Value

__all__ = ["sprintf"]

_TOO_LARGE = 1_000_000
_DIGITS = frozenset("0123456789")


def sprintf(template: str, *args: Value) -> str:
    """Go's ``Sprintf``; a mismatch of verbs and operands is reported in the text, as Go does.

    >>> sprintf("%05.1f %q %d", 3.14159, "a", "b")
    '003.1 "a" %!d(string=b)'
    """
    if template.count("%") == template.count("%s") == len(args):
        # Most calls join strings, which Python's own formatting does as well.
        for arg in args:
            if arg.__class__ is not str:
                break
        else:
            return _checked(template % args)
    return _checked(_Printf(template, args).run())


def _checked(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        check_size(len(text), LONGEST_TEXT)
    return text


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
        while (at := template.find("%", self.pos)) >= 0:
            out.append(template[self.pos : at])
            self.pos = at + 1
            out.append(self.verb())
            if self.pos >= size:
                break
        else:
            out.append(template[self.pos :])
        return "".join(out) + self.extra()

    def extra(self) -> str:
        """What Go says of operands that no verb has used."""
        rest = self.args[self.used :]
        if self.reordered or not rest:
            return ""
        shown = ("<nil>" if a is None else f"{go_type(a)}={sprint(a)}" for a in rest)
        return f"%!(EXTRA {', '.join(shown)})"

    # flags index? (number | "*")? ("." index? (number | "*")?)? index? verb

    def verb(self) -> str:
        self.good_index = True
        flags = self.flags()
        after_index = self.index()
        problem = ""
        width, starred, complaint = self.number("%!(BADWIDTH)")
        problem += complaint
        if starred:
            after_index = False
        elif after_index and width is not None:
            self.good_index = False
        if width is not None and width < 0:
            flags, width = flags.replace("0", "") + "-", -width
        precision = None
        if self.at(".") and self.pos + 1 < len(self.template):
            self.pos += 1
            self.good_index = self.good_index and not after_index
            precision, after_index, complaint = self.precision()
            problem += complaint
        if not after_index:
            self.index()
        return problem + self.operand(flags, width, precision)

    def at(self, char: str) -> bool:
        return self.template.startswith(char, self.pos)

    def flags(self) -> str:
        start = self.pos
        while self.template[self.pos : self.pos + 1] in ("+", "-", "#", " ", "0"):
            self.pos += 1
        return self.template[start : self.pos]

    def index(self) -> bool:
        """``[n]``: the operand that comes next; whether there was such a number."""
        if not self.at("["):
            return False
        self.reordered = True
        end = self.template.find("]", self.pos)
        if end < 0:
            self.good_index = False
            self.pos += 1
            return False
        number = self.template[self.pos + 1 : end]
        self.pos = end + 1
        is_number = bool(number) and _DIGITS.issuperset(number) and len(number) <= 7
        if is_number and 1 <= int(number) <= len(self.args):
            self.used = int(number) - 1
        else:
            self.good_index = False
        return is_number

    def number(self, complaint: str) -> tuple[int | None, bool, str]:
        """A number in the format, or the operand that ``*`` asks for; whether it did, and what is wrong."""
        if self.at("*"):
            self.pos += 1
            number = self.star()
            return number, True, complaint if number is None else ""
        start = self.pos
        while self.template[self.pos : self.pos + 1] in _DIGITS:
            self.pos += 1
        text = self.template[start : self.pos]
        if len(text) > 1 and int(text[:-1]) > _TOO_LARGE:
            # Go gives up on the format here.
            self.pos = len(self.template)
            return None, False, ""
        return int(text) if text else None, False, ""

    def star(self) -> int | None:
        if self.used >= len(self.args):
            return None
        value = self.args[self.used]
        self.used += 1
        if not isinstance(value, int) or isinstance(value, bool) or abs(value) > _TOO_LARGE:
            return None
        return int(value)

    def precision(self) -> tuple[int | None, bool, str]:
        """What follows the point, whether an index stood last, and what is wrong."""
        after_index = self.index()
        precision, starred, complaint = self.number("%!(BADPREC)")
        if not starred:
            return precision or 0, after_index, ""
        if precision is not None and precision < 0:
            return None, False, "%!(BADPREC)"
        return precision, False, complaint

    def operand(self, flags: str, width: int | None, precision: int | None) -> str:
        if self.pos >= len(self.template):
            return "%!(NOVERB)"
        verb = self.template[self.pos]
        self.pos += 1
        if verb == "%":
            return "%"
        if not self.good_index:
            return f"%!{verb}(BADINDEX)"
        if self.used >= len(self.args):
            return f"%!{verb}(MISSING)"
        value = self.args[self.used]
        self.used += 1
        return formatted(Spec(flags, width, precision, verb), value)
