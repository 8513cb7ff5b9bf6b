"""What the rows of the sidebar say: to the eye, to the ear and to whoever points at them. It knows no widget."""

from collections.abc import Callable

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.shelf import Card
from nextchat_desktop.engine.sections import Heading, Kind
from nextchat_desktop.engine.shelf import Entry, Head, Shelf
from nextchat_desktop.ui.elided import plain_tip
from nextchat_desktop.words.amounts import whole
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.sentences import heard, in_line
from nextchat_desktop.words.times import date_and_time

_HEADINGS = {
    Kind.PINNED: "sidebar.pinned",
    Kind.TODAY: "sidebar.today",
    Kind.YESTERDAY: "sidebar.yesterday",
    Kind.WEEK: "sidebar.week",
    Kind.EARLIER: "sidebar.earlier",
}

NameModel = Callable[[ModelChoice], str]


class RowWords:
    def __init__(self, words: Words, shelf: Shelf, name: NameModel) -> None:
        """`name` says what a model is called."""
        self._words = words
        self._shelf = shelf
        self._name = name

    def title(self, row: Entry | Head) -> str:
        if isinstance(row, Entry):
            return row.card.title or self._words("sidebar.untitled")
        return self._group(row.heading, row.name)

    def count(self, row: Head) -> str:
        """How many are below it."""
        return whole(self._words, row.count)

    def spoken(self, row: Entry | Head) -> str:
        """With what is otherwise only seen."""
        if isinstance(row, Entry):
            return heard(self._words, (self.title(row), *self.marks(row), *row.card.tags))
        title = self.title(row)
        if row.heading.kind is Kind.FOLDER:
            folded = self._words("sidebar.folded" if row.is_folded else "sidebar.unfolded")
            title = heard(self._words, (self._words("sidebar.folder", name=title), folded))
        return heard(self._words, (title, self._words.plural("sidebar.conversations", row.count), *self.marks(row)))

    def described(self, row: Entry | Head) -> str:
        """Where a conversation stands and what there is to know of it; asked for one row at a time, as the tip."""
        heading = self._shelf.heading_of(row.card.id) if isinstance(row, Entry) else None
        if isinstance(row, Head) or heading is None:
            return ""
        name = next((folder.name for folder in self._shelf.folders if folder.id == heading.id), "")
        return heard(self._words, (self._group(heading, name), *self._facts(row.card)))

    def tip(self, row: Entry | Head) -> str:
        """The whole title and what there is to know; counts messages, so it is asked for one row at a time."""
        if isinstance(row, Head):
            return plain_tip(self.spoken(row)) if row.heading.kind is Kind.FOLDER else ""
        return "".join(plain_tip(line) for line in (self.title(row), *self._facts(row.card), *self.marks(row)))

    def marks(self, row: Entry | Head) -> tuple[str, ...]:
        """The words for its ring or dots."""
        shown = row.card if isinstance(row, Entry) else row
        every = (
            (row.busy, "sidebar.running"),
            (shown.unread, "sidebar.unread"),
            (shown.failed, "sidebar.failed"),
        )
        return tuple(self._words(id) for is_so, id in every if is_so)

    def _group(self, heading: Heading, name: str) -> str:
        """What is written above conversations; `name` is that of a folder."""
        if heading.kind is Kind.MONTH:
            year, month = heading.id.split("-")
            return self._words("sidebar.month", month=self._words(f"sidebar.month.{month}"), year=year)
        return name if heading.kind is Kind.FOLDER else self._words(_HEADINGS[heading.kind])

    def _facts(self, card: Card) -> tuple[str, ...]:
        count = self._words.plural("sidebar.messages", self._shelf.messages(card.id))
        used = self._words("sidebar.used", time=date_and_time(self._words, card.updated))
        who = in_line(self._words, (card.mask, self._name(card.choice) if card.choice else ""))
        return tuple(filter(None, (in_line(self._words, (count, used)), who, in_line(self._words, card.tags))))
