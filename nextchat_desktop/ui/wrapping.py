"""Where a line of text may break."""

import re

from PySide6.QtGui import QTextOption

_ENDLESS_WORD = re.compile(r"\S{2000}")


def wrap_mode(text: str) -> QTextOption.WrapMode:
    """At the ends of words; anywhere where there are none: Qt would look for them until the window seems dead."""
    if _ENDLESS_WORD.search(text):
        return QTextOption.WrapMode.WrapAnywhere
    return QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
