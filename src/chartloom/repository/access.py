"""With which rights, and over which kind of connection, repositories are asked."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Access"]


@dataclass(frozen=True, slots=True)
class Access:
    """User and password for repositories, files for TLS, and what a person has allowed in spite of the risk.

    ``pass_credentials`` sends user and password also to other hosts that an index names.
    """

    username: str = ""
    password: str = ""
    ca_file: str = ""
    cert_file: str = ""
    key_file: str = ""
    skip_tls_verification: bool = False
    plain_http: bool = False
    pass_credentials: bool = False

    def __repr__(self) -> str:
        """Without the password, which must not get into messages."""
        return f"Access(username={self.username!r})"
