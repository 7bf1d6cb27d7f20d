"""The one currency: a rendered object, as text, with what every consumer asks first."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Hook", "Manifest"]


class Hook:
    """When a hook runs: its events, its weight (lower runs first) and when it is deleted."""

    __slots__ = ("delete_policies", "events", "weight")

    def __init__(self, events: Sequence[str], weight: int = 0, delete_policies: Sequence[str] = ()) -> None:
        self.events = tuple(events)
        self.weight = weight
        self.delete_policies = tuple(delete_policies)

    @property
    def is_test(self) -> bool:
        """Whether ``helm test`` runs it."""
        return "test" in self.events


class Manifest:
    """A rendered object.

    ``source`` is the template that printed it, as Helm names it (``shop/charts/cart/templates/service.yaml``);
    ``content`` its YAML, byte for byte as rendered; ``hook`` is None for an object that belongs to the release.
    """

    __slots__ = ("api_version", "content", "hook", "kind", "name", "source")

    def __init__(
        self, source: str, content: str, api_version: str, kind: str, name: str, hook: Hook | None = None
    ) -> None:
        self.source = source
        self.content = content
        self.api_version = api_version
        self.kind = kind
        self.name = name
        self.hook = hook

    def __repr__(self) -> str:
        return f"Manifest({self.kind}/{self.name} from {self.source})"
