"""The form for NextChat's backup on the net: where it is, who asks, how much has come. It keeps nothing of that."""

from urllib.parse import urlsplit

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from nextchat_desktop.core.clouds import Cloud, Shelter
from nextchat_desktop.core.events import Failed
from nextchat_desktop.core.fetching import Absent, Arriving
from nextchat_desktop.core.nearby import is_near
from nextchat_desktop.core.origins import origin
from nextchat_desktop.engine.clouds import Clouds, Fetching, Outcome
from nextchat_desktop.engine.telling_clouds import TellingClouds
from nextchat_desktop.interchange.nextchat_cloud import cloud_in
from nextchat_desktop.ui.choice_box import ChoiceBox
from nextchat_desktop.ui.flowing import Flow
from nextchat_desktop.ui.how_far import HowFar
from nextchat_desktop.ui.keyboard.buttons import in_order
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.scrolled import scrolled
from nextchat_desktop.ui.settings.fields import Hint, KeyField, Row, button, labelled
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.window import Window
from nextchat_desktop.words.catalogue import Words

_SIZE = QSize(580, 550)
_EXAMPLES = {Shelter.WEBDAV: "https://dav.example.com/dav/", Shelter.UPSTASH: "https://….upstash.io"}


class CloudDialog(Window):
    """`fetched` hands over a file that came; whoever takes it erases it."""

    fetched = Signal(object)

    def __init__(self, clouds: Clouds, words: Words, theme: Theme, parent: QWidget) -> None:
        super().__init__("cloudDialog", words("cloud.title"), _SIZE, parent)
        self._clouds, self._words, self._telling = clouds, words, TellingClouds(words)
        self._fetching: Fetching | None = None
        self._kind = named(ChoiceBox(), "cloudKind", words("cloud.kind"))
        self._address = named(QLineEdit(), "cloudAddress", words("cloud.address"))
        self._user = named(QLineEdit(), "cloudUser", words("cloud.user.webdav"))
        show, hide = words("connections.key.show"), words("connections.key.hide")
        self._secret = named(KeyField(theme, show, hide), "cloudSecret", words("cloud.secret.webdav"))
        self._server = named(QLineEdit(), "cloudServer", words("cloud.server"))
        self._warning, self._said = Hint(theme, "cloudWarning"), Hint(theme, "cloudSaid")
        self._bar = HowFar("cloudProgress", words("cloud.title"))
        self._cancel = button("cloudCancelButton", words("action.cancel"))
        self._fetch = button("cloudFetchButton", words("cloud.fetch"), "primary")
        self._lay_out(theme)
        self._connect()
        self._follow()
        self._work(False)

    def begin(self) -> None:
        """Comes forward, as it is while something is on its way."""
        self.come_forward()
        self._address.setFocus()

    def done(self, result: int) -> None:
        """What is on its way ends, and what is secret is not kept."""
        if self._fetching is not None:
            self._fetching.cancel()
        self._work(False)
        self._secret.clear()
        self._secret.hide_text()
        self._said.say("")
        super().done(result)

    def _lay_out(self, theme: Theme) -> None:
        words = self._words
        for shelter in Shelter:
            self._kind.addItem(words(f"cloud.{shelter}"), shelter)
        about = named(labelled(words("cloud.about"), "quiet"), "cloudAbout")
        about.setWordWrap(True)
        address = Row(words("cloud.address"), self._address)
        address.below(self._warning)
        self._user_row = Row(words("cloud.user.webdav"), self._user)
        self._secret_row = Row(words("cloud.secret.webdav"), self._secret)
        server = Row(words("cloud.server"), self._server)
        self._server.setPlaceholderText("https://nextchat.example.com")
        hint = Hint(theme, "cloudServerHint")
        hint.say(words("cloud.server.hint"))
        server.below(hint)
        kind = Row(words("cloud.kind"), self._kind)
        form = scrolled(_column(about, kind, address, self._user_row, self._secret_row, server))
        foot = Flow(None, *in_order((self._cancel, self._fetch)))
        self.stack(form, self._bar, self._said, foot, grows=form)

    def _connect(self) -> None:
        self._kind.currentIndexChanged.connect(self._follow)
        self._address.textChanged.connect(self._on_address)
        for field in (self._address, self._user, self._secret, self._server):
            field.textChanged.connect(self._follow)
            field.returnPressed.connect(self._on_fetch)
        self._fetch.clicked.connect(self._on_fetch)
        self._cancel.clicked.connect(self._on_cancel)

    @property
    def _cloud(self) -> Cloud:
        """As it stands in the form."""
        texts = self._address.text(), self._user.text(), self._secret.text(), self._server.text()
        return Cloud(Shelter(self._kind.currentData()), *texts)

    def _on_address(self, text: str) -> None:
        """A whole block of NextChat's settings fills the form."""
        cloud = cloud_in(text)
        if cloud is None:
            return
        self._kind.setCurrentIndex(self._kind.findData(cloud.shelter))
        for field, value in (
            (self._address, cloud.address),
            (self._user, cloud.user),
            (self._secret, cloud.secret),
            (self._server, cloud.server),
        ):
            field.setText(value)
        self._said.say(self._words("cloud.filled"), "ok", "check")

    def _follow(self) -> None:
        """The words fit the sort of place, and what is missing cannot be sent."""
        words, cloud = self._words, self._cloud
        for name, row, field in (("user", self._user_row, self._user), ("secret", self._secret_row, self._secret)):
            label = words(f"cloud.{name}.{cloud.shelter}")
            row.label.setText(label)
            field.setAccessibleName(label)
        self._address.setPlaceholderText(_EXAMPLES[cloud.shelter])
        self._user.setPlaceholderText(words("cloud.usual_name") if cloud.shelter is Shelter.UPSTASH else "")
        self._warning.say(words("cloud.not_encrypted") if _is_open(cloud) else "", "warn", "alert")
        self._fetch.setEnabled(self._is_complete and self._fetching is None)

    @property
    def _is_complete(self) -> bool:
        cloud = self._cloud
        return bool(cloud.address.strip() and cloud.secret) or "@" in cloud.address

    def _on_fetch(self) -> None:
        if not self._is_complete or self._fetching is not None:
            return
        cloud = self._cloud
        begun = self._clouds.fetch(cloud, self._on_arriving, lambda outcome: self._on_done(outcome, cloud))
        if isinstance(begun, Failed):
            self._tell(begun, cloud)
            return
        self._fetching = begun
        self._work(True)
        self._said.say(self._words("cloud.asking"))

    def _on_arriving(self, arriving: Arriving) -> None:
        self._bar.show_share(arriving.share or None)
        self._said.say(self._telling.progress(arriving))

    def _on_done(self, outcome: Outcome, cloud: Cloud) -> None:
        self._work(False)
        if isinstance(outcome, Absent | Failed):
            self._tell(outcome, cloud)
            return
        self.accept()
        self.fetched.emit(outcome)

    def _on_cancel(self) -> None:
        """First what is on its way, then the form."""
        if self._fetching is None:
            self.reject()
            return
        self._fetching.cancel()
        self._work(False)
        self._said.say("")

    def _tell(self, outcome: Absent | Failed, cloud: Cloud) -> None:
        text, more = self._telling.trouble(outcome, cloud), self._telling.details(outcome)
        if isinstance(outcome, Absent):
            self._said.say(text, "hint", "info")
        else:
            self._said.say(text, "bad", "alert", more)

    def _work(self, is_at_work: bool) -> None:
        if not is_at_work:
            self._fetching = None
        self._bar.show_share(None)
        self._bar.setVisible(is_at_work)
        for field in (self._kind, self._address, self._user, self._secret, self._server):
            field.setEnabled(not is_at_work)
        self._cancel.setText(self._words("cloud.stop" if is_at_work else "action.cancel"))
        self._fetch.setEnabled(self._is_complete and not is_at_work)


def _is_open(cloud: Cloud) -> bool:
    """Whether the secret would go over the net for everybody on the way to read."""
    first = origin(cloud.server.strip() or cloud.address)
    return first.startswith("http://") and not is_near(urlsplit(first).hostname or "")


def _column(*parts: QWidget) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(sizes.SPACE_3)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return whole
