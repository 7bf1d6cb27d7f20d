"""Helm's rendering: a chart and values in, manifests out."""

from chartloom.engine.capabilities import capabilities
from chartloom.engine.render import Release, Rendered, render

__all__ = ["Release", "Rendered", "capabilities", "render"]
