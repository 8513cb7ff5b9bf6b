"""How large a window may open, by the screen of the one it is opened from."""

import json
import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from nextchat_desktop.ui.room import room_near

ROOT = Path(__file__).parents[2]
SCREENS = [
    {"name": name, "x": x, "y": 0, "width": width, "height": height, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    for name, x, width, height in (("desk", 0, 1600, 1000), ("beside", 1600, 640, 480))
]
MOVED = """
from PySide6.QtWidgets import QApplication, QWidget
from nextchat_desktop.ui.room import room_near

qt = QApplication(["test"])
window = QWidget()
for x in (100, 1700):
    window.setGeometry(x, 50, 400, 300)
    window.show()
    room = room_near(QWidget(window))
    print(room.width(), room.height())
"""


def test_it_is_the_screen_of_the_window_that_the_opener_is_in(tmp_path: Path) -> None:
    (tmp_path / "screens.json").write_text(json.dumps({"screens": SCREENS}), "utf-8")
    platform = f"offscreen:configfile={tmp_path / 'screens.json'}"
    environ = os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": platform}
    command = [sys.executable, "-c", MOVED]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "1600 1000\n640 480\n", "")


def test_without_an_opener_it_is_the_main_screen(qtbot: QtBot) -> None:
    assert room_near(None) == QGuiApplication.primaryScreen().availableSize()


def test_an_opener_whose_screen_is_gone_leaves_the_main_screen(qtbot: QtBot) -> None:
    left_behind = QWidget()
    qtbot.addWidget(left_behind)
    left_behind.setGeometry(50_000, 50_000, 300, 200)
    inner = QWidget(left_behind)
    assert QGuiApplication.screenAt(left_behind.geometry().center()) is None
    assert room_near(inner) == QGuiApplication.primaryScreen().availableSize()
