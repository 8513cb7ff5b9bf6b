"""The page of what was used: a month at a glance, in a chart and in a table, and what models cost."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from nextchat_desktop.core.ledger import By, Sum
from nextchat_desktop.engine.telling_usage import UsageTeller
from nextchat_desktop.engine.usage_report import Line, UsageReport
from nextchat_desktop.ui.choice_box import ChoiceBox
from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.files import ask_where, write_whole
from nextchat_desktop.ui.flowing import Flow
from nextchat_desktop.ui.hearing import hear
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import Hint, StillWheel, button, labelled
from nextchat_desktop.ui.settings.form import Page
from nextchat_desktop.ui.settings.usage.chart import Bar, BarChart
from nextchat_desktop.ui.settings.usage.prices import PricesPart
from nextchat_desktop.ui.settings.usage.sums import SumsTable
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.following import following
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.amounts import money, short, sign_of, whole
from nextchat_desktop.words.times import calendar_month

_GROUPS = (By.DAY, By.MODEL, By.CONNECTION, By.PURPOSE, By.CONVERSATION)
_TABLE, _LETTERS = 236, 9
_LATER = 400
"""Milliseconds after which an answer that came meanwhile is counted in."""


class UsagePage(Page):
    def __init__(self, desk: Desk, theme: Theme) -> None:
        words = desk.words
        self._ledger, self._words, self._desk = desk.ledger, words, desk
        self._report = UsageReport(desk.ledger, self._name, self._title, words)
        self._tell = UsageTeller(words)
        self._month = named(ChoiceBox(), "usageMonth", words("usage.month"))
        self._by = named(ChoiceBox(), "usageBy", words("usage.by"))
        self._measure = named(ChoiceBox(), "usageMeasure", words("usage.measure"))
        self._export = button("usageExport", words("usage.export"))
        self._said = named(labelled("", "label"), "usageSum")
        self._unsure = Hint(theme, "usageUnsure")
        self._chart = BarChart(theme, "usageChart", words("usage.chart"))
        self._table = SumsTable(words)
        self._prices = PricesPart(desk, self._report, theme)
        self._later = QTimer(singleShot=True, interval=_LATER)
        super().__init__(words("settings.page.usage"), (self._controls(), self._sums(), self._prices), theme)
        self._later.setParent(self)
        following(theme, self._table, lambda table: table.setFixedHeight(theme.room.scaled(_TABLE)))
        self._connect()

    def showEvent(self, event: QShowEvent) -> None:
        """It is read when it is looked at."""
        super().showEvent(event)
        self._show_months()
        self._prices.take_in()

    def commit(self) -> None:
        """Takes what is being typed."""
        self._prices.commit()

    def _connect(self) -> None:
        wheel = StillWheel(self)
        for box in (self._month, self._by, self._measure):
            wheel.guard(box)
        self._month.activated.connect(self._show)
        self._by.activated.connect(self._show)
        self._measure.activated.connect(self._show_course)
        self._export.clicked.connect(self._on_export)
        self._prices.priced.connect(self._show)
        self._later.timeout.connect(self._on_later)
        hear(self._ledger.changed, self._on_used)

    def _controls(self) -> QWidget:
        for by in _GROUPS:
            self._by.addItem(self._words(f"usage.by.{by}"), by)
        whole = QWidget()
        for box in (self._month, self._by, self._measure):
            box.setMinimumContentsLength(_LETTERS)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        whole.setLayout(Flow(self._month, self._by, self._measure, None, self._export))
        return whole

    def _sums(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.SPACE_2)
        self._said.setWordWrap(True)
        for widget in (self._said, self._unsure, self._chart, self._table):
            column.addWidget(widget)
        return whole

    def _name(self, connection: str) -> str:
        found = self._desk.setup.get(connection)
        return found.name if found is not None else ""

    def _title(self, conversation: str) -> str:
        return self._desk.spending.title(conversation)

    def _show_months(self) -> None:
        chosen = self._month.currentData()
        self._month.clear()
        for month in self._report.months():
            self._month.addItem(calendar_month(self._words, month), month)
        self._month.addItem(self._words("usage.everything"), "")
        self._month.setCurrentIndex(max(0, self._month.findData(chosen)) if chosen is not None else 0)
        self._show()

    def _show(self) -> None:
        month, by = self._month.currentData() or "", By(self._by.currentData())
        total = self._report.total(month)
        self._say(total)
        self._show_measures(total)
        if by is By.DAY and not month:
            by = By.MONTH
        self._table.show_lines(self._report.lines(by, month), self._words(f"usage.by.{by}"))
        self._show_course()

    def _say(self, total: Sum) -> None:
        words = self._words
        if not total.requests:
            self._said.setText(words("usage.nothing"))
            self._unsure.say("")
            return
        numbers = {
            "read": whole(words, total.usage.prompt),
            "written": whole(words, total.usage.reply),
            "cost": self._tell.cost(total),
        }
        self._said.setText(words.plural("usage.total", total.requests, number=whole(words, total.requests), **numbers))
        unsure = (("usage.estimated", total.estimated), ("usage.unpriced", total.unpriced))
        said = (words.plural(id, count, number=whole(words, count)) for id, count in unsure if count)
        self._unsure.say("".join(said).strip())

    def _show_measures(self, total: Sum) -> None:
        chosen = self._measure.currentData() or ""
        self._measure.clear()
        self._measure.addItem(self._words("usage.measure.tokens"), "")
        for cost in total.costs:
            self._measure.addItem(sign_of(self._words, cost.currency), cost.currency)
        self._measure.setCurrentIndex(max(0, self._measure.findData(chosen)))

    def _show_course(self) -> None:
        month, currency = self._month.currentData() or "", self._measure.currentData() or ""
        tell: Callable[..., str] = partial(money, currency=currency) if currency else partial(short, digits=0)
        bars = [self._bar(line, currency) for line in self._report.course(month)]
        self._chart.show_bars(bars, partial(tell, self._words))

    def _bar(self, line: Line, currency: str) -> Bar:
        value = line.sum.in_currency(currency) if currency else float(line.sum.tokens)
        tokens, cost = whole(self._words, line.sum.tokens), self._tell.cost(line.sum)
        said = self._words("usage.bar", day=line.label, tokens=tokens, cost=cost)
        return Bar(line.key[-2:], value, said if line.sum.requests else line.label)

    def _on_used(self, _conversation: str) -> None:
        if self.isVisible():
            self._later.start()

    def _on_later(self) -> None:
        if self.isVisible():
            self._show()
            self._prices.take_in()

    def _on_export(self) -> None:
        month = self._month.currentData() or ""
        name = f"usage-{month or self._ledger.today}.csv"
        save, endings = partial(self._save, month), {"csv": "CSV"}
        ask_where(self, "usageExportDialog", self._words("usage.export"), name, save, endings)

    def _save(self, month: str, path: str, _ending: str) -> None:
        reason = write_whole(path, self._report.table(month).encode())
        said = self._words("usage.not_exported", reason=reason) if reason else self._words("usage.exported", path=path)
        self._unsure.say(said, "bad" if reason else "ok", "alert" if reason else "check")
