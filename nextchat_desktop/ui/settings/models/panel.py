"""The models of one connection: what the service lists beside what is chosen; every change applies at once."""

from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.core.events import Failed
from nextchat_desktop.core.first_model import first_of
from nextchat_desktop.core.wire import Listed
from nextchat_desktop.engine.failures import FIND_OUT, told
from nextchat_desktop.engine.offers import Capable, Offer, Offers, checked, chosen, offered, searched
from nextchat_desktop.engine.setup import Setup
from nextchat_desktop.engine.telling_rules import TellingRules
from nextchat_desktop.ui.flowing import Flow
from nextchat_desktop.ui.inviting import invite
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.picker.delegate import PickerDelegate
from nextchat_desktop.ui.picker.rows import ROW_ROLE, PickerRow, PickerRows
from nextchat_desktop.ui.scrolled import scrolled
from nextchat_desktop.ui.settings.fields import Hint, SearchField, button, labelled
from nextchat_desktop.ui.settings.models.details import ModelDetails
from nextchat_desktop.ui.settings.models.rows import row_of
from nextchat_desktop.ui.settings.models.written import WrittenModels
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.following import following
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.tick_box import TickBox
from nextchat_desktop.words.catalogue import Words

_Place = tuple[str, str, str]
_LEAST_ROWS = 4
"""Models that are seen at once, however small the window is."""
_CHECKING = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _List(QListView):
    """Space or Enter checks a row, Ctrl+D stars it."""

    toggled = Signal(object)
    starred = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row: PickerRow | None = self.currentIndex().data(ROW_ROLE)
        is_control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if row is not None and event.key() in _CHECKING:
            self.toggled.emit(row.choice)
        elif row is not None and is_control and event.key() == Qt.Key.Key_D:
            self.starred.emit(row.choice)
        else:
            super().keyPressEvent(event)


