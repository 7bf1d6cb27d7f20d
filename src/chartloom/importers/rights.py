"""What the account of a service may do: Roles and their bindings in the words of an inventory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.importers.document import listed, mapping
from chartloom.matrix.rights import VERBS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chartloom.importers.document import Record
    from chartloom.importers.draft import DraftService
    from chartloom.importers.objects import Objects, Resource

__all__ = ["read_rights"]


def read_rights(draft: DraftService, workload: Resource, objects: Objects) -> None:
    """``rbac`` of the draft: the rules of the Roles that are bound to the account of the pods.

    A Role that has rules without a word, or that several services share, is left for the report.
    """
    account = workload.pod_spec.get("serviceAccountName")
    rights: list[Record] = []
    for role, binding in _bound(account, objects):
        rules = [_right(mapping(rule)) for rule in listed(role.record.get("rules"))]
        if all(rules):
            rights += [rule for rule in rules if rule]
            objects.used.update({(role.kind, role.name), (binding.kind, binding.name)})
    if rights:
        draft.said["rbac"] = rights


def _bound(account: object, objects: Objects) -> Iterator[tuple[Resource, Resource]]:
    roles = {role.name: role for role in objects.of("Role")}
    for binding in objects.of("RoleBinding"):
        subjects = [mapping(subject) for subject in listed(binding.record.get("subjects"))]
        role = roles.get(str(mapping(binding.record.get("roleRef")).get("name")))
        if role and account and [s.get("name") for s in subjects] == [account]:
            yield role, binding


def _right(rule: Record) -> Record | None:
    """One rule, or None for one about addresses, or with a verb that has no word."""
    verbs = [str(verb) for verb in listed(rule.get("verbs"))]
    resources = [str(resource) for resource in listed(rule.get("resources"))]
    groups = [str(group) for group in listed(rule.get("apiGroups"))]
    names = [str(name) for name in listed(rule.get("resourceNames"))]
    if "*" in verbs:
        verbs = list(VERBS)
    by_name = names and {"create", "deletecollection"} & set(verbs)
    if not resources or not verbs or not set(verbs) <= set(VERBS) or by_name or "nonResourceURLs" in rule:
        return None
    found: Record = {"resources": resources, "verbs": verbs}
    if names:
        found["names"] = names
    return {**found, "groups": groups} if groups not in ([], [""]) else found
