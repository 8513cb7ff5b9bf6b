"""Paints the window on what was sent: a reply that was sent twice, its times, a failure, and what is not remembered."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QTabBar, QWidget

from gallery_start import started, wait_until
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.core.wire import ChatRequest
from nextchat_desktop.settings.schema import AUTO_TITLE
from nextchat_desktop.ui.inspector.window import InspectorWindow
from scripted import DONE, Reply, ScriptedServer, azure_refusal, chunk, delta, finish

ANSWERS = {"en": "The median is the value in the middle.", "zh_CN": "中位数就是排在中间的那个值。"}
QUESTIONS = {"en": "What is a median?", "zh_CN": "什么是中位数？"}
REFUSED = azure_refusal(400, "BadRequest", "Unrecognized request argument supplied: stream_options")


class InspectorPainter:
    """One look in one language."""

    def __init__(self, language: str, theme: str, home: Path, out: Path) -> None:
        self._out = out
        self._language = language
        self._suffix = f"{theme}-{language[:2]}"
        self._app = started(language, theme, home)

    def paint(self) -> None:
        self._app.window.resize(1280, 820)
        self._app.window.show()
        self._app.program.settings[AUTO_TITLE] = False
        with ScriptedServer() as server:
            setup = self._app.program.setup
            setup.save(Connection("c", "Lab", "compatible", server.base_url, models=(Model("tiny", "Our tiny one"),)))
            setup.store_key(setup.all()[0], "sk-only-for-the-picture")
            self._reply(server)
            self._failure(server)
            self._nothing()
        self._app.close()

    def _reply(self, server: ScriptedServer) -> None:
        usage = chunk(choices=[], usage={"prompt_tokens": 9, "completion_tokens": 12, "total_tokens": 21})
        words = [item for word in ANSWERS[self._language] for item in (0.03, delta(word))]
        server.queue(REFUSED, Reply([0.3, b": wait\n\n", 0.2, *words, finish(), usage, DONE]))
        self._ask()
        window = self._inspector()
        self._shoot("request", window)
        self._press(window, "inspectorLaidOut")
        self._shoot("laid-out", window)
        self._turn(window, 1)
        self._press(window, "inspectorRaw")
        self._shoot("answer", window)
        self._turn(window, 2)
        self._press(window, "inspectorCurl")
        self._shoot("times", window)
        window.close()

    def _failure(self, server: ScriptedServer) -> None:
        setup = self._app.program.setup
        with ScriptedServer() as gone:
            setup.save(replace(setup.all()[0], base_url=gone.base_url))
        setup.store_key(setup.all()[0], "sk-only-for-the-picture")
        self._ask()
        window = self._inspector()
        self._turn(window, 1)
        self._shoot("failed", window)
        window.close()

    def _nothing(self) -> None:
        for _ in range(50):
            self._app.program.inspector.watch(ChatRequest(ModelChoice("c", "m"), (), subject=str(_)), _Nobody())
        window = self._inspector()
        self._shoot("nothing", window)
        window.close()

    def _ask(self) -> None:
        page = self._app.window.page
        page.ask(QUESTIONS[self._language], ModelChoice("c", "tiny"))
        assert wait_until(lambda: page.session is not None and not page.session.busy)
        QTest.qWait(200)
        self._shoot("conversation", self._app.window)

    def _inspector(self) -> InspectorWindow:
        """Of the last answer."""
        self._app.window.activateWindow()
        assert wait_until(self._app.window.isActiveWindow)
        held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(self._app.window, Qt.Key.Key_I, held)
        return next(one for one in self._app.window.findChildren(InspectorWindow) if one.isVisible())

    def _press(self, window: QWidget, name: str) -> None:
        found = window.findChild(QAbstractButton, name)
        assert found is not None
        found.click()

    def _turn(self, window: QWidget, place: int) -> None:
        tabs = window.findChild(QTabBar, "inspectorTabs")
        assert tabs is not None
        tabs.setCurrentIndex(place)

    def _shoot(self, name: str, widget: QWidget) -> None:
        QTest.qWait(150)
        widget.grab().save(str(self._out / f"inspector-{name}-{self._suffix}.png"))


class _Nobody:
    """Requests of other answers."""

    weight = 0

    def exchanges(self) -> tuple[()]:
        return ()

    def forget_bodies(self) -> None:
        """There are none."""
