"""Shows a failure where it happened: what, what it means, what can be done. It knows neither failures nor remedies."""

from itertools import pairwise

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QPushButton, QVBoxLayout, QWidget

from nextchat_desktop.ui.flowing import Flow
from nextchat_desktop.ui.mirroring import set_margins
from nextchat_desktop.ui.selectable import make_selectable
from nextchat_desktop.ui.transcript.boxes import empty
from nextchat_desktop.ui.transcript.entries import Action, Card, TranscriptWords
from nextchat_desktop.ui.transcript.look import Look
from nextchat_desktop.ui.transcript.snug_button import SnugButton

RADIUS, _EDGE = 10, 3


class FailureCard(QFrame):
    """Colours and sizes come from the style sheet of the view it lies in."""

    action_requested = Signal(str)
    details_toggled = Signal()

    def __init__(self, words: TranscriptWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._shown: Card | None = None
        self._open = False
        self._look: Look | None = None
        self._box = QVBoxLayout(self)
        set_margins(self._box, 16, 11, 14, 11)
        self._box.setSpacing(4)
        self.setObjectName("failureCard")

    def show_card(self, card: Card, details_open: bool) -> None:
        if card != self._shown:
            self._shown = card
            self._build(card)
        self._open = details_open
        self._dress_details()

    def dress(self, look: Look) -> None:
        """Before it is measured."""
        if look is not self._look:
            self._look = look
            self._dress_details()

    def height_for(self, width: int) -> int:
        """The height it needs, measured in its final fonts even while it is not shown."""
        self.ensurePolished()
        for child in self.findChildren(QWidget):
            child.ensurePolished()
        for layout in self.findChildren(QLayout):
            layout.invalidate()
        self._box.invalidate()
        return max(self._box.totalHeightForWidth(width), self._box.totalMinimumSize().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """With an edge in the colour of its tone that ends in the round corners: style sheets cannot do that."""
        super().paintEvent(event)
        whole, edge = QPainterPath(), QPainterPath()
        whole.addRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        edge.addRect(self.width() - _EDGE if self.isRightToLeft() else 0, 0, _EDGE, self.height())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(whole.intersected(edge), self.palette().color(self.foregroundRole()))
        painter.end()

    def _build(self, card: Card) -> None:
        empty(self._box)
        self.setProperty("tone", card.tone)
        self.setAccessibleName(card.title)
        self.setAccessibleDescription(card.meaning)
        self._title = self._label(card.title, "cardTitle")
        self._meaning = self._label(card.meaning, "cardMeaning")
        self._meaning.setVisible(bool(card.meaning))
        self._box.addWidget(self._buttons(card))
        self._details = self._label(card.details, "cardDetails")

    def _label(self, text: str, name: str) -> QLabel:
        label = QLabel(text, self)
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        make_selectable(label)
        self._box.addWidget(label)
        return label

    def _buttons(self, card: Card) -> QWidget:
        line = QWidget(self)
        roles = ("primary", *("link" for _ in card.actions))
        buttons = [self._button(action, role) for action, role in zip(card.actions, roles, strict=False)]
        self._fold = SnugButton(line)
        self._fold.setObjectName("detailsFold")
        self._fold.clicked.connect(self._on_fold)
        self._fold.setVisible(bool(card.details))
        flow = Flow(*buttons, None, self._fold)
        flow.setContentsMargins(0, 4, 0, 0)
        line.setLayout(flow)
        for before, after in pairwise((self._meaning, *buttons, self._fold)):
            QWidget.setTabOrder(before, after)
        line.setVisible(bool(card.actions or card.details))
        return line

    def _button(self, action: Action, role: str) -> QPushButton:
        button = QPushButton(action.label)
        button.setObjectName(f"action-{action.id}")
        button.setAccessibleName(action.label)
        button.setProperty("role", role)
        button.setProperty("action", action.id)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(self._on_action)
        return button

    def _dress_details(self) -> None:
        label = self._words.hide_details if self._open else self._words.details
        self._fold.setText(label)
        self._fold.setAccessibleName(label)
        if self._look is not None:
            self._fold.show_fold(self._open, self._look)
        self._details.setVisible(self._open and self._shown is not None and bool(self._shown.details))

    def _on_fold(self) -> None:
        self.details_toggled.emit()

    def _on_action(self) -> None:
        self.action_requested.emit(str(self.sender().property("action")))
