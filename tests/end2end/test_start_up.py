"""What a person waits for until the window is there."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
OPENED = """
import sys
from PySide6.QtWidgets import QApplication
from nextchat_desktop.app import Application

qt = QApplication(["test"])
application = Application()
application.window.show()
qt.processEvents()
print(*sorted(sys.modules), sep="\\n")
application.close()
"""
WRITTEN_IN = """
import linecache
import sys
from nextchat_desktop.opening.plain_imports import import_plainly

import_plainly()
from nextchat_desktop.opening import start
print(*sorted(sys.modules), sep="\\n")
print(*(name for name in linecache.cache if "nextchat_desktop" in name), sep="\\n")
"""
LATER = {
    "httpx": "the first request",
    "urllib.request": "the first request",
    "truststore": "the first request",
    "asyncio": "the first request",
    "ssl": "the first request",
    "_hashlib": "the first picture, or request",
    "tomlkit": "the first change of a setting",
    "PySide6.QtNetwork": "the first request",
    "keyring": "the first key",
    "cryptography": "the first passphrase",
    "pygments.lexers": "the first code",
    "ziamath": "the first formula",
    "merman": "the first diagram",
    "resvg_py": "the first diagram",
    "babel": "the first number above a thousand, or time",
    "nextchat_desktop.engine.doctor.examination": "the first test",
    "nextchat_desktop.ui.settings.dialog": "the settings",
    "nextchat_desktop.ui.settings.data.page": "the settings",
    "nextchat_desktop.compose.data": "the settings, or the first backup",
    "nextchat_desktop.core.data_folder": "the settings",
    "nextchat_desktop.engine.clearing": "the settings",
    "nextchat_desktop.engine.data_works": "the settings",
    "nextchat_desktop.engine.telling_data": "the settings",
    "nextchat_desktop.storage.moves": "the settings",
    "nextchat_desktop.core.backups": "the first backup",
    "nextchat_desktop.engine.backups": "the first backup",
    "nextchat_desktop.storage.backups.store": "the first backup",
    "nextchat_desktop.storage.labour": "the first backup, or export",
    "nextchat_desktop.storage.backups.making": "the first backup",
    "nextchat_desktop.storage.backups.packing": "a backup as a file",
    "nextchat_desktop.storage.moving": "a move of the data",
    "nextchat_desktop.storage.belongings": "a move of the data",
    "nextchat_desktop.storage.backups.orders": "something to be done at the start",
    "nextchat_desktop.storage.policies": "a policy",
    "nextchat_desktop.engine.given": "a policy, or a variable",
    "nextchat_desktop.core.limits": "a policy, or a variable",
    "nextchat_desktop.core.environment": "a variable of NextChat's",
    "nextchat_desktop.core.addresses": "a variable of NextChat's",
    "nextchat_desktop.engine.telling_rules": "a policy, or the settings",
    "nextchat_desktop.core.fetching": "a backup of NextChat's from elsewhere",
    "nextchat_desktop.gateway.downloading": "a backup of NextChat's from elsewhere",
    "nextchat_desktop.core.sealed": "the first passphrase",
    "nextchat_desktop.storage.sealing": "the first passphrase",
    "nextchat_desktop.ui.trouble_at_start": "a start that fails",
    "nextchat_desktop.storage.backups.staging": "the first restore",
    "tomllib": "the first mask or prompt",
    "csv": "a file of prompts, or of what was used",
    "statistics": "the first answer that costs something",
    "nextchat_desktop.core.found": "the first import",
    "nextchat_desktop.core.arriving": "the first import",
    "nextchat_desktop.storage.arriving": "the first import",
    "nextchat_desktop.core.newcomers": "a connection from elsewhere",
    "nextchat_desktop.engine.newcomers": "a connection from elsewhere",
    "nextchat_desktop.interchange.masks": "a file of masks",
    "nextchat_desktop.interchange.prompts": "a file of prompts",
    "nextchat_desktop.compose.exporting": "the first export",
    "nextchat_desktop.core.exporting": "the first export",
    "nextchat_desktop.interchange.shapes": "the first export",
    "nextchat_desktop.ui.sharing.dialog": "the first export",
    "nextchat_desktop.core.pasted": "something pasted, or the settings",
    "nextchat_desktop.gateway.checkup": "the first test",
    "nextchat_desktop.core.checkup": "the first test",
    "nextchat_desktop.markup.finding": "the first find",
    "nextchat_desktop.markup.outline": "the outline",
    "nextchat_desktop.markup.diagram_svg": "the first diagram",
    "nextchat_desktop.markup.to_html": "the first copy",
    "nextchat_desktop.ui.transcript.find_bar": "the first find",
    "nextchat_desktop.ui.transcript.accessible_parts": "somebody who listens",
    "nextchat_desktop.ui.transcript.accessible_pieces": "somebody who listens",
    "nextchat_desktop.ui.transcript.parts": "somebody who listens",
    "nextchat_desktop.ui.transcript.outline_panel": "the outline",
    "nextchat_desktop.ui.masks.dialog": "the masks",
    "nextchat_desktop.ui.prompts.dialog": "the prompts",
    "nextchat_desktop.ui.bin.dialog": "the bin",
    "nextchat_desktop.ui.tailoring.conversation_settings": "the settings of a conversation",
    "nextchat_desktop.ui.palette.menu": "the palette",
    "nextchat_desktop.ui.palette.panel": "the palette",
    "nextchat_desktop.ui.palette.sources": "the palette",
    "nextchat_desktop.ui.shortcuts_overview": "the overview of the keys",
    "nextchat_desktop.ui.viewer.window": "the first picture that is opened",
}
"""Libraries and windows, and what they wait for."""


FIRST = ("opening", "ui", "storage", "core", "resources")
"""What the first frame is made of."""


def loaded_by(script: str, home: Path) -> set[str]:
    """The modules that are there at its end, in a process of its own."""
    environ = os.environ | {"PYTHONPATH": str(ROOT), "NEXTCHAT_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_a_window_opens_without_what_it_does_not_need_yet(tmp_path: Path) -> None:
    loaded = loaded_by(OPENED, tmp_path)
    assert "nextchat_desktop.ui.main_window" in loaded
    assert {name: LATER[name] for name in loaded & set(LATER)} == {}


def test_one_can_write_before_anything_but_the_first_frame_is_loaded(tmp_path: Path) -> None:
    loaded = loaded_by(WRITTEN_IN, tmp_path)
    ours = {name for name in loaded if name.startswith("nextchat_desktop.")}
    assert "nextchat_desktop.ui.first_frame.frame" in ours
    assert {name for name in ours if name.split(".")[1] not in FIRST} == set()
    assert len(ours) < 40


def test_nobody_reads_the_source_of_what_is_loaded(tmp_path: Path) -> None:
    """PySide does, and keeps it, unless it is kept from that."""
    assert [name for name in loaded_by(WRITTEN_IN, tmp_path) if name.endswith("frame.py")] == []
