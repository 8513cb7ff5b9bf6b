"""The widgets of the connection form and their rows; knows neither connections nor what the fields mean together."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox, QLineEdit, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from nextchat_desktop.settings.schema import WAY
from nextchat_desktop.ui.choice_box import ChoiceBox
from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.flowing import Flow
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.paste_field import PasteField
from nextchat_desktop.ui.scrolled import EdgeKeeper
from nextchat_desktop.ui.settings.balance_part import BalancePart
from nextchat_desktop.ui.settings.checkup.part import CheckupPart
from nextchat_desktop.ui.settings.fields import AddressText, Hint, Row, StillWheel, button, labelled
from nextchat_desktop.ui.settings.form import held
from nextchat_desktop.ui.settings.key_away import KeyAway
from nextchat_desktop.ui.settings.key_part import KeyPart
from nextchat_desktop.ui.settings.more_part import MorePart
from nextchat_desktop.ui.settings.service_box import ServiceBox, ServiceHint
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme

API_VERSIONS = (
    "2025-04-01-preview",
    "2025-01-01-preview",
    "2024-12-01-preview",
    "2024-10-21",
    "2024-08-01-preview",
    "2024-06-01",
    "2024-02-15-preview",
    "2024-02-01",
    "2023-05-15",
)
"""Those that are offered; any other can be typed."""

_SHORT = 15
"""Letters of a deployment that are seen beside its version."""


class _ShortLine(QLineEdit):
    """Wants no more room than a name takes, so that there is some for the version beside it."""

    def sizeHint(self) -> QSize:
        return QSize(_SHORT * self.fontMetrics().averageCharWidth(), super().sizeHint().height())


class ConnectionFields(QWidget):
    """Only lays out and names; whoever holds it fills it and listens."""

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__()
        setup, words = desk.setup, desk.words
        self._words = words
        self._theme = theme
        self._wheel = StillWheel(self)
        self.given = Hint(theme, "givenHint")
        self.paste = named(PasteField(theme), "pasteField", words("connections.paste.label"), "mono")
        self.paste.setPlaceholderText(words("connections.paste.placeholder"))
        self.paste_hint = Hint(theme, "pasteHint")
        self.service = ServiceBox(setup.services, words, theme)
        self.service_hint = ServiceHint(words, theme)
        self.endpoint = self._line("endpointField", "connections.endpoint.label", "mono")
        self.endpoint_hint = Hint(theme, "endpointHint")
        self.deployment = named(_ShortLine(), "deploymentField", words("connections.deployment.label"), "mono")
        self.version = self._versions()
        self.model_id = self._line("modelIdField", "connections.model_id.label", "mono")
        self.model_id.setPlaceholderText(words("connections.model_id.help"))
        self.key = KeyPart(setup, words, theme)
        self.key_away = KeyAway(setup, self.key, words)
        self.name = self._line("connectionNameField", "connections.name.label")
        self.model_name = self._line("modelNameField", "connections.model_name.label")
        self.choose_models = button("chooseModelsButton", words("connections.models.choose"))
        self.choose_deployments = button("chooseDeploymentsButton", words("connections.models.choose"), "flush")
        self.further_models = button("furtherModelsButton", words("connections.models.further"), "flush")
        self.url = named(AddressText(theme), "requestUrlLabel", words("connections.url.label"))
        self.checkup = CheckupPart(words, theme)
        self.balance = BalancePart(desk.offers, words, theme)
        self.balance_row = Row(words("balance.label"), self.balance)
        self.more = MorePart(setup, words, theme)
        self.more.limit.of_limit = desk.spending.of_limit
        self.more.hold_proxy(held(desk.settings, WAY, words) if desk.outgoing.policy.is_settled else "")
        self.deployment_row = self._row("deployment", self._deployment_line(), self.choose_deployments)
        self.model_row = self._row("model_id", self._model_line())
        self._arrange(theme)
        self._on_theme_changed()
        theme.changed.connect(self._on_theme_changed)

    @property
    def version_line(self) -> QLineEdit:
        line = self.version.lineEdit()
        assert line is not None
        return line

    @property
    def lines(self) -> tuple[QLineEdit, ...]:
        """Every field of one line but the key."""
        own = (self.endpoint, self.deployment, self.model_id, self.name, self.model_name)
        return (*own, self.version_line)

    def show_given(self, why: str) -> None:
        """Why the connection can only be looked at; empty where it is the person's to change."""
        self.given.say(why, icon="lock")
        self._paste_row.setVisible(not why)
        for field in (*self.lines, self.service, self.version, self.more):
            field.setEnabled(not why)

    def show_deployment(self, is_shown: bool) -> None:
        """The deployment and its version, or the model's id."""
        self.deployment_row.setVisible(is_shown)
        self.model_row.setVisible(not is_shown)

    def end_with(self, area: QScrollArea) -> None:
        """They end where the foot below the area ends, in which they are scrolled."""
        EdgeKeeper(area, self._column, (sizes.SPACE_6, sizes.SPACE_5, sizes.SPACE_6, sizes.SPACE_3))

    def offer_deployments(self, is_offered: bool) -> None:
        """The way to their list, which takes a line of its own."""
        self.choose_deployments.setVisible(is_offered)

    def show_model_ways(self, has_list: bool, further: int) -> None:
        """How one comes to other models: the service's list, and how many more can be chosen already."""
        self.choose_models.setVisible(has_list)
        words = self._words
        said = words.plural("connections.models.more", further) if further else words("connections.models.further")
        self.further_models.setText(said)
        self.further_models.setAccessibleName(said)

    def _arrange(self, theme: Theme) -> None:
        self._column = column = QVBoxLayout(self)
        column.setSpacing(sizes.SPACE_3)
        name_hint = Hint(theme, "modelNameHint")
        name_hint.say(self._words("connections.model_name.help"))
        self._paste_row = self._row("paste", self.paste, self.paste_hint)
        for row in (
            self.given,
            self._paste_row,
            self._row("service", self.service, self.service_hint),
            self._row("endpoint", self.endpoint, self.endpoint_hint),
            self.deployment_row,
            self.model_row,
            self._row("key", self.key, self.key_away),
            self._row("name", self.name),
            self._row("model_name", self.model_name, name_hint, self.further_models),
            self._row("url", self.url),
            self.checkup,
            self.balance_row,
            self.more,
        ):
            column.addWidget(row)
        column.addStretch(1)

    def _on_theme_changed(self) -> None:
        """Letters of one width look larger than others of their size."""
        fields = ", ".join(f'{kind}[role="mono"]' for kind in ("QLineEdit", "QPlainTextEdit", "QComboBox"))
        self.setStyleSheet(f"{fields} {{ font-size: {self._theme.type.code.size}px; }}")

    def _row(self, word: str, field: QWidget, *below: QWidget) -> Row:
        row = Row(self._words(f"connections.{word}.label"), field)
        for widget in below:
            row.below(widget)
        return row

    def _line(self, id: str, word: str, role: str = "") -> QLineEdit:
        return named(QLineEdit(), id, self._words(word), role)

    def _versions(self) -> QComboBox:
        field = named(ChoiceBox(), "apiVersionField", self._words("connections.version.label"), "mono")
        field.setEditable(True)
        named(field.lineEdit() or QLineEdit(), "apiVersionLine", self._words("connections.version.label"))
        field.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        field.addItems(list(API_VERSIONS))
        field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._wheel.guard(field)
        return field

    def _model_line(self) -> QWidget:
        together = QWidget()
        together.setLayout(Flow(self.model_id, self.choose_models))
        together.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        together.setFocusProxy(self.model_id)
        return together

    def _deployment_line(self) -> QWidget:
        together, version = QWidget(), QWidget()
        label = labelled(self._words("connections.version.label"), "label")
        label.setBuddy(self.version)
        version.setLayout(Flow(label, self.version, apart=sizes.SPACE_3))
        version.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        together.setLayout(Flow(self.deployment, version, apart=sizes.SPACE_3))
        together.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        together.setFocusProxy(self.deployment)
        return together
