"""What is watched of a service: annotations, monitors, rules, dashboards and tests in the words of an inventory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.importers.document import listed, mapping
from chartloom.importers.objects import is_selected
from chartloom.importers.report import Kind
from chartloom.importers.traffic import container_ports
from chartloom.matrix.monitoring import known_metrics
from chartloom.matrix.technologies import TECHNOLOGIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from chartloom.importers.document import Record
    from chartloom.importers.draft import DraftService
    from chartloom.importers.objects import Objects, Resource
    from chartloom.importers.report import Remark

__all__ = ["common_prometheus", "read_watching"]

_MONITORS = {"ServiceMonitor": "endpoints", "PodMonitor": "podMetricsEndpoints"}
# What every chart writes on its objects, and no Prometheus selects by.
_USUAL_LABELS = ("app", "chart", "heritage", "component", "name", "instance")


def read_watching(
    drafts: Sequence[DraftService],
    owners: Mapping[str, Resource],
    services: Mapping[str, Sequence[Resource]],
    objects: Objects,
    remarks: list[Remark],
) -> None:
    """Metrics, alerts, a dashboard and tests of each service; ``services`` are those of Kubernetes, by ours."""
    for draft in drafts:
        metrics = _metrics(owners[draft.name], services[draft.name], objects)
        if metrics is not None:
            draft.said["metrics"] = _short(metrics, draft)
            remarks.extend(_alerts(draft, objects))
            remarks.extend(_dashboard(draft, objects))
        if any(_belongs(test, draft) for test in objects.of("Pod") if _is_test(test)):
            draft.said["tests"] = True


def _is_test(pod: Resource) -> bool:
    return "test" in str(pod.annotations.get("helm.sh/hook", "")).split(",")


def _belongs(resource: Resource, draft: DraftService) -> bool:
    """Whether an object is made for a service, as its labels say or its name."""
    labels = [resource.labels.get(key) for key in ("chartloom.dev/service", "app.kubernetes.io/name", "app")]
    said = next((label for label in labels if label), None)
    by_name = resource.name == draft.name or resource.name.startswith(f"{draft.name}-")
    return said in (draft.name, draft.source) if said else by_name


def _metrics(workload: Resource, services: Sequence[Resource], objects: Objects) -> Record | None:
    """Path, port and interval; None where nobody reads any."""
    for monitor in objects.of(*_MONITORS):
        endpoint = mapping(next(iter(listed(monitor.spec.get(_MONITORS[monitor.kind]))), {}))
        watched = [service.labels for service in services] if monitor.kind == "ServiceMonitor" else []
        selector = mapping(monitor.spec.get("selector"))
        if any(is_selected(labels, selector) for labels in (watched or [workload.pod_labels])):
            objects.used.add((monitor.kind, monitor.name))
            return _endpoint(endpoint, _ports(workload, services))
    for resource in (workload, *services):
        pod = mapping(mapping(resource.pod.get("metadata")).get("annotations"))
        annotations = pod if resource is workload else resource.annotations
        if annotations.get("prometheus.io/scrape") == "true":
            return _annotated(annotations)
    return None


def _ports(workload: Resource, services: Sequence[Resource]) -> dict[str, int]:
    found: dict[str, int] = {}
    for container in map(mapping, listed(workload.pod_spec.get("containers"))):
        found.update(container_ports(container))
    for service in services:
        for port in map(mapping, listed(service.spec.get("ports"))):
            target, name = port.get("targetPort", port.get("port")), str(port.get("name"))
            number = int(target) if isinstance(target, float) else found.get(str(target), 0)
            found.setdefault(name, number)
    return found


def _endpoint(endpoint: Record, ports: Mapping[str, int]) -> Record:
    target = endpoint.get("targetPort", endpoint.get("port"))
    port = int(target) if isinstance(target, float) else ports.get(str(target), 0)
    interval = endpoint.get("interval", "30s")
    return {"path": endpoint.get("path", "/metrics"), "port": port, "interval": interval}


def _annotated(annotations: Record) -> Record:
    port = str(annotations.get("prometheus.io/port", ""))
    path = annotations.get("prometheus.io/path", "/metrics")
    return {"path": path, "port": int(port) if port.isdigit() else 0, "interval": "30s"}


def _short(found: Record, draft: DraftService) -> object:
    """``true`` where all is as the technology has it."""
    known = known_metrics(TECHNOLOGIES[draft.language])
    main = (draft.said.get("port"), mapping(draft.values.get("service")).get("targetPort"), 0)
    usual: Record = {"path": known.path if known else "/metrics", "interval": "30s"}
    said = {key: value for key, value in found.items() if key != "port" and value != usual[key]}
    if found["port"] not in (known.port if known else None, *main):
        said["port"] = found["port"]
    return said or (True if known else {"path": usual["path"]})


def _alerts(draft: DraftService, objects: Objects) -> Iterator[Remark]:
    for rule in objects.of("PrometheusRule"):
        if _belongs(rule, draft):
            objects.used.add((rule.kind, rule.name))
            draft.said["alerts"] = True
            why = "alerts: true stands for it: service down, errors and latency, with the usual limits"
            yield rule.remark(Kind.CHANGED, why, service=draft.source)


def _dashboard(draft: DraftService, objects: Objects) -> Iterator[Remark]:
    for config in objects.of("ConfigMap"):
        if "grafana_dashboard" in config.labels and _belongs(config, draft):
            objects.used.add((config.kind, config.name))
            draft.said["dashboard"] = True
            why = "dashboard: true stands for it: request rate, latency and errors"
            yield config.remark(Kind.CHANGED, why, key="dashboard", service=draft.source)


def common_prometheus(objects: Objects) -> Record:
    """What the fleet says of its Prometheus: that an operator runs, and by which labels it selects monitors."""
    monitors = objects.of(*_MONITORS)
    if not monitors:
        return {}
    first, *others = [{**monitor.labels} for monitor in monitors]
    common = {
        key: value
        for key, value in first.items()
        if all(other.get(key) == value for other in others)
        and key not in _USUAL_LABELS
        and not key.startswith(("app.kubernetes.io/", "helm.sh/", "chartloom.dev/"))
    }
    return {"operator": True, **({"labels": common} if common else {})}
