"""Everything within reach of the keyboard: the palette, the overview of the shortcuts, the person's own keys.

It joins them to the window; what is chosen is done by those it is handed.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from nextchat_desktop.core.masks import Prompt
from nextchat_desktop.core.search import Hit
from nextchat_desktop.engine.mask_finding import Wanted
from nextchat_desktop.engine.shortcuts import Shortcuts
from nextchat_desktop.settings.option import InvalidValue, Option
from nextchat_desktop.settings.schema import SEND_KEY, TEXT_SIZE, THEME, THEMES
from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.hearing import hear
from nextchat_desktop.ui.palette.opening import PaletteOpening
from nextchat_desktop.ui.palette.reach import Reach
from nextchat_desktop.ui.settings_opening import SettingsOpening
from nextchat_desktop.ui.stage import Stage

if TYPE_CHECKING:
    from nextchat_desktop.ui.shortcuts_overview import ShortcutsOverview


class Reaching(QObject):
    """Binds the commands that are about this."""

    def __init__(self, desk: Desk, stage: Stage, settings: SettingsOpening, write: Callable[[Prompt], object]) -> None:
        """`write` takes a prompt into the field."""
        super().__init__(stage.window)
        self._desk = desk
        self._stage = stage
        self._settings = settings
        self._write = write
        self._shortcuts = Shortcuts(desk.settings)
        self._overview: ShortcutsOverview | None = None
        self.palette = PaletteOpening(self._reach(), desk.settings, stage.theme, stage.window)
        self._bind()
        self._set_keys()
        hear(desk.settings, self._on_setting)

    def _reach(self) -> Reach:
        desk = self._desk
        return Reach(
            desk.words,
            desk.clock,
            self._stage.commands,
            desk.models,
            desk.shelf.last_used,
            self._stage.choose_model,
            self._stage.open,
            self._open_hit,
            self._copy_hit,
            self._open_setting,
            search=desk.search,
            masks=partial(desk.masks.found, Wanted()),
            choose_mask=self._begin_with_mask,
            prompts=desk.prompts.all,
            choose_prompt=self._write_prompt,
        )

    def _bind(self) -> None:
        bind = self._stage.commands.bind
        bind("palette", self.palette.toggle)
        bind("shortcuts", self._toggle_overview)
        bind("colours", self._turn_colours)
        bind("larger", partial(self._resize_text, 1))
        bind("smaller", partial(self._resize_text, -1))
        bind("usual_size", partial(self._resize_text, 0))

    def _open_hit(self, hit: Hit, text: str) -> None:
        from nextchat_desktop.ui.chat.jumping import GONE, jump  # no start of the program needs it

        self._stage.open(hit.conversation)
        session = self._stage.session
        if session is None or session.conversation.id != hit.conversation:
            self._stage.toast.tell(self._desk.words(GONE))
        elif trouble := jump(self._stage.page, hit, text):
            self._stage.toast.tell(self._desk.words(trouble))

    def _copy_hit(self, hit: Hit) -> None:
        session = self._desk.library.open(hit.conversation)
        message = session.messages.get(hit.message) if session is not None else None
        if message is not None:
            QGuiApplication.clipboard().setText(message.text)
            self._stage.toast.tell(self._desk.words("transcript.copied"))

    def _open_setting(self, page: str, key: str) -> None:
        dialog = self._settings.open(page)
        if key:
            dialog.show_setting(key)

    def _begin_with_mask(self, id: str) -> None:
        if mask := self._desk.masks.get(id):
            self._stage.show(self._desk.masks.begin(mask))
            self._stage.page.composer.field.setFocus()

    def _write_prompt(self, id: str) -> None:
        if prompt := self._desk.prompts.get(id):
            self._write(prompt)
            self._stage.page.composer.field.setFocus()

    def _toggle_overview(self) -> None:
        from nextchat_desktop.ui.shortcuts_overview import ShortcutsOverview  # no start of the program needs it

        if self._overview is None:
            change = partial(self._open_setting, "keyboard", "")
            self._overview = ShortcutsOverview(
                self._stage.commands, self._desk.words, self._stage.theme, self._stage.window, change, self._send_key
            )
        self._overview.toggle()

    def _send_key(self) -> str:
        return self._desk.settings[SEND_KEY]

    def _turn_colours(self) -> None:
        """As the system, light, dark, and around."""
        if self._is_held(THEME):
            return
        wanted = THEMES[(THEMES.index(self._desk.settings[THEME]) + 1) % len(THEMES)]
        self._desk.remember(THEME, wanted)
        words = self._desk.words
        self._stage.toast.tell(words("colours.now", colours=words(f"setting.{THEME.key}.{wanted}")))

    def _resize_text(self, by: int) -> None:
        """A step larger or smaller, or back to the usual size; not beyond what can be read."""
        if self._is_held(TEXT_SIZE):
            return
        settings = self._desk.settings
        size = settings[TEXT_SIZE] + by if by else settings.default_of(TEXT_SIZE)
        try:
            TEXT_SIZE.kind.check(size)
        except InvalidValue:
            return
        self._desk.remember(TEXT_SIZE, size)

    def _is_held(self, option: Option[Any]) -> bool:
        """Whether somebody else has settled it, which is told."""
        giver = self._desk.settings.held_by(option)
        if giver is not None:
            self._stage.toast.tell(self._desk.words(f"held.{giver}"))
        return giver is not None

    def _on_setting(self, option: Option[Any]) -> None:
        if self._shortcuts.is_one(option.key):
            self._set_keys()

    def _set_keys(self) -> None:
        """Those there are now, also in the line below the field."""
        self._stage.commands.set_keys(self._shortcuts.all())
        self._stage.page.key_hints.stop_with(
            self._stage.commands.shown_keys("escape") or self._stage.commands.shown_keys("stop")
        )
        if self._stage.session is not None:
            self._stage.page.refresh()
