"""Chartloom: one service inventory in, a fleet of Helm charts out, every manifest line traced."""

__all__ = ["__version__"]

__version__ = "0.1.0"
