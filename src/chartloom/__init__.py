"""Chartloom: one service inventory in, a fleet of Helm charts out, every manifest line traced.

Rendering a chart takes three lines:

    import chartloom
    chart = chartloom.load_chart("helm/shop")
    print(*(m.content for m in chartloom.render(chart, {"replicaCount": 3}).manifests), sep="---")

The names below are loaded when they are used: a command pays only for what it needs.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from chartloom.actions.explaining.causes import explain_error
    from chartloom.actions.explaining.explain import explain
    from chartloom.chart import Chart, load_chart
    from chartloom.diagnostics import ChartloomError, Diagnostic, Related, Severity, Span, Subject
    from chartloom.engine import Release, Rendered, capabilities, render
    from chartloom.engine.renderer import Renderer
    from chartloom.kube import Hook, Manifest

__all__ = [
    "Chart",
    "ChartloomError",
    "Diagnostic",
    "Hook",
    "Manifest",
    "Related",
    "Release",
    "Rendered",
    "Renderer",
    "Severity",
    "Span",
    "Subject",
    "__version__",
    "capabilities",
    "explain",
    "explain_error",
    "load_chart",
    "render",
]

__version__ = "0.1.0"

_HOMES = {
    "actions.explaining.causes": ("explain_error",),
    "actions.explaining.explain": ("explain",),
    "chart": ("Chart", "load_chart"),
    "diagnostics": ("ChartloomError", "Diagnostic", "Related", "Severity", "Span", "Subject"),
    "engine": ("Release", "Rendered", "capabilities", "render"),
    "engine.renderer": ("Renderer",),
    "kube": ("Hook", "Manifest"),
}


def __getattr__(name: str) -> object:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(__import__(f"{__name__}.{home}", fromlist=(name,)), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
