"""Paints the window with pictures: in the composer, in questions and answers, on their way, dragged, and not seen."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gallery_start import painted, started, wait_until, written
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.messages import Message, Role, State
from nextchat_desktop.core.parts import Part, Picture, Text
from nextchat_desktop.ui.composer.incoming import Incoming

_ALL_OF_IT = 2350
_NOON = 1_725_300_000_000
_CHOICE = ModelChoice("c", "gpt-4o")
_COLOURS = (("#2a6f97", "#f4d35e", "#c1666b"), ("#52796f", "#cad2c5", "#354f52"), ("#6d597a", "#e56b6f", "#eaac8b"))


@dataclass(frozen=True)
class Texts:
    question: str
    answer: str
    several: str
    wish: str
    painted: str
    draft: str


TEXTS = {
    "en": Texts(
        "What is on this photo?",
        "A **sunset** over the sea, seen from a beach. The light comes from the lower right.",
        "And which of these were taken on the same day?",
        "Paint me the same coast in the morning",
        "The same coast in the first light, and once more from the sea:",
        "Make the second one wider, and",
    ),
    "zh_CN": Texts(
        "这张照片上是什么？",
        "海上的**日落**，从沙滩上看过去，光从右下方照来。",
        "下面哪几张是同一天拍的？",
        "画同一片海岸的清晨",
        "同一片海岸的晨光，再从海上看一次：",
        "把第二张画宽一点，",
    ),
}


class PicturesPainter:
    """One look in one language."""

    def __init__(self, language: str, theme: str, home: Path, out: Path) -> None:
        self._out = out
        self._texts = TEXTS[language]
        self._suffix = f"{theme}-{language[:2]}"
        self._app = started(language, theme, home)

    def paint(self) -> None:
        self._connect(Model("gpt-4o"))
        program, window = self._app.program, self._app.window
        program.conversations.save(
            Conversation("p", self._texts.question, leaf="a3", choice=_CHOICE), *self._messages()
        )
        session = program.library.open("p")
        assert session is not None
        window.resize(1280, _ALL_OF_IT)
        window.show()
        window.show_session(session)
        self._attach()
        self._shoot("pictures")
        window.resize(1280, 1000)
        window.page.transcript.go_home()
        self._shoot("pictures-top")
        self._drag()
        self._connect(Model("gpt-4o", vision=False))
        self._shoot("pictures-blind")
        self._connect(Model("gpt-4o"), Model("dall-e-3"))
        session.choose(ModelChoice("c", "dall-e-3"))
        window.page.refresh()
        window.resize(760, 820)
        self._shoot("pictures-painter")
        self._app.close()

    def _connect(self, *models: Model) -> None:
        connection = Connection("c", "OpenAI", "compatible", "http://127.0.0.1:9/v1", models=models)
        self._app.program.setup.save(connection)

    def _messages(self) -> list[Message]:
        texts = self._texts
        return [
            _said("q1", Role.USER, Text(texts.question), self._kept(0, 1200, 800)),
            _said("a1", Role.ASSISTANT, Text(texts.answer), parent="q1"),
            _said(
                "q2", Role.USER, Text(texts.several), *(self._kept(n, 300 + 90 * n, 420) for n in range(5)), parent="a1"
            ),
            _said("a2", Role.ASSISTANT, Picture("0" * 64, "image/png", 480, 160, "lost.png"), parent="q2"),
            _said("q3", Role.USER, Text(texts.wish), parent="a2"),
            _said("a3", Role.ASSISTANT, Text(texts.painted), *(self._kept(n, 900, 500) for n in (1, 2)), parent="q3"),
        ]

    def _kept(self, number: int, width: int, height: int) -> Picture:
        picture = self._app.program.blobs.keep(written(_image(number, width, height)))
        assert picture is not None
        return picture

    def _attach(self) -> None:
        composer = self._app.window.page.composer
        composer.set_text(self._texts.draft)
        images = [written(_image(number, 200 + 40 * number, 200)) for number in range(4)]
        names = ("coast.png", "morning.jpg", "sea.png", "boat.png")
        attached = [Incoming(name, lambda data=data: data) for name, data in zip(names, images, strict=True)]  # type: ignore[misc]
        self._app.window.page.attaching.attach(attached)
        assert wait_until(lambda: not composer.attachments.are_preparing)

    def _drag(self) -> None:
        page, mime = self._app.window.page, QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(self._out / "coast.png"))])
        copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        entering = QDragEnterEvent(QPoint(9, 9), copy, mime, left, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(page, entering)
        self._shoot("pictures-dragged")
        QApplication.sendEvent(page, QDragLeaveEvent())

    def _shoot(self, name: str) -> None:
        QTest.qWait(600)
        self._app.window.grab().save(str(self._out / f"{name}-{self._suffix}.png"))


def _image(number: int, width: int, height: int) -> QImage:
    return painted(width, height, _COLOURS[number % len(_COLOURS)])


def _said(id: str, role: Role, *parts: Part, parent: str | None = None) -> Message:
    author = "gpt-4o" if role is Role.ASSISTANT else ""
    return Message(id, role, parts, parent, _NOON, State.COMPLETE, author, finish="stop", seconds=6.2)
