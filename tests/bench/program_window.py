"""A process of its own that starts the program as a person does: `python -m bench.program_window [SECONDS]`.

It tells when one could type, or what so many seconds of doing nothing cost once everything is there.
"""

import gc
import os
import sys


def main(seconds: float) -> int:
    gc.disable()
    from nextchat_desktop.opening.plain_imports import import_plainly

    import_plainly()
    return _idle(seconds) if seconds else _typable()


def _typable() -> int:
    """As far as the first frame, which is what a start comes to before it does anything else."""
    from PySide6.QtWidgets import QApplication

    from nextchat_desktop.opening.start import first_frame
    from nextchat_desktop.storage.usual_paths import usual_paths

    qt = QApplication(sys.argv[:1])
    first = first_frame(qt, usual_paths(os.environ)[0])
    if first is None:
        return 1
    qt.processEvents()
    from bench.spending import tell_typable

    tell_typable(first.field)
    return 0


def _idle(seconds: float) -> int:
    from nextchat_desktop.opening.start import main as start

    sys.argv = sys.argv[:1]
    from bench.watching import watching  # it loads the program, as the start does

    return start(make=watching(seconds))


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 0.0))
