"""Everything in every window has a name that a person can make something of."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gallery_start import SomeKeyring
from nextchat_desktop.app import Application
from reader.furnished import furnished
from reader.heard import Heard, confusable, misread, nameless, unlabelled
from reader.in_process import read, windows
from reader.windows import WAYS, leave


@pytest.fixture(scope="module")
def app(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """One for all windows: each is closed again."""
    home, keyring = tmp_path_factory.mktemp("home"), SomeKeyring()
    furnished(home, keyring)
    app = Application(home, {"LANG": "en_US"}, keyring)
    WAYS["settings: network"](app)  # with it the thread of the network begins, which then stays
    leave(app)
    app.window.resize(1280, 900)
    app.window.show()
    QTest.qWaitForWindowExposed(app.window)
    yield app
    app.close()


def wrong_with(tree: Heard) -> dict[str, list[str]]:
    found = {check.__name__: check(tree) for check in (nameless, unlabelled, misread, confusable)}
    return {what: where for what, where in found.items() if where}


@pytest.mark.qt_log_ignore("does not support grabbing", extend=True)
@pytest.mark.parametrize("name", WAYS)
def test_every_part_has_a_name_of_its_own(app: Application, name: str) -> None:
    WAYS[name](app)
    QTest.qWait(50)
    wrong = {widget.windowTitle(): wrong_with(read(widget)) for widget in windows()}
    leave(app)
    assert {title: found for title, found in wrong.items() if found} == {}


def test_a_fresh_start_is_no_exception(qapp: QApplication, home: Path) -> None:
    app = Application(home, {"LANG": "en_US"}, SomeKeyring())
    app.window.show()
    tree = read(app.window)
    app.close()
    assert tree.find("text", "Paste a key").name
    assert wrong_with(tree) == {}
