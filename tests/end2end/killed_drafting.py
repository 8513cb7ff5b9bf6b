"""A process of its own for the test that kills it: pastes a picture in a real window, and says when it is kept."""

import sys
from pathlib import Path

from keyring.backends.fail import Keyring
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from nextchat_desktop.app import Application
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.ui.composer.incoming import Incoming
from ui.test_pictures import png


def main(home: Path, base_url: str) -> None:
    qt = QApplication([])
    app = Application(home, {}, Keyring())
    app.program.setup.save(Connection("c", "Lab", "compatible", base_url, models=(Model("tiny"),)))
    app.window.show()
    app.window.page.attaching.attach([Incoming("cat.png", lambda: png(300, 200))])
    watch = QTimer(interval=20)

    def look() -> None:
        if app.program.conversations.draft("").pictures:
            print("kept", flush=True)
            watch.stop()

    watch.timeout.connect(look)
    watch.start()
    qt.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
