"""Rendered files to manifests: split into documents, told apart as hooks or objects, in Helm's order."""

from __future__ import annotations

from chartloom.chart.profile import HELM_4
from chartloom.kube import Hook, Manifest, install_rank

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chartloom.chart.profile import Profile
    from chartloom.memo import Memo
    from chartloom.yamlio.heads import Head

__all__ = ["in_install_order", "manifests_of", "sorted_manifests", "split_documents"]

_EVENTS = frozenset(
    (
        "pre-install", "post-install", "pre-delete", "post-delete", "pre-upgrade", "post-upgrade",
        "pre-rollback", "post-rollback", "test",
    )
)  # fmt: skip
# What Go's unicode.IsSpace knows.
_SPACE = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)


def split_documents(text: str, profile: Profile = HELM_4) -> list[str]:
    """The documents of a rendered file, as Helm cuts them: at each line that begins with ``---``."""
    if profile.trims_documents:
        return _trimmed_documents(text)
    text = text.lstrip(_SPACE)
    if "\n---" not in text and not text.startswith("---"):
        return [text] if text else []
    pieces = ("\n" + text).split("\n---")
    # The newline before a separator belongs to the document before it.
    pieces = [piece + "\n" for piece in pieces[:-1]] + pieces[-1:]
    pieces[0] = pieces[0][1:]
    stripped = (piece.lstrip(_SPACE) for piece in pieces)
    return [piece for piece in stripped if piece]


_BLANKS = "\t\n\f\r "
"""What ``\\s`` stands for in Go's regular expressions."""


def _trimmed_documents(text: str) -> list[str]:
    """The documents without blanks around them.

    Blanks after a separator belong to it, even the end of its line: another separator in the next line is none.
    """
    text = text.strip(_SPACE)
    start = _after_blanks(text, 3) if text.startswith("---") else 0
    pieces: list[str] = []
    while (end := text.find("\n---", start)) >= 0:
        pieces.append(text[start:end].rstrip(_BLANKS))
        start = _after_blanks(text, end + 4)
    return [piece.strip(_SPACE) for piece in (*pieces, text[start:]) if piece]


def _after_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at] in _BLANKS:
        at += 1
    return at


def sorted_manifests(
    files: Mapping[str, str], memo: Memo | None = None, profile: Profile = HELM_4
) -> tuple[list[Manifest], list[Manifest]]:
    """The objects and the hooks in rendered files, each in install order.

    ``files`` are rendered texts by template. Raises ManifestError for a document that is no YAML object.
    """
    found = [
        manifest
        for source in sorted(files)
        for manifest in manifests_of(source, split_documents(files[source], profile), memo)
    ]
    return in_install_order(found, profile)


def in_install_order(
    manifests: Iterable[Manifest], profile: Profile = HELM_4
) -> tuple[list[Manifest], list[Manifest]]:
    """Objects and hooks apart, each in install order; manifests of a kind stay in their order."""
    objects: list[Manifest] = []
    hooks: list[Manifest] = []
    for manifest in manifests:
        (objects if manifest.hook is None else hooks).append(manifest)
    unranked = profile.unranked_kinds
    objects.sort(key=lambda manifest: install_rank(manifest.kind, unranked))
    hooks.sort(key=lambda manifest: install_rank(manifest.kind, unranked))
    return objects, hooks


def manifests_of(source: str, documents: Iterable[str], memo: Memo | None = None) -> list[Manifest]:
    """The manifests in documents that one template printed. Raises ManifestError for one that is no YAML object."""
    found: list[Manifest] = []
    for document in documents:
        api_version, kind, name, annotations = _head(source, document, memo)
        events = (annotations or {}).get("helm.sh/hook")
        if events is None:
            found.append(Manifest(source, document, api_version, kind, name))
        elif hook := _hook(events, annotations or {}):
            found.append(Manifest(source, document, api_version, kind, name, hook))
    return found


def _head(source: str, document: str, memo: Memo | None) -> tuple[str, str, str, Mapping[str, str] | None]:
    def compute() -> tuple[str, str, str, Mapping[str, str] | None]:
        return _read(source, document)

    if memo is None:
        return compute()
    known: tuple[str, str, str, Mapping[str, str] | None] = memo.value(
        b"head", document.encode("utf-8", "surrogateescape"), compute, small=True
    )
    return known


def _read(source: str, document: str) -> tuple[str, str, str, Mapping[str, str] | None]:
    from chartloom.yamlio import YamlError, read_head  # documents whose head is kept need no YAML

    try:
        head: Head = read_head(document, source)
    except YamlError as error:
        from chartloom.engine.errors import broken_manifest

        raise broken_manifest(source, error) from error
    return head.api_version, head.kind, head.name, dict(head.annotations) if head.annotations else None


def _hook(events: str, annotations: Mapping[str, str]) -> Hook | None:
    """The hook that annotations describe; None for one with an unknown event, which Helm skips."""
    names = [name.strip().lower().replace("test-success", "test") for name in events.split(",")]
    if not _EVENTS.issuperset(names):
        return None
    policies = annotations.get("helm.sh/hook-delete-policy", "")
    return Hook(
        names,
        _weight(annotations.get("helm.sh/hook-weight", "")),
        [p.strip().lower() for p in policies.split(",") if p],
    )


def _weight(text: str) -> int:
    digits = text[1:] if text[:1] in ("+", "-") else text
    return int(text) if digits.isascii() and digits.isdecimal() else 0
