"""A SOCKS proxy on loopback that knows one user and answers itself whatever is asked through it."""

import asyncio

from scripted import ScriptedServer

_VERSION, _WITH_LOGIN, _CONNECT = 5, 2, b"\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x00"
_LENGTHS = {1: 4, 4: 16}
"""Of addresses; any other kind is a name."""


class SocksServer(ScriptedServer):
    """`logins` are those that were shown, `wanted` the places that were asked for: names, or addresses as bytes."""

    scheme = "socks5"

    def __init__(self, user: str, password: str) -> None:
        self._login = (user, password)
        self.logins: list[tuple[str, str]] = []
        self.wanted: list[tuple[str | bytes, int]] = []
        super().__init__()

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.port}"

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        _, number = await reader.readexactly(2)
        methods = await reader.readexactly(number)
        writer.write(bytes([_VERSION, _WITH_LOGIN if _WITH_LOGIN in methods else 0xFF]))
        await reader.readexactly(1)
        user, password = await _text(reader), await _text(reader)
        self.logins.append((user, password))
        writer.write(bytes([1, int((user, password) != self._login)]))
        if (user, password) != self._login:
            return
        self.wanted.append(await _place(reader))
        writer.write(_CONNECT)
        await self._go_on(reader, writer)

    async def _go_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """What comes after the proxy has let somebody through."""
        await super()._converse(reader, writer)


async def _place(reader: asyncio.StreamReader) -> tuple[str | bytes, int]:
    """What is to be connected to."""
    kind = (await reader.readexactly(4))[3]
    host = await reader.readexactly(_LENGTHS[kind]) if kind in _LENGTHS else await _text(reader)
    return host, int.from_bytes(await reader.readexactly(2), "big")


async def _text(reader: asyncio.StreamReader) -> str:
    """A length and as many characters."""
    return (await reader.readexactly((await reader.readexactly(1))[0])).decode()
