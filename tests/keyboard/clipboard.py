"""Holds words for whoever pastes, as the program they were copied in would, until it is ended.

python clipboard.py WORDS
"""

import sys

from PySide6.QtGui import QGuiApplication

if __name__ == "__main__":
    qt = QGuiApplication(sys.argv[:1])
    qt.clipboard().setText(sys.argv[1])
    print("copied", flush=True)
    sys.exit(qt.exec())
