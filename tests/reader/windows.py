"""The ways to every window of the program and every panel in it, by the name a person would call it by."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QMenu

from nextchat_desktop.app import Application
from nextchat_desktop.ui.floating import FloatingList
from nextchat_desktop.ui.settings.pages import PAGES

Way = Callable[[Application], object]


def leave(app: Application) -> None:
    """Closes whatever is open over the main window; some go back a page first."""
    for top in QApplication.topLevelWidgets() * 2:
        if top is not app.window and top.isVisible() and isinstance(top, QDialog | QMenu):
            top.close()
    for panel in app.window.findChildren(FloatingList):
        panel.dismiss()
    app.window.page.dismiss()
    QApplication.processEvents()


def _run(command: str, app: Application) -> None:
    assert app.window.commands.run(command), f"{command} cannot be run"


def _settings(page: str, app: Application) -> None:
    app.window.open_settings(page)


def _click(name: str, app: Application) -> None:
    button = next(one for one in _all(app, QAbstractButton, name) if one.isVisible())
    button.click()


def _all(app: Application, kind: type[QAbstractButton], name: str) -> list[QAbstractButton]:
    return [one for top in QApplication.topLevelWidgets() for one in top.findChildren(kind, name)]


def _then(first: Way, *more: Way) -> Way:
    def go(app: Application) -> None:
        for way in (first, *more):
            way(app)
            QTest.qWait(20)

    return go


WAYS: Mapping[str, Way] = {
    "the conversation": lambda app: None,
    **{f"settings: {page}": partial(_settings, page) for page in PAGES},
    "the palette": partial(_run, "palette"),
    "the model picker": partial(_run, "model"),
    "the masks": partial(_run, "new_with_mask"),
    "the editor of masks": partial(_run, "save_mask"),
    "the prompts": partial(_run, "prompts"),
    "the import": partial(_run, "import"),
    "the export": partial(_run, "export"),
    "the export of everything": partial(_run, "export_all"),
    "a set-up for a friend": partial(_run, "share_setup"),
    "the bin": partial(_run, "bin"),
    "the whole conversation": partial(_run, "edit_all"),
    "the inspector": partial(_run, "inspect"),
    "the find bar": partial(_run, "find"),
    "the outline": partial(_run, "outline"),
    "the shortcuts": partial(_run, "shortcuts"),
    "the settings of a conversation": partial(_run, "conversation_settings"),
    "what will be sent": partial(_run, "context"),
    "the choice of messages": partial(_run, "choose_turns"),
    "a message being edited": partial(_run, "edit_last"),
    "the menu of files": partial(_click, "filesButton"),
    "the emoji": _then(partial(_run, "save_mask"), partial(_click, "maskAvatar")),
}

DEEDS: Mapping[str, Way] = {"the conversation is deleted": partial(_run, "delete")}
"""What is done in the main window, and told there."""
