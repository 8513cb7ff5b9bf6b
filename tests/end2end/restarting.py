"""A process of its own that runs the program as a person starts it, and restores the first backup it finds."""

import sys
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QTimer

from nextchat_desktop.app import Application
from nextchat_desktop.opening.start import main


class Watching(Application):
    """Says at each start which conversations there are; the second one ends."""

    def _show(self, pause: Callable[[], object]) -> None:
        super()._show(pause)
        titles = sorted(one.title for one in self.program.library.all())
        print("started", *titles, flush=True)
        data = self.program.data
        if self.program.carried_out.restored:
            QTimer.singleShot(0, partial(QCoreApplication.exit, 0))
        else:
            backup = data.store.all()[0]
            QTimer.singleShot(0, lambda: data.backups.restore(backup, lambda _part: None, self._on_prepared))

    def _on_prepared(self, outcome: Exception | None) -> None:
        print("prepared", outcome, flush=True)
        self.restart()


if __name__ == "__main__":
    sys.exit(main(make=Watching))
