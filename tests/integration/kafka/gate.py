"""A gate on the way to a broker that breaks the connections it is told to break."""

import contextlib
import select
import socket
import socketserver
import threading
from typing import Self


class Gate:
    """Takes connections on a port of its own and hands their bytes on, save for those that are to break.

    Leaving it waits until the connections have ended: end the broker first.
    """

    def __init__(self, target: int) -> None:
        self.breaks: list[bool] = []
        """Of the next connections, in their order, which are closed at once; those after them pass."""
        self._target = target
        gate = self

        class Passing(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                if not (gate.breaks and gate.breaks.pop(0)):
                    gate._join(self.request)

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Passing)
        self.port: int = self._server.server_address[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _join(self, client: socket.socket) -> None:
        """Hand on bytes both ways until either side ends."""
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self._target)) as server:
            other = {client: server, server: client}
            while True:
                for end in select.select(list(other), [], [])[0]:
                    taken = end.recv(65_536)
                    if not taken:
                        return
                    other[end].sendall(taken)
