"""What users may import in their own tests.

>>> from chartloom.testing import sample_inventory
>>> sample_inventory(3).count("- name:")
3
"""

from chartloom.testing.fleets import sample_inventory

__all__ = ["sample_inventory"]
