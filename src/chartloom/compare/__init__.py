"""What two sets of manifests mean differently: manifests in, frozen records and words out."""

from chartloom.compare.change import Change, Place
from chartloom.compare.differences import Comparison, compare_manifests

__all__ = ["Change", "Comparison", "Place", "compare_manifests"]
