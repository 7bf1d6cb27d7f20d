"""Where charts are published: HTTP repositories with an ``index.yaml``, and OCI registries.

Everything that comes over the network is bounded in time and size, and held against its digest.
"""

from chartloom.repository.access import Access
from chartloom.repository.credentials import registry_credentials
from chartloom.repository.errors import RepositoryError
from chartloom.repository.index import IndexEntry, chart_url, read_index
from chartloom.repository.known import KnownRepository, Places, helm_places, known_repositories
from chartloom.repository.registry import Registry
from chartloom.repository.transport import Transport, is_address, without_secrets

__all__ = [
    "Access",
    "IndexEntry",
    "KnownRepository",
    "Places",
    "Registry",
    "RepositoryError",
    "Transport",
    "chart_url",
    "helm_places",
    "is_address",
    "known_repositories",
    "read_index",
    "registry_credentials",
    "without_secrets",
]
