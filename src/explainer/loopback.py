"""A server on this machine alone: what `explainer book` and `explainer quiz preview` listen with."""

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class PortError(Exception):
    """A port that cannot be used, in words for the person who named it."""


def listen(port: int, handler: Callable[..., BaseHTTPRequestHandler]) -> ThreadingHTTPServer:
    """A server on loopback; port 0 lets the system choose.

    Raises
    ------
    PortError
        If the port is taken.
    """
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        msg = f"port {port} cannot be used ({error.strerror}); choose another with --port, or --port 0 for any free one"
        raise PortError(msg) from error
