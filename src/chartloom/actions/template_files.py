"""Write rendered manifests into files, as ``helm template --output-dir`` does."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from chartloom.engine import Rendered

__all__ = ["write_files"]


def write_files(
    rendered: Rendered,
    folder: str,
    release_folder: str = "",
    *,
    include_crds: bool = False,
    hooks: bool = True,
    tests: bool = True,
) -> Iterator[str]:
    """Write a file for each template with output; the path of each manifest as it is written.

    CRDs go below ``folder``, all else below its ``release_folder``. A file that was there is replaced, also where
    Helm would append the hooks of each further run to it.
    """
    inner = os.path.normpath(os.path.join(folder, release_folder)) if release_folder else folder
    documents = [(folder, name, text) for name, text in rendered.crds] if include_crds else []
    documents += [(inner, m.source, m.content) for m in rendered.manifests]
    if hooks:
        shown = (h for h in rendered.hooks if tests or not (h.hook and h.hook.is_test))
        documents += [(inner, h.source, h.content) for h in shown]
    written: set[str] = set()
    for root, name, text in documents:
        path = f"{root}/{name}"
        _write(path, f"---\n# Source: {name}\n{text}\n", append=path in written)
        written.add(path)
        yield path


def _write(path: str, text: str, *, append: bool) -> None:
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "ab" if append else "wb") as file:
            file.write(text.encode("utf-8", "surrogateescape"))
    except OSError as error:
        from chartloom.diagnostics import ChartloomError, Diagnostic

        raise ChartloomError(
            Diagnostic("output-unwritable", f"cannot write {path}: {error.strerror}")
        ) from error
