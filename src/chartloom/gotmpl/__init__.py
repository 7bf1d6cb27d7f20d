r"""Go's ``text/template`` language, compiled to Python.

>>> from chartloom.gotmpl import Template
>>> Template({"list": "{{ range .items }}- {{ . }}\n{{ end }}"}).execute("list", {"items": ["a", "b"]})
'- a\n- b\n'

The names below are loaded when they are used: who starts a program should not pay for what it does not need.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from chartloom.gotmpl.errors import EvalError, ExecError, FunctionError, ParseError, TemplateError
    from chartloom.gotmpl.functions import Catalogue
    from chartloom.gotmpl.template import Template

__all__ = [
    "Catalogue",
    "EvalError",
    "ExecError",
    "FunctionError",
    "ParseError",
    "Template",
    "TemplateError",
]

_HOMES = {"Template": "template", "Catalogue": "functions"}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = f"{__name__}.{_HOMES.get(name, 'errors')}"
    return getattr(__import__(home, fromlist=(name,)), name)
