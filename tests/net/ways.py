"""Servers and proxies on loopback that keep a line open, tunnel, and show a certificate of their own."""

import asyncio
import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from scripted import LoopbackServer, Request, ScriptedServer, read_request

HOUR = timedelta(hours=1)


class Certified(NamedTuple):
    """What a server on loopback shows, and the certificate in PEM to trust it by."""

    tls: ssl.SSLContext
    pem: str


def certified(folder: Path) -> Certified:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now - HOUR, now + HOUR)
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), False)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
    pem = builder.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)
    file = folder / "server.pem"
    file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + pem)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return Certified(context, pem.decode())


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
