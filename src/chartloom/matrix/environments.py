"""The environments of a fleet, and whose defaults each of them takes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from chartloom.matrix.exposure import Exposure, read_exposure
from chartloom.matrix.model import Environment
from chartloom.matrix.namespaces import read_namespaces
from chartloom.matrix.shared import read_store

if TYPE_CHECKING:
    from chartloom.matrix.model import Profile
    from chartloom.matrix.shared import SecretStore

__all__ = ["environment_names", "read_environments"]

_LONGEST_NAMESPACE = 63
_USUAL: tuple[str, ...] = ("dev", "staging", "prod")
_PROFILES: dict[str, Profile] = {
    "dev": "dev",
    "development": "dev",
    "local": "dev",
    "test": "dev",
    "prod": "prod",
    "production": "prod",
    "live": "prod",
}


def environment_names(inventory: object) -> tuple[str, ...]:
    """The names of the environments of an inventory that may still be wrong."""
    value = inventory.get("environments") if isinstance(inventory, dict) else None
    if not isinstance(value, list | dict):
        return _USUAL
    return tuple(name for name in value if isinstance(name, str))


def read_environments(inventory: dict[str, object], fleet: str, domain: str) -> tuple[Environment, ...]:
    """The environments of a valid inventory; each has a domain of its own under that of the fleet."""
    value = inventory.get("environments", list(_USUAL))
    said = cast("dict[str, dict[str, object]]", value if isinstance(value, dict) else {})
    store = read_store(inventory.get("secret_store"), fleet)
    exposure = read_exposure(inventory.get("exposure"), Exposure())
    found = (
        _environment(name, said.get(name, {}), _namespace(inventory, fleet, name), domain, exposure)
        for name in environment_names(inventory)
    )
    usual_class = str(inventory.get("storage_class", ""))
    return tuple(
        replace(
            one,
            secret_store=_store(one, said.get(one.name, {}), store, fleet),
            storage_class=one.storage_class or usual_class,
        )
        for one in found
    )


def _environment(
    name: str, said: dict[str, object], namespace: str, domain: str, exposure: Exposure
) -> Environment:
    profile = cast("Profile", said.get("like", _PROFILES.get(name, "staging")))
    own = domain if profile == "prod" and name in _PROFILES else f"{name}.{domain}"
    return Environment(
        name=name,
        profile=profile,
        domain=str(said.get("domain", own)),
        namespace=str(said.get("namespace", namespace)),
        values=cast("dict[str, object]", said.get("values", {})),
        exposure=read_exposure(said.get("exposure"), exposure),
        storage_class=str(said.get("storage_class", "")),
    )


def _store(
    environment: Environment, said: dict[str, object], usual: SecretStore | None, fleet: str
) -> SecretStore | None:
    """The fleet's store where Secrets last, unless the environment names its own or wants none."""
    match said.get("secret_store", environment.profile != "dev"):
        case str() as name:
            return replace(usual, name=name) if usual else read_store(name, fleet)
        case wanted:
            return usual if wanted else None


def _namespace(inventory: dict[str, object], fleet: str, environment: str) -> str:
    """Helm asks for a namespace each time; what is deployed from Git must name it once and for all."""
    own = f"{fleet}-{environment}" if "gitops" in inventory else fleet
    return read_namespaces(inventory).name or own[:_LONGEST_NAMESPACE].rstrip("-")
