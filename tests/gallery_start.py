"""Starts the program for a picture: a home of its own, a keyring that forgets, one language and one look."""

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from keyring.backend import KeyringBackend
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter
from PySide6.QtTest import QTest

from nextchat_desktop.app import Application
from nextchat_desktop.settings.schema import LANGUAGE, THEME

_PATIENCE = 10
_SHADES = ("#2a6f97", "#f4d35e", "#c1666b")


class SomeKeyring(KeyringBackend):
    """Keeps keys for the length of a picture."""

    priority = -2

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self._entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self._entries[service, username]


def started(language: str, theme: str, home: Path, environ: Mapping[str, str] | None = None) -> Application:
    """The language takes effect with the second start, as does what is in `environ`."""
    first = Application(home, {}, SomeKeyring())
    for option, value in ((LANGUAGE, language), (THEME, theme)):
        first.program.settings[option] = value
    first.close()
    return Application(home, environ or {}, SomeKeyring())


def wait_until(done: Callable[[], bool], seconds: float = _PATIENCE) -> bool:
    """Whether it came to that in time."""
    until = time.monotonic() + seconds
    while not done() and time.monotonic() < until:
        QTest.qWait(10)
    return done()


def painted(width: int, height: int, shades: Sequence[str] = _SHADES) -> QImage:
    """A picture that nobody had to take."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    across = QLinearGradient(0, 0, width, height)
    for place, name in enumerate(shades):
        across.setColorAt(place / (len(shades) - 1), QColor(name))
    painter = QPainter(image)
    painter.fillRect(image.rect(), across)
    painter.end()
    return image


def written(image: QImage) -> bytes:
    """As PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
