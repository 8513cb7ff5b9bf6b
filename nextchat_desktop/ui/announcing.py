"""Has a screen reader say something that nobody went to; it does not know what."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str, is_urgent: bool = False) -> None:
    """Says it when the screen reader has finished what it is saying, or at once where it `is_urgent`."""
    if QAccessible.isActive() and text:
        politeness = QAccessible.AnnouncementPoliteness
        event = QAccessibleAnnouncementEvent(widget, text)
        event.setPoliteness(politeness.Assertive if is_urgent else politeness.Polite)
        QAccessible.updateAccessibility(event)
