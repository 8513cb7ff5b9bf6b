"""The list of the requests behind an answer: what each was for, and below it what came of it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QListWidget, QListWidgetItem

from nextchat_desktop.engine.inspector.telling import Row
from nextchat_desktop.ui.elided import plain_tip
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.two_lines import NOTE_ROLE, in_two_lines, put_row

WIDTH = 232


class RequestList(QListWidget):
    """The newest is looked at as it comes, unless the person went to another."""

    def __init__(self, theme: Theme, spoken: str) -> None:
        super().__init__()
        named(self, "inspectorRequests", spoken)
        in_two_lines(self, theme, WIDTH)

    def show_rows(self, rows: Sequence[Row]) -> None:
        count = self.count()
        was_last = self.currentRow() == count - 1
        for place, row in enumerate(rows):
            if place >= count:
                self.addItem(QListWidgetItem())
            item = self.item(place)
            if (item.text(), item.data(NOTE_ROLE)) != (row.title, row.outcome):
                put_row(item, row.title, row.outcome, f"{row.title}: {row.outcome}")
                item.setToolTip(plain_tip(row.title))
        if was_last and len(rows) > count:
            self.setCurrentRow(len(rows) - 1)
