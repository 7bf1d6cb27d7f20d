"""Charts: loading them, resolving their dependencies, and merging their values."""

from chartloom.chart.load import load_chart, read_values
from chartloom.chart.model import Chart, ChartFile, Dependency, Metadata
from chartloom.chart.resolve import Instance, resolve

__all__ = ["Chart", "ChartFile", "Dependency", "Instance", "Metadata", "load_chart", "read_values", "resolve"]
