"""What can go wrong with a repository, in words.

ChartloomError
└── RepositoryError
    └── HttpError       an answer with another status than 200; carries the status and the headers
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.diagnostics import ChartloomError, Diagnostic

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["HttpError", "RepositoryError", "digest_mismatch", "invalid_index", "not_a_chart", "unreachable"]


class RepositoryError(ChartloomError):
    """A repository that cannot be reached, or that answers with what it should not."""

    @classmethod
    def of(cls, code: str, message: str, hint: str | None = None, note: str | None = None) -> RepositoryError:
        """The error of one diagnostic."""
        return cls(Diagnostic(code, message, note=note, hint=hint))


class HttpError(RepositoryError):
    """An answer that is none."""

    def __init__(self, url: str, status: int, headers: Mapping[str, str]) -> None:
        hint = {
            401: "give --username and --password",
            403: "this user may not read it",
            404: "is the address right, and the chart published there?",
        }.get(status)
        super().__init__(Diagnostic("http-status", f"{url} answers with status {status}", hint=hint))
        self.status = status
        self.headers = headers


def unreachable(url: str, reason: str) -> RepositoryError:
    """No connection, or one that ended too early or came to no end."""
    return RepositoryError.of("repository-unreachable", f"cannot get {url}: {reason}")


def invalid_index(url: str, reason: str) -> RepositoryError:
    """An ``index.yaml`` that is none."""
    hint = "is this the address of a chart repository?"
    return RepositoryError.of("index-invalid", f"{url} is no index of a chart repository: {reason}", hint)


def digest_mismatch(url: str, wanted: str, found: str) -> RepositoryError:
    """Content that is not what was announced."""
    return RepositoryError.of(
        "digest-mismatch",
        f"{url} is not what the repository says it is: its digest is {found}, not {wanted}",
        "do not use it: ask those who run the repository",
    )


def not_a_chart(url: str, reason: str) -> RepositoryError:
    """An artifact of a registry that holds no chart."""
    return RepositoryError.of("registry-no-chart", f"{url} holds no Helm chart: {reason}")
