"""The screens of what moves in and out: imports, exports in each shape, set-ups, backups, and a start in trouble."""

import json
from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QAbstractButton, QCheckBox, QFileDialog, QLineEdit, QListWidget, QPlainTextEdit, QWidget

from nextchat_desktop.compose import CannotStart, Program
from nextchat_desktop.core.exporting import Shape
from nextchat_desktop.engine.telling_sharing import chosen_of
from nextchat_desktop.opening.running import trouble_at_start
from nextchat_desktop.settings.schema import EXPORT_SHAPE
from screens.contents import EVERYTHING
from screens.world import Show, World

_PASSPHRASE = "a horse in the library"


def _import(world: World) -> QWidget:
    return world.run("import", "importDialog")


def _import_preview(world: World) -> QWidget:
    """Another program's backup, and a file that nobody can read."""
    backup = world.write("nextchat.json", json.dumps(_backup(world.said.titles, world.said.mask, world.said.rule)))
    world.drop(backup, world.write("notes.json", '{"notes": ['))
    world.wait(lambda: world.see("importButton", QAbstractButton).isVisible())
    world.settle()
    return world.see("importDialog", QWidget)


def _import_looking(world: World) -> QWidget:
    """While it is being read."""
    titles = [f"{title} {number}" for number in range(200) for title in world.said.titles]
    world.drop(world.write("many.json", json.dumps(_backup(tuple(titles), world.said.mask, world.said.rule))))
    return world.see("importDialog", QWidget)


def _import_report(world: World) -> QWidget:
    dialog = _import_preview(world)
    world.press("importButton")
    world.wait(lambda: world.see("importShowButton", QAbstractButton).isVisible())
    world.settle()
    return dialog


def _cloud(world: World) -> QWidget:
    _import(world)
    world.press("importCloudButton")
    return world.see("cloudDialog", QWidget)


def _export(shape: Shape) -> Show:
    def show(world: World) -> QWidget:
        world.program.settings[EXPORT_SHAPE] = str(shape)
        world.show(EVERYTHING)
        dialog = world.run("export", "exportDialog")
        world.pause(300)
        return dialog

    return show


def _export_all(world: World) -> QWidget:
    return world.run("export_all", "exportDialog")


def _share(world: World) -> QWidget:
    dialog = world.run("share_setup", "shareSetupDialog")
    world.see("shareSender", QLineEdit, dialog).setText(world.said.sender)
    world.see("shareNote", QPlainTextEdit, dialog).setPlainText(world.said.note)
    world.see("shareKeys", QCheckBox, dialog).setChecked(True)
    world.see("sharePassphrase", QLineEdit, dialog).setText(_PASSPHRASE)
    world.settle()
    return dialog


def _share_nothing(world: World) -> QWidget:
    return world.run("share_setup", "shareSetupDialog")


def _open(locked: bool) -> Show:
    """A set-up from somebody else, before and after the passphrase."""

    def show(world: World) -> QWidget:
        world.window.handing.open_text(_made(world).decode())
        dialog = world.see("openSetupDialog", QWidget)
        if not locked:
            world.see("setupPassphrase", QLineEdit, dialog).setText(_PASSPHRASE)
            world.press("setupUnlockButton", dialog)
            world.wait(lambda: not world.see("setupPassphrase", QWidget, dialog).isEnabled())
        world.settle()
        return dialog

    return show


def _made(world: World) -> bytes:
    sharing = world.program.sharing()
    offered = sharing.offered()
    ids = [f"connection.{one.id}" for one in offered.connections]
    models = [f"connection.{one.id}.model.{model.id}" for one in offered.connections for model in one.models]
    ticks = frozenset((*ids, *models))
    chosen = chosen_of(offered, ticks, world.said.sender, world.said.note, None)
    return sharing.written(sharing.setup(chosen), sharing.secrets(chosen), _PASSPHRASE)


def _backing_up(world: World) -> QWidget:
    dialog = world.settings("data")
    world.press("backUpNow", dialog)
    world.see("backUpDialog", QFileDialog).fileSelected.emit(str(world.folder / "all.zip"))
    world.see("backUpDialog", QFileDialog).hide()
    world.back.append(lambda: world.wait(lambda: not world.see("dataWork", QWidget, dialog).isVisible()))
    return dialog


def _restore(world: World) -> QWidget:
    """The question before a backup takes the place of everything."""
    dialog = world.settings("data")
    world.see("backupList", QListWidget, dialog).setCurrentRow(0)
    world.press("backupRestore", dialog)
    world.pause(200)
    world.scroll_down(dialog)
    return dialog


def _erase(world: World) -> QWidget:
    dialog = world.settings("data")
    world.press("eraseEverything", dialog)
    world.scroll_down(dialog)
    return dialog


def _trouble(world: World) -> QWidget:
    """A database that nobody can read."""
    home = world.folder / "broken"
    home.mkdir(exist_ok=True)
    with_nothing = Program(lambda: None, {}, home, world.keyring)
    with_nothing.close()
    with_nothing.paths.database.write_bytes(b"spoiled" * 1000)
    try:
        Program(lambda: None, {}, home, world.keyring).close()
    except CannotStart as reason:
        box = trouble_at_start(world.program.words, reason)
    box.show()
    world.settle()
    world.back.append(box.close)
    return box


MOVING: Mapping[str, Show] = {
    "import": _import,
    "import-looking": _import_looking,
    "import-preview": _import_preview,
    "import-report": _import_report,
    "import-cloud": _cloud,
    **{f"export-{shape}": _export(shape) for shape in Shape},
    "export-several": _export_all,
    "set-up-share": _share,
    "set-up-share-without-keys": _share_nothing,
    "set-up-open": _open(locked=True),
    "set-up-opened": _open(locked=False),
    "data-backing-up": _backing_up,
    "data-restore": _restore,
    "data-erase": _erase,
    "trouble-at-start": _trouble,
}


def _backup(titles: tuple[str, ...], name: str, rule: str) -> dict[str, Any]:
    """As NextChat writes one: conversations, a mask, and a connection with its key."""
    own = {"openaiUrl": "https://api.example.org", "openaiApiKey": "sk-abcdefghijklmnop5678"}
    context = [{"id": "r", "role": "system", "content": rule}]
    mask = {"id": "m", "name": name, "avatar": "1f98a", "context": context, "modelConfig": {}, "builtin": False}
    return {
        "chat-next-web-store": {"sessions": [_session(f"s{place}", title) for place, title in enumerate(titles)]},
        "access-control": {"useCustomConfig": True, "provider": "OpenAI", **own},
        "app-config": {"theme": "dark", "fontSize": 16},
        "mask-store": {"masks": {"m": mask}},
    }


def _session(id: str, title: str) -> dict[str, Any]:
    asked = {"id": f"{id}-q", "role": "user", "content": title, "date": "2024/9/2 18:00:00"}
    said = {"id": f"{id}-a", "role": "assistant", "content": f"{title}.", "date": "2024/9/2 18:01:00"}
    last = 1_725_300_000_000
    return {"id": id, "topic": title, "messages": [asked, said], "lastUpdate": last, "mask": {"modelConfig": {}}}
