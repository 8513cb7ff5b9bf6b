"""What several pieces over the transcript do with their layouts."""

from PySide6.QtWidgets import QBoxLayout


def empty(box: QBoxLayout) -> None:
    """Takes everything out of it, to be filled anew."""
    while (item := box.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
