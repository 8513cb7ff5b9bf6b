"""Reads the prices that ship with the program, and keeps the person's own. It does not know which one counts."""

from pathlib import Path

import msgspec

from nextchat_desktop.core.keeping import NotWritten
from nextchat_desktop.core.prices import Price
from nextchat_desktop.storage.files import NewerFile, move_aside, write_atomically
from nextchat_desktop.storage.lock import locked

VERSION = 1
_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


class _Shipped(msgspec.Struct):
    prices: tuple[Price, ...]


class _Head(msgspec.Struct):
    version: int = VERSION


class _File(_Head):
    prices: tuple[msgspec.Raw, ...] = ()


def read_prices(path: Path) -> tuple[Price, ...]:
    """Those that ship with the program."""
    return msgspec.json.decode(path.read_bytes(), type=_Shipped).prices


class OwnPrices:
    """Read when it is made; a row that makes no sense is passed over.

    `aside` is where a file that could not be read has been moved to. Raises NewerFile when a later version of the
    program has written.
    """

    def __init__(self, path: Path) -> None:
        self.aside: Path | None = None
        self._path = path
        self._known = self._read()

    def read(self) -> tuple[Price, ...]:
        return self._known

    def write(self, prices: tuple[Price, ...]) -> None:
        """In place of those that were kept. Raises NotWritten."""
        rows = tuple(msgspec.Raw(msgspec.json.encode(price)) for price in prices)
        data = msgspec.json.format(msgspec.json.encode(_File(prices=rows)), indent=2) + b"\n"
        try:
            with locked(self._path):
                write_atomically(self._path, data)
        except OSError as error:
            raise NotWritten(str(error)) from error
        self._known = prices

    def _read(self) -> tuple[Price, ...]:
        try:
            rows = self._rows()
        except _UNREADABLE:
            self.aside = move_aside(self._path)
            return ()
        return tuple(price for row in rows if (price := _price(row)) is not None)

    def _rows(self) -> tuple[msgspec.Raw, ...]:
        try:
            data = self._path.read_bytes()
        except FileNotFoundError:
            return ()
        if msgspec.json.decode(data, type=_Head).version > VERSION:
            raise NewerFile(self._path)
        return msgspec.json.decode(data, type=_File).prices


def _price(row: msgspec.Raw) -> Price | None:
    try:
        price = msgspec.json.decode(row, type=Price)
    except _UNREADABLE:
        return None
    numbers = (price.input, price.output, price.picture, price.cached or 0.0, price.beyond)
    return price if all(0 <= number < _TOO_DEAR for number in numbers) else None


_TOO_DEAR = 1e9
"""What costs more is a mistake, and would make every sum one."""
