"""Paints what moves in and out: imports, exports, where things are, a set-up for a friend, and what a policy holds."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QFileDialog, QLabel, QLineEdit, QPlainTextEdit, QWidget

from gallery_start import started, wait_until
from gallery_window import TEXTS as SAID
from nextchat_desktop.app import Application
from nextchat_desktop.core.backups import Occasion
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.labour import unwatched
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Text
from nextchat_desktop.settings.schema import EXPORT_LOOK, EXPORT_SHAPE
from nextchat_desktop.ui.importing.dropping import FileDrop

W = TypeVar("W", bound=QWidget)

_NOON = 1_725_300_000_000
_PASSPHRASE = "a horse in the library"
_POLICY = """
[locked]
"appearance.text_size" = 15
"appearance.wrap_code" = true
"""


@dataclass(frozen=True)
class Texts:
    titles: tuple[str, ...]
    mask: str
    rule: str
    sender: str
    note: str


TEXTS = {
    "en": Texts(
        ("A walk from the lake to the hut", "Mean and median", "Letters to the landlord", "Bread without kneading"),
        "Careful translator",
        "Translate what follows, and keep names as they are.",
        "Mei",
        "This is our group's set-up. Ask me for the passphrase.",
    ),
    "zh_CN": Texts(
        ("从湖边走到山间小屋", "均值和中位数", "给房东的信", "免揉面包"),
        "细心的译者",
        "翻译下面的内容，人名保持原样。",
        "小梅",
        "这是我们小组的配置，口令请直接问我。",
    ),
}


class MovingPainter:
    """One look in one language."""

    def __init__(self, language: str, theme: str, home: Path, out: Path) -> None:
        self._out, self._home = out, home
        self._look = language, theme
        self._texts, self._said = TEXTS[language], SAID[language]
        self._suffix = f"{theme}-{language[:2]}"
        home.mkdir(parents=True)
        self._app = self._begun("mine")

    def paint(self) -> None:
        self._import()
        self._settle_in()
        self._export()
        self._app.window.open_settings("data")
        assert wait_until(lambda: "B" in self._see("dataSizes", QLabel).text())
        self._shoot("data", "settingsDialog")
        setup = self._share()
        self._app.close()
        policy = self._home / "nextchat.policy.toml"
        policy.write_text(_POLICY, "utf-8")
        self._app = self._begun("friend", {"NEXTCHAT_POLICY": str(policy)})
        self._open(setup)
        self._app.window.open_settings("appearance")
        self._shoot("policy", "settingsDialog")
        self._app.close()

    def _begun(self, name: str, environ: Mapping[str, str] | None = None) -> Application:
        app = started(*self._look, self._home / name, environ or {})
        app.window.resize(1280, 820)
        app.window.show()
        return app

    def _import(self) -> None:
        """Another program's backup, and a file that nobody can read."""
        backup, broken = self._home / "nextchat.json", self._home / "notes.json"
        backup.write_text(json.dumps(_backup(self._texts)), "utf-8")
        broken.write_text('{"notes": [', "utf-8")
        self._drop(backup, broken)
        assert wait_until(self._see("importButton", QAbstractButton).isVisible)
        self._shoot("import-preview", "importDialog")
        self._see("importButton", QAbstractButton).click()
        assert wait_until(self._see("importShowButton", QAbstractButton).isVisible)
        self._shoot("import-report", "importDialog")
        self._see("importDialog", QWidget).close()

    def _settle_in(self) -> None:
        """A connection, a conversation and two backups of them."""
        program = self._app.program
        connection = Connection("c", "Azure", "compatible", "https://chat.example/v1", models=(Model("gpt-4o"),))
        program.setup.save(connection)
        program.setup.store_key(connection, "sk-abcdefghijklmnop1234")
        program.models.remember(ModelChoice("c", "gpt-4o"))
        asked = Message("q", Role.USER, (Text(self._said.question),), None, _NOON)
        said = Message("a", Role.ASSISTANT, (Text(self._said.answer),), "q", _NOON + 9_000, author="gpt-4o")
        program.conversations.save(Conversation("x", self._texts.titles[1], True, _NOON, _NOON, "a"), asked, said)
        for occasion in (Occasion.DAILY, Occasion.BY_HAND):
            program.data.store.make(occasion, 5, unwatched)

    def _export(self) -> None:
        settings, session = self._app.program.settings, self._app.program.library.open("x")
        assert session is not None
        settings[EXPORT_SHAPE], settings[EXPORT_LOOK] = "png", ("card", "sharp")
        self._app.window.show_session(session)
        self._app.window.commands.run("export")
        picture = self._see("exportPicture", QLabel)
        assert wait_until(lambda: not picture.pixmap().isNull())
        self._shoot("export", "exportDialog")
        self._see("exportDialog", QWidget).close()

    def _share(self) -> Path:
        """The file that comes of it."""
        self._app.window.commands.run("share_setup")
        self._see("shareSender", QLineEdit).setText(self._texts.sender)
        self._see("shareNote", QPlainTextEdit).setPlainText(self._texts.note)
        self._see("shareKeys", QCheckBox).click()
        self._see("sharePassphrase", QLineEdit).setText(_PASSPHRASE)
        self._shoot("set-up-share", "shareSetupDialog")
        path = self._home / "group.nextchat-setup"
        self._see("shareSaveButton", QAbstractButton).click()
        assert wait_until(lambda: bool(self._app.window.findChildren(QFileDialog, "saveSetupDialog")))
        self._see("saveSetupDialog", QFileDialog).fileSelected.emit(str(path))
        assert wait_until(path.exists)
        self._see("saveSetupDialog", QFileDialog).reject()
        self._see("shareSetupDialog", QWidget).close()
        return path

    def _open(self, setup: Path) -> None:
        self._drop(setup)
        self._see("setupPassphrase", QLineEdit).setText(_PASSPHRASE)
        self._see("setupUnlockButton", QAbstractButton).click()
        assert wait_until(lambda: not self._see("setupPassphrase", QWidget).isEnabled())
        self._shoot("set-up-open", "openSetupDialog")
        self._see("openSetupDialog", QWidget).close()

    def _drop(self, *paths: Path) -> None:
        drop = self._app.window.findChild(FileDrop)
        assert drop is not None
        drop.dropped.emit([str(path) for path in paths])

    def _see(self, name: str, kind: type[W]) -> W:
        found: W | None = self._app.window.findChild(kind, name)
        assert found is not None, name
        return found

    def _shoot(self, name: str, widget: str) -> None:
        QTest.qWait(250)
        self._see(widget, QWidget).grab().save(str(self._out / f"{name}-{self._suffix}.png"))


