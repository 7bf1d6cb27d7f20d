"""The network functions of Sprig."""

from __future__ import annotations

from chartloom.gotmpl.errors import FunctionError

__all__ = ["get_host_by_name"]


def get_host_by_name(name: str) -> str:
    """An address of the host.

    Helm calls this only when asked to (``--enable-dns``); otherwise its own function gives the empty text.
    """
    import socket

    try:
        found = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    except OSError:
        # Sprig picks one of no addresses, and panics.
        raise FunctionError("invalid argument to Intn") from None
    return str(found[0][4][0])
