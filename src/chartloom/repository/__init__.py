"""Where charts are published: HTTP repositories with an ``index.yaml``, and OCI registries.

Everything that comes over the network is bounded in time and size, and held against its digest.
"""

from chartloom.repository.access import Access
from chartloom.repository.errors import RepositoryError
from chartloom.repository.index import IndexEntry, chart_url, read_index
from chartloom.repository.registry import Registry
from chartloom.repository.transport import Transport

__all__ = [
    "Access",
    "IndexEntry",
    "Registry",
    "RepositoryError",
    "Transport",
    "chart_url",
    "read_index",
]
