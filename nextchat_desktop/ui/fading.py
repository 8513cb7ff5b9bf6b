"""Lets what comes into sight come softly; it knows not what that is."""

from PySide6.QtCore import QEasingCurve, QObject, QPropertyAnimation
from PySide6.QtWidgets import QGraphicsOpacityEffect, QWidget

_NAME = "fading"


def fade_in(widget: QWidget, milliseconds: int) -> None:
    """Within so much time; at once where that is 0. What is fading already goes on with that."""
    if not milliseconds or widget.findChild(QObject, _NAME) is not None:
        return
    veil = QGraphicsOpacityEffect(widget)
    fading = QPropertyAnimation(veil, b"opacity", widget)
    fading.setObjectName(_NAME)
    fading.setDuration(milliseconds)
    fading.setStartValue(0.0)
    fading.setEndValue(1.0)
    fading.setEasingCurve(QEasingCurve.Type.OutCubic)
    fading.finished.connect(lambda: widget.setGraphicsEffect(None))  # type: ignore[arg-type]
    widget.setGraphicsEffect(veil)
    fading.start(QPropertyAnimation.DeletionPolicy.DeleteWhenStopped)
