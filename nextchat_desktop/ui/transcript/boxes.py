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


def take_out(box: QBoxLayout) -> None:
    """Takes everything out of it; the widgets stay for when they are put in again."""
    for _ in range(box.count()):
        box.takeAt(0)