def _backup(texts: Texts) -> dict[str, Any]:
    """As NextChat writes one: conversations, a mask, and a connection with its key."""
    sessions = [_session(f"s{number}", title) for number, title in enumerate(texts.titles)]
    own = {"openaiUrl": "https://api.example.org", "openaiApiKey": "sk-abcdefghijklmnop5678"}
    rules = [{"id": "r", "role": "system", "content": texts.rule}]
    mask = {"id": "m", "name": texts.mask, "avatar": "1f98a", "context": rules, "modelConfig": {}, "builtin": False}
    return {
        "chat-next-web-store": {"sessions": sessions},
        "access-control": {"useCustomConfig": True, "provider": "OpenAI", **own},
        "app-config": {"theme": "dark", "fontSize": 16},
        "mask-store": {"masks": {"m": mask}},
    }


def _session(id: str, title: str) -> dict[str, Any]:
    asked = {"id": f"{id}-q", "role": "user", "content": title, "date": "2024/9/2 18:00:00"}
    said = {
        "id": f"{id}-a",
        "role": "assistant",
        "content": f"{title}.",
        "date": "2024/9/2 18:01:00",
        "model": "gpt-4o",
    }
    return {"id": id, "topic": title, "messages": [asked, said], "lastUpdate": _NOON, "mask": {"modelConfig": {}}}
