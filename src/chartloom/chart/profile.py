"""Which Helm is reproduced: all that its fourth and its third version do differently, as one record of plain data.

Whoever does a thing differently asks the record, and never for a version. What each difference means to a chart is
told, with an example, in docs/concepts/helm-versions.md.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["HELM_3", "HELM_4", "Profile", "profile_of"]


class Profile:
    """What a Helm does, of all that another one does differently; nothing changes it."""

    __slots__ = (
        "helm_version",
        "keeps_default_nulls",
        "lints_for_helm_2",
        "lints_strictly",
        "parts_crds",
        "reads_first_document",
        "sets_json_objects",
        "shares_inner_charts",
        "shows_structs",
        "trims_documents",
        "unknown_functions",
        "unranked_kinds",
    )

    helm_version: str
    """What ``.Capabilities.HelmVersion.Version`` says."""

    reads_first_document: bool
    """Whether only the first document of a values file counts; otherwise all do, later ones winning."""

    sets_json_objects: bool
    """Whether ``--set-json`` takes a whole JSON object without a key."""

    keeps_default_nulls: bool
    """Whether null in a chart's own defaults is a value, also to the charts inside it."""

    shares_inner_charts: bool
    """Whether the copies of a chart under several aliases share the charts inside it, and what their aliases are."""

    shows_structs: bool
    """Whether ``.Chart`` is a struct and the types in the dot are Helm 3's; otherwise ``.Chart`` is a map."""

    unknown_functions: frozenset[str]
    """Functions of the other Helm that this one does not know."""

    trims_documents: bool
    """Whether documents lose the blanks at their ends as well as those before them."""

    unranked_kinds: frozenset[str]
    """Kinds that the other Helm gives a place in the order of installation, and this one does not."""

    parts_crds: bool
    """Whether ``show`` writes ``---`` before each CRD; otherwise before the first, and by ``show all`` only."""

    lints_strictly: bool
    """Whether ``lint`` wants a strict Chart.yaml, a templates folder, proper CRDs, and YAML in ``.yml`` files."""

    lints_for_helm_2: bool
    """Whether ``lint`` finds what was right in Helm 2, and holds values.yaml against its schema in any case."""

    def __init__(self, **fields: Any) -> None:
        for name in self.__slots__:
            object.__setattr__(self, name, fields[name])

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a profile does not change: {name}")


HELM_4 = Profile(
    helm_version="v4.3.0",
    reads_first_document=False,
    sets_json_objects=True,
    keeps_default_nulls=False,
    shares_inner_charts=False,
    shows_structs=False,
    unknown_functions=frozenset(),
    trims_documents=False,
    unranked_kinds=frozenset(),
    parts_crds=True,
    lints_strictly=True,
    lints_for_helm_2=False,
)
"""Helm 4.3.0, which is reproduced unless another is wanted."""

_DURATIONS = (
    "Days", "Hours", "Microseconds", "Milliseconds", "Minutes", "Nanoseconds", "RoundTo", "Seconds",
    "TruncateTo", "Weeks",
)  # fmt: skip

HELM_3 = Profile(
    helm_version="v3.22.0",
    reads_first_document=True,
    sets_json_objects=False,
    keeps_default_nulls=True,
    shares_inner_charts=True,
    shows_structs=True,
    unknown_functions=frozenset(
        ("mustToDuration", "mustToToml", "mustToYaml", *(f"duration{name}" for name in _DURATIONS))
    ),
    trims_documents=True,
    unranked_kinds=frozenset(("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration")),
    parts_crds=False,
    lints_strictly=False,
    lints_for_helm_2=True,
)
"""Helm 3.22.0."""

_PROFILES = {3: HELM_3, 4: HELM_4}


def profile_of(helm_version: int) -> Profile:
    """The profile of a Helm by its first number. Raises ValueError for one that is not reproduced."""
    if helm_version not in _PROFILES:
        raise ValueError(f"Helm {helm_version} is not reproduced: helm_version is 3 or 4")
    return _PROFILES[helm_version]
