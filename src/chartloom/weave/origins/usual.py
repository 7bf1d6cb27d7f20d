"""What is usual: by the technology of a service, by the profile of an environment, by names, tiers and namespaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.weave.origins.asked import SAID, Asked, Found
from chartloom.weave.presence import switched_off

if TYPE_CHECKING:
    from collections.abc import Callable

    from chartloom.matrix.places import Path

__all__ = ["USUAL", "namespace", "technology_paths", "usual"]


_TELLING = ("image", "name", "port", "type", "tier")


def technology_paths(asked: Asked) -> tuple[Path, ...]:
    """What tells the technology first, then all that could have told another one."""
    found = asked.said.recognised(asked.service)
    if found.key == "language":
        return (asked.own("language"),)
    if found.key or found.reason:
        telling = asked.own(found.key or "name")
    else:
        telling = ("defaults", "language")
    return (telling, *(asked.own(key) for key in _TELLING))


def _technology(asked: Asked) -> Found:
    return Found(asked.said.recognised(asked.service).reason or SAID, technology_paths(asked))


def usual(asked: Asked) -> Found:
    """What a service gets from its technology."""
    return Found(f"usual for {asked.model.technology.title}", technology_paths(asked))


def _profile(asked: Asked) -> Found | None:
    environment = asked.environment
    if environment is None:
        return None
    like = asked.environment_path("like")
    told = (like,) if asked.said.at(like) else ()
    named = asked.said.at(asked.environment_path())
    # An environment that the inventory does not list says nothing; what a person would add belongs to the service.
    below = () if named or not asked.service else (asked.own("name"),)
    paths = (*told, asked.environment_path(), *below)
    return Found(f"usual for an environment like {environment.profile}", paths)


def _before_prod(asked: Asked) -> Found | None:
    return _profile(asked) if asked.environment and asked.environment.profile != "prod" else None


def _environment(asked: Asked) -> Found | None:
    return Found("the name of the environment", (asked.environment_path(),)) if asked.environment else None


def _environments(asked: Asked) -> Found:
    return Found(
        "the environments", tuple(("environments", step) for step in asked.said.environments.values())
    )


def _fleet(asked: Asked) -> Found:
    own = asked.said.at(("name",))
    return Found("the name of the fleet" if own else "the name of its folder", (("name",),))


def _domain(asked: Asked) -> Found | None:
    """The domain of an environment: its own, or that of the fleet, which may be by its name."""
    if asked.environment is None:
        return None
    own = asked.environment_path("domain")
    if asked.said.at(own):
        return Found(SAID, (own,))
    profile = _profile(asked)
    below = profile.paths if profile else ()
    if asked.said.at(("domain",)):
        return Found("from the domain of the fleet", (("domain",), *below))
    return Found("by the name of the fleet", (("name",), *below))


def _name(asked: Asked) -> Found:
    return Found("by its name", (asked.own("name"),))


def _bare_domain(asked: Asked) -> Found | None:
    """A host that is the domain itself: who looks for its text, looks for the domain's."""
    head, index = asked.own("host"), asked.steps["n"]
    path = (*head, index) if isinstance(asked.said.value(head), list) else head
    found = _domain(asked)
    if found is None or asked.said.value(path) != "@":
        return None
    return Found('the domain, as its host is "@"', (*found.paths, path))


def _host(asked: Asked) -> Found:
    return Found("by its name and the domain", (asked.own("name"),))


def _one(asked: Asked) -> Found:
    return Found("one, where no environment has more", (asked.own("name"),))


def _off(asked: Asked) -> Found:
    return Found("off, where no environment switches it on", technology_paths(asked))


def _image(asked: Asked) -> Found | None:
    return usual(asked) if asked.model.technology.image else None


def _names(asked: Asked) -> Found:
    return Found("by the names of fleet and service", (asked.own("name"), ("name",)))


def _prefix(asked: Asked) -> Found | None:
    at = ("image_prefix",)
    paths = (at, asked.own("name"))
    return Found("the fleet's prefix, and the name of the service", paths) if asked.said.at(at) else None


def _log_level(asked: Asked) -> Found | None:
    return (
        Found("usual for every service", (asked.own("name"),)) if asked.step("name") == "LOG_LEVEL" else None
    )


def _tier(asked: Asked) -> Found:
    own = asked.own("tier")
    return Found(SAID, (own,)) if asked.said.at(own) else usual(asked)


def _of_tier(asked: Asked) -> Found | None:
    """The services of a tier: while there is one, the tier has its switch."""
    found = tuple(
        path
        for service in asked.fleet.inventory.services
        if service.tier == asked.step("tier")
        for path in _tier(asked.about(service.name)).paths
    )
    return Found("a tier of services", found) if found else None


def namespace(asked: Asked) -> Found:
    """The namespace of a service: its own, or that of its tier."""
    own, by_tier = asked.own("namespace"), ("namespaces", asked.model.tier)
    paths = (own,) if asked.said.at(own) else (by_tier, *_tier(asked).paths)
    return Found(SAID, paths)


def _present(asked: Asked) -> Found | None:
    """Those that are switched off in the environment: where all take part, none is listed."""
    assert asked.environment is not None
    off = switched_off(asked.fleet.inventory, asked.environment)
    service = asked.step("service")
    tiers = (path for name in (service, *off) for path in _tier(asked.about(name)).paths)
    own = asked.said.raw(service, asked.environment.name, "enabled")
    paths = (*([own] if own else []), *off.values(), *tiers)
    return Found("some are switched off", paths) if off else None


def _item(key: str, step: str) -> Callable[[Asked], Found | None]:
    """The item of a list of the service that a step of the value's path stands for."""

    def find(asked: Asked) -> Found | None:
        listed = asked.said.value(asked.own(key)) if asked.service else None
        name = asked.step(step)
        at = listed.index(name) if isinstance(listed, list) and name in listed else None
        return None if at is None else Found(SAID, (asked.own(key, at),))

    return find


USUAL: dict[str, Callable[[Asked], Found | None]] = {
    "~bare_domain": _bare_domain,
    "~before_prod": _before_prod,
    "~domain": _domain,
    "~environment": _environment,
    "~environments": _environments,
    "~feature": _item("features", "flag"),
    "~fleet": _fleet,
    "~group": _item("shared_config", "group"),
    "~host": _host,
    "~image": _image,
    "~log_level": _log_level,
    "~name": _name,
    "~names": _names,
    "~namespace": namespace,
    "~of_tier": _of_tier,
    "~off": _off,
    "~one": _one,
    "~prefix": _prefix,
    "~present": _present,
    "~profile": _profile,
    "~technology": _technology,
    "~usual": usual,
}