class ModelsPanel(QWidget):
    """`changed` tells that the connection has other models now, `wanted` that one is to chat with it, `test_wanted`
    that it is to be found out why its service does not tell them."""

    changed = Signal()
    wanted = Signal()
    test_wanted = Signal()

    def __init__(self, setup: Setup, offers: Offers, capable: Capable, words: Words, theme: Theme) -> None:
        super().__init__()
        self._setup, self._offers, self._capable, self._words = setup, offers, capable, words
        self._connection = setup.begin()
        self._listed: dict[_Place, Listed] = {}
        self._order: dict[str, int] = {}
        self._rows = PickerRows(self)
        self._title = labelled("", "heading")
        self._ask = button("askModelsButton", words("models.ask"))
        self._state = Hint(theme, "modelsState")
        self._given = Hint(theme, "modelsGiven")
        self._find_out = button("modelsFindOutButton", words("action.find_out"), "link")
        self._filter = SearchField(theme, "modelsFilter", words("picker.search"))
        self._others = named(TickBox(words("models.others")), "modelsOthers", words("models.others"))
        self._add = named(QLineEdit(), "modelsAdd", words("models.add"))
        self._list = named(_List(), "modelsList", words("picker.name"), "painted")
        self._empty = named(labelled("", "hint"), "modelsNothing")
        self._details = ModelDetails(words, theme)
        self._written = WrittenModels(words, theme)
        self._lacks = named(labelled("", "hint"), "modelsLack")
        self._start = button("startWithModelsButton", words("connections.start"), "primary")
        self._arrange(theme)
        self._connect()

    def show_connection(self, connection: Connection) -> None:
        self._connection = connection
        self._order = {}
        self._filter.clear()
        self._add.clear()
        self._say("")
        self._show()
        self._list.setCurrentIndex(self._rows.place_of(None))
        self._show_details()

    def begin(self, is_asked: bool) -> None:
        """Ready to be searched, or written into where the service has no list."""
        has_list = self._setup.service(self._connection.service).lists_models
        (self._filter if has_list else self._add).setFocus(Qt.FocusReason.OtherFocusReason)
        is_known = _place(self._connection) in self._listed or self._offers.asks_models(self._connection.id)
        if is_asked and has_list and not is_known:
            self._on_ask_clicked()

    def take_in(self) -> None:
        """Shows what was changed from elsewhere."""
        stored = self._setup.get(self._connection.id)
        if stored is not None and stored != self._connection:
            self._connection = stored
            self._show()

    def _every(self, others: bool) -> tuple[Offer, ...]:
        """Each where it stood when the list was first shown: a row that is checked does not move under the pointer."""
        listed = self._listed.get(_place(self._connection), Listed(()))
        every = offered(listed, self._connection.models, self._capable, others)
        rows = [one for one in every if self._setup.rules.permits(self._connection, one.model.id)]
        return tuple(sorted(rows, key=lambda offer: self._order.get(offer.model.id, len(self._order))))

    def _keep_order(self) -> None:
        every = self._every(True)
        self._order = {offer.model.id: place for place, offer in enumerate(every)}

    def _show(self) -> None:
        connection = self._connection
        self._keep_order()
        shown = searched(self._every(self._others.isChecked()), self._filter.text())
        self._rows.show(row_of(connection.id, offer, self._words) for offer in shown)
        self._say_empty()
        self._title.setText(connection.name)
        is_busy = self._offers.asks_models(connection.id)
        self._ask.setText(self._words("action.cancel" if is_busy else "models.ask"))
        self._ask.setVisible(self._setup.service(connection.service).lists_models and bool(connection.base_url))
        self._written.show_models(connection.models)
        can_start = first_of(connection.models) is not None
        self._say_given()
        self._start.setEnabled(can_start)
        self._lacks.setText(self._words("connections.at_once" if can_start else "models.none_chosen"))

    def _say_given(self) -> None:
        """Who has set the connection up, and how long a choice made here holds; and who limits what there is."""
        rules, connection = self._setup.rules, self._connection
        giver = rules.giver(connection.id)
        limited_by = (rules.who_limits(connection, model.id) for model in connection.models if model.shown)
        limiter = next(filter(None, limited_by), None)
        telling = TellingRules(self._words, rules)
        parts = (telling.given(giver) if giver else "", telling.limited(limiter) if limiter else "")
        self._given.say(" ".join(filter(None, parts)), icon="lock")

    def _say_empty(self) -> None:
        """In place of the rows, what belongs there."""
        has_list = self._setup.service(self._connection.service).lists_models
        empty = "models.empty.list" if has_list else "models.empty.by_hand"
        is_asked = self._offers.asks_models(self._connection.id)
        sentence = "picker.nothing" if self._filter.text().strip() else "models.empty.asked" if is_asked else empty
        is_empty = not self._rows.rows
        self._empty.setText(self._words(sentence))
        self._empty.setVisible(is_empty)
        self._list.setVisible(not is_empty)

    def _show_details(self, _index: QModelIndex | None = None) -> None:
        offer = self._current()
        if self._details.isHidden() and offer is not None:
            QTimer.singleShot(0, self, self._stay_in_sight)
        self._details.setVisible(offer is not None)
        if offer is not None:
            unsaid = replace(offer.model, vision=None, reasoning=None, context=0, output=0)
            listed = self._listed.get(_place(self._connection), Listed(()))
            said = next((model for model in listed.models if model.id == offer.model.id), unsaid)
            mine = self._connection.model(offer.model.id) or offer.model
            self._details.show_model(mine, self._capable(said))

    def _stay_in_sight(self) -> None:
        """What is said of a row takes room from the rows, but not from this one."""
        self._list.scrollTo(self._list.currentIndex())

    def _current(self) -> Offer | None:
        row: PickerRow | None = self._list.currentIndex().data(ROW_ROLE)
        id = row.choice.model if row and row.choice else None
        return next((offer for offer in self._every(True) if offer.model.id == id), None)

    def _take(self, models: tuple[Model, ...]) -> None:
        """A connection that was deleted meanwhile does not come back, and what else was changed of it stays."""
        stored = self._setup.get(self._connection.id)
        if stored is None:
            return
        self._connection = replace(stored, models=models)
        self._setup.save(self._connection)
        self._show()
        self.changed.emit()

    def _on_toggled(self, choice: ModelChoice) -> None:
        every = self._every(True)
        wanted = not any(offer.checked for offer in every if offer.model.id == choice.model)
        self._take(chosen(checked(every, choice.model, wanted), self._connection.models))
        self._show_details()

    def _on_starred(self, choice: ModelChoice) -> None:
        """What is a favourite can be chosen, too."""
        every = checked(self._every(True), choice.model, True)
        models = chosen(every, self._connection.models)
        is_it = (model.id == choice.model for model in models)
        self._take(
            tuple(
                replace(model, favourite=not model.favourite) if it else model
                for model, it in zip(models, is_it, strict=True)
            )
        )

    def _on_edited(self, model: Model) -> None:
        """Whoever describes a model wants it."""
        known = [one.id for one in self._connection.models]
        models = (
            self._connection.models if model.id in known else (*self._connection.models, replace(model, shown=True))
        )
        self._take(tuple(replace(model, shown=one.shown) if one.id == model.id else one for one in models))

    def _on_added(self) -> None:
        id = self._add.text().strip()
        self._add.clear()
        limited_by = self._setup.rules.who_limits(self._connection, id) if id else None
        if limited_by is not None:
            self._state.say(TellingRules(self._words, self._setup.rules).forbidden(limited_by, id), "bad", "alert")
        elif id and self._connection.model(id) is None:
            self._take((*self._connection.models, Model(id)))
        if id:
            self._filter.clear()
            self._list.setCurrentIndex(self._rows.place_of(ModelChoice(self._connection.id, id)))

    def _on_filter_left(self) -> None:
        """To the row one was at, else to the first."""
        if not self._list.currentIndex().isValid():
            self._list.setCurrentIndex(self._rows.place_of(None))
        self._list.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_ask_clicked(self) -> None:
        asked = self._connection
        if self._offers.asks_models(asked.id):
            self._offers.cancel(asked.id)
            self._say("")
        else:
            self._say(self._words("models.asking", name=asked.name))
            self._offers.models(asked, lambda outcome: self._on_listed(asked, outcome))
        self._show()

    def _on_listed(self, asked: Connection, outcome: Listed | Failed) -> None:
        if isinstance(outcome, Listed):
            self._listed[_place(asked)] = outcome
            self._order = {}
        if asked.id != self._connection.id:
            return
        if isinstance(outcome, Failed):
            said = told(self._words, outcome, asked.name)
            self._state.say(said.in_one(self._words), "bad", "alert", said.details)
            self._find_out.setVisible(FIND_OUT in said.actions)
        else:
            self._state.say(self._words.plural("models.listed", len(outcome.models)), "ok", "check")
        self._show()

    def _say(self, text: str) -> None:
        """Nothing that would have to be found out."""
        self._state.say(text)
        self._find_out.hide()

    def _arrange(self, theme: Theme) -> None:
        delegate = PickerDelegate(theme, self._list)
        delegate.toggled.connect(self._on_toggled)
        delegate.starred.connect(self._on_starred)
        self._list.setModel(self._rows)
        self._list.setItemDelegate(delegate)
        self._list.setMouseTracking(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        invite(self._add, self._words("models.add"))
        following(theme, self._list, lambda rows: rows.setMinimumHeight(_LEAST_ROWS * theme.room.row))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        inside, foot = QWidget(), _line(self._lacks, self._start)
        whole.addWidget(scrolled(inside), 1)
        whole.addLayout(foot)
        foot.setContentsMargins(sizes.SPACE_6, sizes.SPACE_2, sizes.SPACE_6, sizes.SPACE_4)
        self._lacks.setWordWrap(True)
        self._stack_parts(inside)

    def _stack_parts(self, inside: QWidget) -> None:
        column = QVBoxLayout(inside)
        column.setContentsMargins(sizes.SPACE_6, sizes.SPACE_4, sizes.SPACE_6, 0)
        column.setSpacing(sizes.SPACE_2)
        column.addLayout(Flow(self._title, None, self._ask))
        column.addWidget(self._given)
        column.addWidget(self._state)
        column.addWidget(self._find_out)
        column.addLayout(Flow(self._filter, self._add))
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._list, 1)
        column.addWidget(self._empty, 1)
        column.addWidget(self._others)
        column.addWidget(_rule())
        column.addWidget(self._details)
        column.addWidget(self._written)

    def _connect(self) -> None:
        self._filter.left.connect(self._on_filter_left)
        self._start.clicked.connect(self.wanted)
        self._find_out.clicked.connect(self.test_wanted)
        self._list.toggled.connect(self._on_toggled)
        self._list.starred.connect(self._on_starred)
        self._list.selectionModel().currentChanged.connect(self._show_details)
        self._filter.textChanged.connect(self._show)
        self._others.toggled.connect(self._show)
        self._add.returnPressed.connect(self._on_added)
        self._ask.clicked.connect(self._on_ask_clicked)
        self._details.edited.connect(self._on_edited)
        self._written.applied.connect(self._take)


def _place(connection: Connection) -> _Place:
    """What a list of models belongs to."""
    return connection.id, connection.service, connection.base_url


def _line(first: QWidget, second: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(sizes.SPACE_2)
    line.addWidget(first, 1)
    line.addWidget(second)
    return line


def _rule() -> QFrame:
    rule = QFrame()
    rule.setFixedHeight(1)
    rule.setProperty("role", "rule")
    return rule
