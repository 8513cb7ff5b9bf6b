"""The card in which something stands above the composer, with room between them."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.theme import sizes


def carded(part: QWidget) -> QFrame:
    """The frame to be filled, which is all there is of the part."""
    frame = named(QFrame(), f"{part.objectName()}Card", role="card")
    around = QVBoxLayout(part)
    around.setContentsMargins(0, 0, 0, sizes.SPACE_2)
    around.addWidget(frame)
    return frame
