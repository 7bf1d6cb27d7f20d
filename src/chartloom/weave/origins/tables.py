"""What is behind each woven value: a rule for every path, as plain data.

A path is written with dots; ``{name}`` stands for any step and gives it a name, ``**`` for any number of them. Behind
it stand the keys of the inventory, the first that is said wins:

- ``port`` is a key of the service, or of the fleet's ``defaults:``
- ``{callee}:port`` is one of another service, whose name is in the path
- ``/domain`` is a key of the inventory, ``@domain`` one of the environment
- ``~usual`` and the like are words, each a function in ``words``

After ``+`` stand those that have a say as well: in whether the value is there, or in a part of it. A third column says
why, where the value is not just what the key says.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["ENVIRONMENT", "ENVIRONMENT_GLOBALS", "FLEET", "GLOBALS", "SERVICE", "STORE_CHART", "Rule"]


class Rule(NamedTuple):
    """The keys behind a value; ``reason`` takes the place of "said"."""

    path: str
    keys: str
    reason: str = ""


# What the probes ask, and when, each with the key of the inventory.
_ALSO = " + ~usual ~asking health.{kind} health port"
_PROBES = (
    Rule("probes.{kind}.httpGet.path", "~check_http | ~usual" + _ALSO),
    Rule("probes.{kind}.httpGet.port", "~check_port | ~usual" + _ALSO),
    Rule("probes.{kind}.exec.command.{n}", "~check_exec | ~usual" + _ALSO),
    Rule("probes.{kind}.tcpSocket.port", "~check_tcp | ~usual" + _ALSO),
    Rule("probes.{kind}.grpc.port", "~check_grpc | ~usual" + _ALSO),
    Rule("probes.{kind}.initialDelaySeconds", "~timing_delay | ~usual" + _ALSO),
    Rule("probes.{kind}.periodSeconds", "~timing_every | ~usual" + _ALSO),
    Rule("probes.{kind}.timeoutSeconds", "~timing_timeout | ~usual" + _ALSO),
    Rule("probes.{kind}.failureThreshold", "~timing_failures | ~usual" + _ALSO),
    Rule("probes.{kind}.**", "~usual" + _ALSO),
)


def _steps(values: str, keys: str) -> tuple[Rule, ...]:
    """How fast pods come, or go."""
    return (
        Rule(f"autoscaling.behavior.{values}.stabilizationWindowSeconds", f"{keys}.wait"),
        Rule(f"autoscaling.behavior.{values}.policies.0.value", f"{keys}.percent | {keys}.pods"),
        Rule(f"autoscaling.behavior.{values}.policies.1.value", f"{keys}.pods"),
        Rule(
            f"autoscaling.behavior.{values}.policies.{{n}}.periodSeconds",
            f"{keys}.every | ~a_minute + {keys}.percent {keys}.pods",
        ),
        Rule(
            f"autoscaling.behavior.{values}.policies.{{n}}.type",
            f"{keys} + {keys}.percent {keys}.pods",
            "percent or pods, as it says",
        ),
    )


# Containers beside that of the service; ``#n`` is the key at the place n of a map.
_SIDECARS = (
    Rule("sidecars.{i}.name", "sidecars.#i"),
    Rule("sidecars.{i}.image", "sidecars.#i.image"),
    Rule("sidecars.{i}.command.{n}", "sidecars.#i.command.{n} | sidecars.#i.command"),
    Rule("sidecars.{i}.args.{n}", "sidecars.#i.args.{n}"),
    Rule("sidecars.{i}.env.{n}.name", "~sidecar_variable", "the name of the variable"),
    Rule("sidecars.{i}.env.{n}.value", "~sidecar_variable"),
    Rule("sidecars.{i}.env.{n}.valueFrom.secretKeyRef.name", "~sidecar_secret"),
    Rule("sidecars.{i}.env.{n}.valueFrom.secretKeyRef.{key}", "~sidecar_secret_key | ~sidecar_variable"),
    Rule("sidecars.{i}.resources.{group}.{what}", "sidecars.#i.resources.{group}.{what} | ~sidecar"),
    Rule("sidecars.{i}.volumeMounts.{n}.{key}", "~mount + type ~usual ~all_scratch"),
)

# Of values.yaml of a service's chart.
SERVICE = (
    Rule("partOf", "~fleet"),
    Rule("tier", "tier | ~usual"),
    Rule("technology", "~technology"),
    Rule("workload", "type | ~usual"),
    Rule("replicaCount", "~one"),
    Rule("image.registry", "/registry + image ~usual"),
    Rule("image.repository", "image | ~image | ~prefix | ~names + ~usual"),
    Rule("service.enabled", "port + extra_ports extra_ports.0 metrics", "it listens on no port"),
    Rule("service.port", "port | ~usual"),
    Rule("service.portName", "~usual"),
    Rule("service.aliases.{n}", "~alias"),
    Rule("extraPorts.{n}.name", "extra_ports.{n}.name | ~usual"),
    Rule("extraPorts.{n}.port", "extra_ports.{n}.port | ~usual"),
    Rule("dependsOn.{callee}.port", "{callee}:port | {callee}:~usual + ~call"),
    Rule("dependsOn.{callee}.optional", "~call"),
    Rule("dependsOn.{callee}.env.{name}", "connections.{callee}.{name} | ~elsewhere + ~call"),
    Rule("dependsOn.{callee}.database", "{callee}:database + ~call {callee}:~usual"),
    Rule("dependsOn.{callee}.username", "{callee}:user | {callee}:~usual + ~call {callee}:auth.username"),
    Rule("dependsOn.{callee}.secret", "{callee}:auth.secret | {callee}:~secret_name + ~call {callee}:~usual"),
    Rule(
        "dependsOn.{callee}.keys.{key}",
        "{callee}:auth.{key} | {callee}:~usual + ~call {callee}:user {callee}:auth {callee}:~usual",
    ),
    Rule("callers.{n}", "~caller"),
    Rule("env.{name}", "~variable | ~store_variable | ~log_level | ~usual + ~usual"),
    Rule("secretEnv.{name}.secret", "secrets.{name}.secret | auth.secret | ~secret_name + ~usual user"),
    Rule(
        "secretEnv.{name}.key",
        "secrets.{name}.key | ~variable_name | ~login_key | ~usual + auth user ~usual",
    ),
    Rule("secretEnv.{name}.optional", "secrets.{name}.optional | ~usual + user auth"),
    Rule("command.{n}", "command.{n} | command | ~usual + auth"),
    Rule("args.{n}", "args.{n}"),
    Rule("probes.{kind}.enabled", "health.{kind} | health"),
    *_PROBES,
    Rule("resources.{group}.{what}", "resources.{group}.{what} | ~usual"),
    Rule("podSecurityContext.{key}", "~usual"),
    Rule("writablePaths.{n}", "~writable | ~usual + type ~usual ~all_writable ~all_scratch"),
    Rule("volumes.{volume}.mountPath", "~scratch", "the name of the folder"),
    Rule("configFiles.{file}", "files.{file}"),
    *_SIDECARS,
    Rule("autoscaling.targetCPUUtilizationPercentage", "scale.cpu"),
    Rule("autoscaling.targetMemoryUtilizationPercentage", "scale.memory"),
    *_steps("scaleUp", "scale.up"),
    *_steps("scaleDown", "scale.down"),
    Rule("scheduling.spotLabel.key", "spot.label"),
    Rule("scheduling.spotLabel.value", "spot.value"),
    Rule("persistence.enabled", "~off + type"),
    Rule("persistence.size", "storage | ~usual + ~usual type"),
    Rule("persistence.mountPath", "~usual + type"),
    Rule("sharedConfig.{n}", "shared_config.{n}"),
    Rule("featureFlags.{flag}", "/features.{flag} + ~feature"),
    Rule("serviceUrls.enabled", "service_urls"),
    Rule("externalSecret.secrets.{secret}.{key}.**", "~made_secret + ~store ~fleet ~environments"),
    Rule("dependencyCheck.enabled", "dependency_check", "there is one"),
    Rule("dependencyCheck.command.{n}", "dependency_check.{n} | dependency_check"),
    Rule("{task}.command.{n}", "{task}.command.{n} | {task}.command | {task}.{n} | {task}"),
    Rule("{task}.mode", "{task}.as"),
    Rule("jobs.{name}.command.{n}", "jobs.{name}.command.{n} | jobs.{name}.command"),
    Rule("jobs.{name}.hook.events.{n}", "jobs.{name}.hook.{n} | jobs.{name}.hook + jobs.{name}"),
    Rule("cronJobs.{name}.schedule", "jobs.{name}.schedule"),
    Rule(
        "cronJobs.{name}.command.{n}",
        "jobs.{name}.command.{n} | jobs.{name}.command + jobs.{name}.schedule",
    ),
    Rule("networkPolicy.routed", "~routed"),
    Rule("httpRoute.grantTo.{n}", "~routed"),
    Rule("networkPolicy.extraEgress.{i}.ports.{n}.port", "egress.{i}.ports.{n}"),
    Rule("networkPolicy.extraEgress.{i}.ports.{n}.protocol", "egress.{i} + egress.{i}.ports.{n}"),
    Rule("networkPolicy.extraEgress.{i}.to.**", "egress.{i}.cidr | egress.{i}.namespace"),
    Rule("networkPolicy.monitoring.namespace", "/prometheus.namespace"),
    Rule("monitoring.enabled", "metrics", "its metrics are read"),
    Rule("monitoring.{key}", "metrics.{key} | ~usual + metrics"),
    Rule("monitoring.metrics.{key}", "metrics.{key} | ~usual + metrics"),
    Rule("monitoring.prometheusRule.errorRate.threshold", "alerts.errors + metrics"),
    Rule("monitoring.prometheusRule.latency.threshold", "alerts.latency + metrics"),
    Rule("monitoring.dashboard.enabled", "dashboard + metrics"),
    Rule("tests.enabled", "tests"),
    Rule("serviceAccount.automountToken", "rbac + rbac.0", "it has rights"),
    Rule("rbac.rules.{n}.apiGroups.{m}", "rbac.{n}.groups.{m}"),
    Rule("rbac.rules.{n}.resourceNames.{m}", "rbac.{n}.names.{m}"),
    Rule("rbac.rules.{n}.{key}.{m}", "rbac.{n}.{key}.{m}"),
    Rule("backup.enabled", "backup", "the environments switch it on"),
    Rule("backup.size", "backup.size | storage | ~usual + backup"),
    Rule("backup.{key}", "backup.{key} + backup"),
    Rule("logShipper.enabled", "logs", "it has log files"),
    Rule("logShipper.path", "logs"),
    Rule("exports.presence.global.present.{service}", "~name"),
    # Last, as the name of a task may be any.
    Rule("{task}.enabled", "{task}", "there is one"),
)

# Of a third-party chart that can take the place of a store, below the chart's name.
STORE_CHART = (
    Rule("nameOverride", "~name + chart ~usual"),
    Rule("fullnameOverride", "~name + chart ~usual"),
    Rule("auth.enabled", "~usual + auth chart"),
    Rule("auth.database", "database + chart ~usual"),
    Rule("auth.username", "user + chart auth.username ~usual"),
    Rule("auth.rootUser", "user + chart auth.username ~usual"),
    Rule("auth.existingSecret", "auth.secret | ~secret_name + chart ~usual"),
    Rule("auth.existingPasswordSecret", "auth.secret | ~secret_name + chart ~usual"),
    Rule("auth.existingErlangSecret", "auth.secret | ~secret_name + chart ~usual"),
    Rule("auth.**", "auth.password + chart user ~usual"),
    Rule("**.resources.{group}.{what}", "resources.{group}.{what} | ~usual + chart ~usual"),
    Rule("**.networkPolicy.enabled", "~policies + ~usual"),
    Rule("**.persistence.enabled", "~profile + chart ~usual"),
    Rule("**.persistence.size", "storage | ~usual + ~profile chart ~usual"),
    Rule("**", "~usual + chart"),
)

_HOST = "~bare_domain | host.{n} | host | ~host + host host.{n} exposed ~domain ~profile"

# Of values-<environment>.yaml, below the name of a service.
ENVIRONMENT = (
    Rule("replicaCount", "~before_prod | replicas | ~profile + replicas scale type ~profile ~usual"),
    Rule("autoscaling.minReplicas", "scale.min | replicas | ~profile + ~profile scale scale.max type ~usual"),
    Rule(
        "autoscaling.maxReplicas",
        "scale.max | ~twice | ~profile + ~profile scale scale.min replicas type ~usual",
    ),
    Rule("autoscaling.enabled", "~profile + scale scale.min scale.max replicas type ~usual"),
    Rule("env.{name}", "~profile + ~usual"),
    Rule("secretEnv.{name}.optional", "~profile + ~usual user auth"),
    Rule("secret.data.{name}", "secrets.{name}.dev + ~profile"),
    Rule("dependsOn.{callee}.secretOptional", "~profile + ~call {callee}:~usual {callee}:auth"),
    Rule("podDisruptionBudget.enabled", "~profile"),
    Rule("persistence.enabled", "~profile + ~usual type"),
    Rule("ingress.enabled", "exposed + ~profile"),
    Rule("ingress.rateLimit", "rate_limit + exposed ~profile @exposure /exposure"),
    Rule(
        "ingress.hosts.{n}.host",
        _HOST,
    ),
    Rule("ingress.hosts.{n}.paths.0.path", "path | ~entrance + exposed host.{n} ~profile"),
    Rule("ingress.hosts.{n}.paths.{m}.port", "~route_port + exposed host.{n} ~profile"),
    Rule("ingress.hosts.{n}.paths.{m}.pathType", "~entrance + ~route exposed host.{n} ~profile"),
    Rule("ingress.hosts.{n}.paths.{m}.{key}", "~route + exposed host.{n} ~profile"),
    Rule("ingress.tls.{n}.secretName", "~name + exposed ~profile"),
    Rule(
        "ingress.tls.{m}.hosts.{n}",
        _HOST,
    ),
    Rule(
        "networkPolicy.ingressController.namespace",
        "@exposure.namespace | /exposure.namespace + @exposure /exposure exposed ~routed ~profile",
    ),
    Rule("networkPolicy.routed", "~profile + ~routed"),
    Rule("monitoring.prometheusRule.enabled", "alerts + metrics ~profile", "it has alerts"),
    Rule("backup.enabled", "backup + ~profile", "its data is dumped"),
    Rule("backup.snapshots.{n}", "snapshots.names.{n} | snapshots.{n} + ~profile"),
    Rule("backup.snapshotClass", "snapshots.class + ~profile"),
    Rule("sealedSecret.secrets.{secret}.{key}", "sealed_secrets.{environment}.{secret}.{key}"),
    Rule("volumes.{volume}.ephemeral.size", "~scratch + ~profile"),
    Rule("scheduling.spot", "spot + ~profile", "it prefers spot nodes"),
    Rule("scheduling.spreadNodes", "spread.nodes + ~profile"),
    Rule("scheduling.spreadZones", "spread.zones + ~profile"),
    Rule("scheduling.antiAffinity", "spread.apart + ~profile"),
)

# Of `global:`, in an umbrella's values.yaml and in that of a service's chart.
GLOBALS = (
    Rule("partOf", "~fleet"),
    Rule("namespace", "/namespace.name | /namespace"),
    Rule("namespaces.{service}", "{service}:~namespace + {service}:tier {service}:~usual ~met"),
    Rule(
        "chartServices.{service}.enabled",
        "{service}:chart_source | {service}:~library + ~met {service}:chart ~environments",
        "whether a chart runs it everywhere",
    ),
    Rule("chartServices.{service}.host", "{service}:chart.host | {service}:~usual + ~met {service}:chart"),
    Rule("chartServices.{service}.database", "{service}:database + ~met {service}:chart {service}:~usual"),
    Rule(
        "chartServices.{service}.username",
        "{service}:user | {service}:~usual + ~met {service}:chart {service}:auth.username {service}:~usual",
    ),
    Rule(
        "chartServices.{service}.secret",
        "{service}:auth.secret | {service}:~secret_name + ~met {service}:chart {service}:~usual",
    ),
    Rule(
        "chartServices.{service}.keys.{key}",
        "{service}:auth.{key} | {service}:~usual + ~met {service}:chart {service}:user {service}:auth {service}:~usual",
    ),
    Rule(
        "chartServices.{service}.{labels}.{label}", "{service}:~name + ~met {service}:chart {service}:~usual"
    ),
    Rule("sharedConfig.{group}.{name}", "/shared_config.{group}.{name} + ~group"),
    Rule("featureFlags.{flag}", "/features.{flag}"),
    Rule("imagePullSecrets.{n}.name", "/pull_secrets.{n}"),
    Rule("argocd.enabled", "/gitops.tool | /gitops + /gitops", "Argo CD deploys the fleet"),
    Rule("argocd.hooks", "/gitops.granularity + /gitops /gitops.tool", "it deploys environments as one"),
    Rule("present.{service}", "{service}:~name"),
)

# Of `global:` in values-<environment>.yaml.
ENVIRONMENT_GLOBALS = (
    Rule("environment", "~environment"),
    Rule("domain", "~domain + ~profile"),
    Rule("storageClass", "@storage_class | /storage_class"),
    Rule("namespace", "@namespace + /namespace /namespace.name"),
    Rule("exposure", "@exposure.kind | @exposure | /exposure.kind | /exposure"),
    Rule(
        "gateway.name",
        "@exposure.gateway | /exposure.gateway + ~exposure",
    ),
    Rule(
        "gateway.namespace",
        "@exposure.namespace | /exposure.namespace + ~exposure",
    ),
    Rule(
        "gateway.sectionName",
        "@exposure.listener | /exposure.listener + ~exposure",
    ),
    Rule(
        "ingress.className",
        "@exposure.class | /exposure.class + ~exposure",
    ),
    Rule(
        "ingress.annotations.{name}",
        "@exposure.issuer | /exposure.issuer + ~exposure",
    ),
    Rule("monitoring.operator", "/prometheus.operator + ~profile"),
    Rule("monitoring.labels.{label}", "/prometheus.labels.{label} + ~profile"),
    Rule("externalServices.{service}.host", "{service}:external.{environment}.host"),
    Rule(
        "externalServices.{service}.port",
        "{service}:external.{environment}.port | {service}:port | {service}:~usual + {service}:external.{environment}",
    ),
    Rule("externalServices.{service}.cidrs.{n}", "{service}:external.{environment}.cidrs.{n}"),
    Rule(
        "externalServices.{service}.database",
        "{service}:external.{environment}.database | {service}:database + {service}:~outside",
    ),
    Rule(
        "externalServices.{service}.username",
        "{service}:external.{environment}.user | {service}:user | {service}:~usual + {service}:~outside",
    ),
    Rule(
        "externalServices.{service}.secret",
        "{service}:external.{environment}.auth.secret | {service}:auth.secret | {service}:~secret_name + "
        "{service}:~outside",
    ),
    Rule(
        "externalServices.{service}.keys.{key}",
        "{service}:external.{environment}.auth.{key} | {service}:~outside_key | {service}:auth.{key} | "
        "{service}:~usual + {service}:~outside",
    ),
    Rule(
        "chartServices.{service}.enabled",
        "{service}:chart_source.{environment} | {service}:external.{environment} | {service}:chart_source + "
        "{service}:chart {service}:chart_source {service}:external.{environment} ~environments",
    ),
    Rule(
        "secretStore.kind",
        "/secret_store.kind | @secret_store | /secret_store + @secret_store /secret_store ~profile",
        "the kind of the store",
    ),
    Rule(
        "secretStore.name",
        "@secret_store | /secret_store.name | /secret_store + /secret_store ~profile",
    ),
    Rule("present.{service}", "{service}:~name + ~present"),
)

# Of the rest of an umbrella's values.yaml.
FLEET = (
    Rule("common.fleet.namespace.podSecurity", "/namespace.pod_security + /namespace.create"),
    Rule("common.fleet.namespace.{key}", "/namespace.{key} + /namespace.create"),
    Rule("common.fleet.namespace.labels.{label}", "/namespace.labels.{label} + /namespace.create"),
    Rule("common.fleet.defaultDeny.enabled", "/default_deny"),
    Rule("tags.{tier}", "~of_tier"),
)
