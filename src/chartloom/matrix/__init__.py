"""The service inventory: its keys, its rules, and the fleet that it describes."""

from chartloom.matrix.load import FILE_NAME, load_inventory, parse_inventory
from chartloom.matrix.model import Edge, Environment, External, Inventory, Service

__all__ = [
    "FILE_NAME",
    "Edge",
    "Environment",
    "External",
    "Inventory",
    "Service",
    "load_inventory",
    "parse_inventory",
]
