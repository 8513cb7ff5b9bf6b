"""The proxy of the whole program, what is left out of it, and how requests would go out now. It reaches nobody."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from nextchat_desktop.core.keeping import KeeperUnavailable, NoKeeper
from nextchat_desktop.core.origins import host
from nextchat_desktop.core.proxies import Way, WayOut
from nextchat_desktop.core.secrets import without_password
from nextchat_desktop.core.typed_proxy import NotAProxy
from nextchat_desktop.core.wire import Run
from nextchat_desktop.engine.outgoing import Outgoing
from nextchat_desktop.engine.setup import Setup
from nextchat_desktop.settings.option import Option
from nextchat_desktop.settings.schema import BYPASS, PROXY, WAY
from nextchat_desktop.settings.store import Settings
from nextchat_desktop.ui.hearing import hear
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import Hint, Row, labelled
from nextchat_desktop.ui.settings.form import OptionRow, Page, held
from nextchat_desktop.ui.settings.keeper_panel import KeeperPanel
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words


class WayRow(OptionRow):
    """Which way out. `chosen` tells what stands here; the proxy is only taken once it has an address."""

    chosen = Signal(str)

    def __init__(self, settings: Settings, words: Words, theme: Theme) -> None:
        super().__init__(WAY, settings, words, theme)

    @property
    def way(self) -> str:
        return str(self._editor.read())

    def _on_edited(self, *value: object) -> None:
        if self.way != Way.PROXY or self._settings[PROXY]:
            super()._on_edited(*value)
        self.chosen.emit(self.way)

    def _on_put_back(self) -> None:
        super()._on_put_back()
        self.chosen.emit(self.way)


class ProxyRow(Row):
    """The address of the proxy. A password in it goes to the keepers, and is not shown again."""

    def __init__(self, outgoing: Outgoing, words: Words, theme: Theme) -> None:
        self._outgoing = outgoing
        self._words = words
        self._is_left = False
        self._why = ""
        label = words(f"setting.{PROXY.key}.label")
        self.field = named(QLineEdit(), f"setting-{PROXY.key}", label, "mono")
        self.field.setPlaceholderText("http://127.0.0.1:7890")
        self.field.setAccessibleDescription(words(f"setting.{PROXY.key}.help"))
        super().__init__(label, self.field)
        self._hint = Hint(theme, "networkProxyHint")
        self._kept = Hint(theme, "networkProxyKept")
        self._panel = KeeperPanel(outgoing.keys, words, "network-")
        for part in (self._hint, self._kept, self._panel):
            self.below(part)
        self.field.editingFinished.connect(self._on_edited)
        self._panel.settled.connect(self._on_edited)

    @property
    def is_left(self) -> bool:
        return self._is_left

    def show_value(self) -> None:
        """What is kept; whatever was typed and could not be is gone."""
        self.field.setText(without_password(self._outgoing.policy.address)[0])
        self._panel.forget()
        self._is_left = False
        self._say_nothing()

    def hold(self, why: str) -> None:
        """Somebody else has settled it; empty where nobody has."""
        self._why = why
        self.field.setEnabled(not why)

    def want(self) -> None:
        """Puts the focus here, where an address is missing."""
        if not self.field.text():
            self._hint.say(self._words("network.proxy.needed"))
            self.field.setFocus()

    def _on_edited(self) -> None:
        typed = self.field.text().strip()
        if not typed or typed == self._outgoing.policy.address:
            return
        try:
            self._outgoing.store(typed)
        except NotAProxy as error:
            self._refuse(f"proxy.wrong.{error.why}")
        except NoKeeper:
            self._refuse("network.proxy.no_keeper")
            self._panel.ask(has_key=True)
        except KeeperUnavailable as error:
            self._refuse(f"network.proxy.{error.reason}")
        else:
            self.show_value()

    def _refuse(self, sentence: str) -> None:
        self._is_left = True
        self._hint.say(self._words(sentence), "bad", "alert")

    def _say_nothing(self) -> None:
        """Nothing but what the field is for, and where the password is."""
        self._hint.say(self._words(f"setting.{PROXY.key}.help"))
        if self._why:
            self._kept.say(self._why, icon="lock")
            return
        if "@" not in self._outgoing.policy.address:
            self._kept.say("")
            return
        keeper = self._outgoing.keeper()
        sentence = f"connections.kept.{keeper}" if keeper else "network.proxy.no_password"
        self._kept.say(self._words(sentence), "hint" if keeper else "warn", "lock" if keeper else "alert")


class NowRow(Row):
    """How requests of the first connection would go out at this moment."""

    def __init__(self, outgoing: Outgoing, setup: Setup, words: Words) -> None:
        self._outgoing = outgoing
        self._setup = setup
        self._words = words
        self._run: Run | None = None
        self._line = labelled("", "label")
        self._line.setObjectName("networkNow")
        self._line.setWordWrap(True)
        super().__init__(words("network.now"), self._line)

    def look(self) -> None:
        """Asks the system, which may take a moment and connects to nothing."""
        self.rest()
        first = next((one for one in self._setup.all() if host(one.base_url)), None)
        if first is None:
            self._line.setText(self._words("network.nobody"))
            return
        self._line.setText(self._words("network.looking"))
        self._run = self._outgoing.find(first, self._tell)

    def rest(self) -> None:
        """Nothing more is told."""
        if self._run is not None:
            self._run.cancel()
            self._run = None

    def _tell(self, found: WayOut) -> None:
        how = "through" if found.proxy else "direct"
        self._line.setText(self._words(f"network.{how}.{found.because}", host=found.host, proxy=found.proxy))


class NetworkPage(Page):
    def __init__(self, outgoing: Outgoing, setup: Setup, settings: Settings, words: Words, theme: Theme) -> None:
        self._settings = settings
        self._way = WayRow(settings, words, theme)
        self._proxy = ProxyRow(outgoing, words, theme)
        self._proxy.hold(held(settings, PROXY, words))
        self._bypass = OptionRow(BYPASS, settings, words, theme)
        self._now = NowRow(outgoing, setup, words)
        rows: tuple[QWidget, ...] = (self._way, self._proxy, self._bypass, self._now)
        super().__init__(words("settings.page.network"), rows, theme)
        self._way.chosen.connect(self._on_way_chosen)
        hear(settings, self._on_setting_changed)

    def showEvent(self, event: QShowEvent) -> None:
        """Other parts of the program change settings too, and the network is another after a journey."""
        self._way.show_value()
        self._proxy.show_value()
        self._bypass.show_value()
        self._show_rows()
        self._now.look()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._now.rest()
        super().hideEvent(event)

    @property
    def is_left(self) -> bool:
        """Whether an address stands here that could not be taken."""
        return self._proxy.is_left

    def point_out(self) -> None:
        """Puts the focus where something could not be taken."""
        self._proxy.field.setFocus()

    def _show_rows(self) -> None:
        """Proxy and list only where they are meant."""
        for row in (self._proxy, self._bypass):
            row.setVisible(self._way.way == Way.PROXY)

    def _on_way_chosen(self, way: str) -> None:
        self._show_rows()
        if way == Way.PROXY:
            self._proxy.want()

    def _on_setting_changed(self, option: Option[Any]) -> None:
        if option is WAY:
            self._way.show_value()
        if option in (WAY, PROXY, BYPASS) and self.isVisible():
            self._now.look()
