"""The objects that became no part of the inventory, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.importers.document import mapping
from chartloom.importers.report import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chartloom.importers.objects import Objects, Resource
    from chartloom.importers.report import Remark

__all__ = ["remarks_about_rest"]

# They are in the inventory, or are woven for each service.
_DEALT_WITH = (
    "CronJob",
    "Deployment",
    "HTTPRoute",
    "HorizontalPodAutoscaler",
    "Ingress",
    "Job",
    "Namespace",
    "NetworkPolicy",
    "PodDisruptionBudget",
    "Service",
    "StatefulSet",
)
_RIGHTS = "it is not bound to the account of one service, or has rules without a word: give them under rbac:"
_RIGHTS_EVERYWHERE = "a service has rights in its own namespace: give those that it needs under rbac:"
_WATCHED = "it watches no service that was imported: say metrics: where it belongs"
_WHY = {
    "DaemonSet": "a pod on each node is no service; install it as a chart of its own, under charts:",
    "Pod": "a pod without a workload is not kept alive; make it a Deployment first",
    "ReplicaSet": "a Deployment keeps it; import that",
    "ConfigMap": "no service that was imported reads it",
    "PersistentVolumeClaim": "it is made beside the charts, and mounted under values: extraVolumes",
    "Role": _RIGHTS,
    "RoleBinding": _RIGHTS,
    "ClusterRole": _RIGHTS_EVERYWHERE,
    "ClusterRoleBinding": _RIGHTS_EVERYWHERE,
    "ServiceMonitor": _WATCHED,
    "PodMonitor": _WATCHED,
    "PrometheusRule": "no service with metrics is called like it: say alerts: true where it belongs",
    "ExternalSecret": "say where secrets are kept, for all of them: secret_store: NAME",
    "SealedSecret": "give what kubeseal has encrypted under sealed_secrets: of the service that reads it",
}
_OF_TOOLS = ("meta.helm.sh/", "helm.sh/", "kubectl.", "argocd.argoproj.io/")
_OTHER = "an inventory has no word for it; keep it in a chart of its own, under charts:"


def remarks_about_rest(objects: Objects) -> Iterator[Remark]:
    """A remark for each object that is left, in the order of the source."""
    for resource in objects.all:
        if (resource.kind, resource.name) in objects.used or _is_test(resource):
            continue
        if resource.kind == "Secret":
            keys = ", ".join(
                (*mapping(resource.record.get("data")), *mapping(resource.record.get("stringData")))
            )
            why = f"make the Secret {resource.name} with the keys {keys}; their values were not copied"
            yield resource.remark(Kind.TO_DO, why)
        elif resource.kind == "ServiceAccount":
            yield from _account(resource)
        elif resource.kind == "Service":
            yield from _service(resource)
        elif resource.kind not in _DEALT_WITH:
            yield resource.remark(Kind.LEFT_OUT, _WHY.get(resource.kind, _OTHER))


def _is_test(resource: Resource) -> bool:
    return "test" in str(resource.annotations.get("helm.sh/hook", "")).split(",")


def _account(resource: Resource) -> Iterator[Remark]:
    own = [key for key in resource.annotations if not key.startswith(_OF_TOOLS)]
    if own:
        why = f"give {', '.join(own)} under values: serviceAccount: annotations"
        yield resource.remark(Kind.LEFT_OUT, why)


def _service(resource: Resource) -> Iterator[Remark]:
    if resource.spec.get("type") == "NodePort":
        why = f"it is of the type {resource.spec['type']}; say so under values: service, or expose it: exposed: true"
        yield resource.remark(Kind.CHANGED, why)
    if not resource.spec.get("selector"):
        yield resource.remark(Kind.LEFT_OUT, "it leads to no pods of the manifests")
