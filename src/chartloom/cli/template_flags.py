"""The flags of ``chartloom template``: those that do something, and those of Helm's that need not."""

from __future__ import annotations

from chartloom.cli.flags import Flag, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

__all__ = [
    "ALL_FLAGS",
    "FLAGS",
    "INERT",
    "INERT_EVERYWHERE",
    "NO_SIGNATURES",
    "REFUSED",
    "helm_version",
    "refuse_flags",
]

FLAGS = (
    Flag(
        "api-versions",
        "strings",
        "Kubernetes API versions besides the known ones (several can be given)",
        "a",
    ),
    Flag("ca-file", "text", "certificates to verify repositories with"),
    Flag("cert-file", "text", "certificate to identify with at repositories"),
    Flag("debug", "switch", "on failure, also show what Helm itself would say"),
    Flag("dependency-update", "switch", "first fetch the charts that CHART depends on, if they are missing"),
    Flag("devel", "switch", "take prereleases as well where there is no --version"),
    Flag("dry-run", "optional", "client, which is what rendering always is"),
    Flag("generate-name", "switch", "accept that there is no NAME, as without this flag", "g"),
    Flag("helm-version", "text", "Helm to do it as: 4, which is the default, or 3"),
    Flag("help", "switch", "show this text", "h"),
    Flag("include-crds", "switch", "print the chart's CRDs too"),
    Flag("insecure-skip-tls-verify", "switch", "do not verify the certificates of repositories"),
    Flag("is-upgrade", "switch", "set .Release.IsUpgrade instead of .Release.IsInstall"),
    Flag("key-file", "text", "key of the certificate in --cert-file"),
    Flag("kube-version", "text", "Kubernetes version that .Capabilities.KubeVersion shows"),
    Flag("max-memory", "text", "MiB of memory that rendering may take (default: 2048; 0 for any)"),
    Flag("name-template", "text", "template that gives the name of the release"),
    Flag("namespace", "text", "namespace of the release", "n"),
    Flag("no-cache", "switch", "compile and parse everything anew, keep nothing on disk"),
    Flag("no-hooks", "switch", "leave hooks out"),
    Flag("output-dir", "text", "write files into this folder instead of printing"),
    Flag("pass-credentials", "switch", "send user and password to all hosts that a repository names"),
    Flag("password", "text", "password for the repository"),
    Flag("plain-http", "switch", "speak http instead of https to registries"),
    Flag("registry-config", "text", "file with the users of registries (default: Helm's)"),
    Flag("release-name", "switch", "with --output-dir: write into a folder of the release's name there"),
    Flag("repo", "text", "address of the repository that CHART is in"),
    Flag("repository-cache", "text", "folder with copies of the indexes of repositories (default: Helm's)"),
    Flag("repository-config", "text", "file with the names of repositories (default: Helm's)"),
    Flag("set", "texts", "set values: key1=val1,key2=val2 (several can be given)"),
    Flag("set-file", "texts", "set values from files: key1=path1,key2=path2"),
    Flag("set-json", "texts", "set JSON values: key1=json1,key2=json2"),
    Flag("set-literal", "texts", "set one string as it stands: key=value"),
    Flag("set-string", "texts", "set string values: key1=val1,key2=val2"),
    Flag("show-only", "texts", "print only the output of the given templates", "s"),
    Flag("skip-schema-validation", "switch", "do not check values against values.schema.json"),
    Flag("skip-tests", "switch", "leave test hooks out"),
    Flag("username", "text", "user for the repository"),
    Flag("values", "strings", "values file or address, - for standard input (several can be given)", "f"),
    Flag(
        "version", "text", "version of a chart in a repository, or a range such as ^1.2 (default: the newest)"
    ),
)

INERT_EVERYWHERE = {
    "switch": ("debug", "kube-insecure-skip-tls-verify"),
    "text": (
        "burst-limit", "color", "colour", "content-cache", "kube-apiserver", "kube-as-user", "kube-ca-file",
        "kube-context", "kube-tls-server-name", "kube-token", "kubeconfig", "namespace", "qps", "registry-config",
        "repository-cache", "repository-config",
    ),
    "texts": ("kube-as-group",),
}  # fmt: skip
"""Flags that all of Helm's commands take; they do nothing where a command has no own one of that name."""

INERT = {
    "switch": (
        "atomic", "create-namespace", "disable-openapi-validation", "force", "force-conflicts", "force-replace",
        "hide-notes", "render-subchart-notes", "replace", "rollback-on-failure", "server-side", "skip-crds",
        "take-ownership", "wait-for-jobs",
    ),
    "optional": ("wait",),
    "text": ("description", "keyring", "timeout"),
}  # fmt: skip
"""Helm's flags that change nothing in what a chart renders to, by what they take."""

NO_SIGNATURES = (
    "digests are verified here, OpenPGP signatures are not; verify the archive first, as with `helm verify`"
)

REFUSED = {
    "enable-dns": "rendering asks no name server",
    "post-renderer": "pipe the output into the other program instead",
    "post-renderer-args": "pipe the output into the other program instead",
    "validate": "rendering asks no cluster",
    "verify": NO_SIGNATURES,
}
"""Helm's flags whose effect cannot be had, and why or what to do instead."""

_SWITCHES = ("enable-dns", "validate", "verify")
_KNOWN = {flag.name for flag in FLAGS}
ALL_FLAGS = (
    *FLAGS,
    *(Flag(name, kind, "") for kind, names in INERT.items() for name in names),
    *(Flag(n, kind, "") for kind, names in INERT_EVERYWHERE.items() for n in names if n not in _KNOWN),
    *(Flag(name, "switch" if name in _SWITCHES else "text", "") for name in REFUSED),
    Flag("labels", "texts", "", "l"),
)


def refuse_flags(given: Mapping[str, Any]) -> None:
    """Raise UsageError for a flag whose effect cannot be had."""
    for name, reason in REFUSED.items():
        if given[name]:
            raise UsageError(f"--{name} is not supported: {reason}")
    if given["dry-run"] == "server":
        raise UsageError("--dry-run=server is not supported: rendering asks no cluster")
    if given["dry-run"] not in ("", "client", "1", "t", "T", "true", "TRUE", "True"):
        raise UsageError(f'invalid --dry-run "{given["dry-run"]}": it can be client only')


def helm_version(given: Mapping[str, Any]) -> int:
    """The Helm that is to be reproduced, by its first number. Raises UsageError."""
    text = given["helm-version"] or "4"
    if text not in ("3", "4"):
        raise UsageError(f'invalid --helm-version "{text}": it can be 4 or 3')
    return int(text)
