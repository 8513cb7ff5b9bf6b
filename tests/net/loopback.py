"""Servers on loopback with one habit each: to keep the line open, to tunnel, never to stop talking."""

import asyncio
import ssl

from scripted import LoopbackServer, Request, ScriptedServer, read_request


class KeepingServer(ScriptedServer):
    """Answers one request after the other over the same line, with these bytes after the head of each."""

    def __init__(self, head: str, body: bytes, tls: ssl.SSLContext | None = None) -> None:
        """`head` is everything from the first line on, without the length."""
        self._said = f"{head}\r\nContent-Length: {len(body)}\r\n\r\n".encode("latin-1") + body
        self.lines = 0
        super().__init__(tls=tls)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.lines += 1
        while True:
            self.requests.append(await read_request(reader))
            writer.write(self._said)
            await writer.drain()


class TunnelProxy(LoopbackServer):
    """Leads to one server whatever it is asked for, if its answer is one of success. `asked` is what it heard."""

    def __init__(
        self, port: int, answer: bytes = b"HTTP/1.1 200 Go on\r\n\r\n", tls: ssl.SSLContext | None = None
    ) -> None:
        self._target = port
        self._answer = answer
        self.asked: list[Request] = []
        super().__init__(tls)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.asked.append(await read_request(reader))
        self.reached.set()
        writer.write(self._answer)
        await writer.drain()
        if b" 200 " not in self._answer:
            await reader.read()
            return
        await self.lead(reader, writer)

    async def lead(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", self._target)
        try:
            await asyncio.gather(_led(reader, back), _led(there, writer))
        finally:
            back.transport.abort()


async def _led(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    if writer.can_write_eof():
        writer.write_eof()


class FloodServer(LoopbackServer):
    """Never stops talking: the same events, as fast as they are taken."""

    def __init__(self, piece: bytes) -> None:
        self._piece = piece
        super().__init__()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n")
        while True:
            writer.write(self._piece)
            await writer.drain()
