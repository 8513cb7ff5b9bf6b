"""A process of its own for the tests that kill it: asks in a real window, and says when the first words are on disk."""

import sys
from pathlib import Path

from keyring.backends.fail import Keyring
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from nextchat_desktop.app import Application
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import Connection, Model


def main(home: Path, base_url: str) -> None:
    qt = QApplication([])
    app = Application(home, {}, Keyring())
    app.program.setup.save(Connection("c", "Lab", "compatible", base_url, models=(Model("tiny"),)))
    app.window.show()
    app.window.page.ask("Hello", ModelChoice("c", "tiny"))
    watch = QTimer(interval=20)

    def look() -> None:
        written = [path.read_bytes() for path in app.program.paths.journal.glob("*.jsonl")]
        if any(b'answer"' in text for text in written):
            print("written", flush=True)
            watch.stop()

    watch.timeout.connect(look)
    watch.start()
    qt.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
