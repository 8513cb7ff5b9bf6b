"""Every setting there is. Storage, validation, the dialog and docs/settings.md are read from this table."""

from collections.abc import Mapping
from typing import Any

from nextchat_desktop.core.parameter_table import PARAMETERS
from nextchat_desktop.settings.option import Choice, Colour, Emoji, Line, Lines, Option, Said, Switch, Whole
from nextchat_desktop.words.languages import LANGUAGES

LANGUAGES_OFFERED = ("auto", *LANGUAGES)
LANGUAGE = Option("appearance.language", Choice(LANGUAGES_OFFERED), "auto", "appearance")
THEMES = ("auto", "light", "dark")
THEME = Option("appearance.theme", Choice(THEMES), "auto", "appearance")
TEXT_SIZE = Option("appearance.text_size", Whole(12, 40), 15, "appearance")
INTERFACE_SIZE = Option("appearance.interface_size", Whole(80, 200), 100, "appearance")
FONT = Option("appearance.font", Line(), "", "appearance")
ACCENT = Option("appearance.accent", Colour(), "", "appearance")
DENSITIES = ("comfortable", "compact")
DENSITY = Option("appearance.density", Choice(DENSITIES), "comfortable", "appearance")
CONTRASTS = ("auto", "normal", "high")
CONTRAST = Option("appearance.contrast", Choice(CONTRASTS), "auto", "appearance")
MOTIONS = ("auto", "full", "reduced")
MOTION = Option("appearance.motion", Choice(MOTIONS), "auto", "appearance")
FOLD_CODE = Option("appearance.fold_code", Whole(0, 10_000), 40, "appearance")
WRAP_CODE = Option("appearance.wrap_code", Switch(), False, "appearance")
AVATAR = Option("appearance.avatar", Emoji(), "", "appearance")
MASK_AVATAR = Option("appearance.mask_avatar", Switch(), False, "appearance")
SEND_KEY = Option(
    "conversation.send_key",
    Choice(("enter", "ctrl_enter", "shift_enter", "alt_enter", "meta_enter")),
    "enter",
    "conversation",
)
SUGGESTIONS = Option("conversation.suggestions", Switch(), True, "conversation")
PREVIEW = Option("conversation.preview", Switch(), False, "conversation")
AUTO_TITLE = Option("conversation.auto_title", Switch(), True, "conversation")
TITLE_MODEL = Option("conversation.title_model", Line(), "", said_by="title.model")
"""A connection and a model with a slash between; empty for whoever answers."""
ASK_MASK = Option("conversation.ask_mask", Switch(), False, "conversation")
SHIPPED_MASKS = Option("conversation.shipped_masks", Switch(), True, "conversation")
WAY = Option("network.way", Choice(("system", "direct", "proxy")), "system", "network")
PROXY = Option("network.proxy", Line(), "", "network")
BYPASS = Option(
    "network.bypass",
    Line(),
    "<local>, *.local, 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 169.254.0.0/16, fc00::/7, fe80::/10",
    "network",
)
BACKUPS = Option("data.backups", Choice(("off", "daily", "weekly")), "daily", "data")
BACKUPS_KEPT = Option("data.backups_kept", Whole(1, 50), 5, "data")
LAST_CONNECTION = Option("last.connection", Line(), "")
LAST_MODEL = Option("last.model", Line(), "")
LAST_CONVERSATION = Option("last.conversation", Line(), "")
LAST_CHOSEN = Option("last.chosen", Lines(), ())
"""In the palette, the last first."""
SIDEBAR_WIDTH = Option("window.sidebar_width", Whole(220, 420), 264)
SIDEBAR_SHOWN = Option("window.sidebar_shown", Switch(), True)
WINDOW_GEOMETRY = Option("window.geometry", Line(), "")

EXPORT_SHAPE = Option("export.shape", Line(), "md")
EXPORT_WITH = Option(
    "export.with",
    Lines(),
    (
        *(f"{shape}.pictures" for shape in ("md", "html", "pdf", "png", "json", "nextchat")),
        *("nextchat.context", "nextchat.thoughts", "jsonl.context"),
    ),
)
"""What comes along in each shape: `shape.extra`."""
EXPORT_LOOK = Option("export.look", Lines(), ("sharp",))

CHAT: Mapping[str, Option[Any]] = {
    one.name: Option(f"chat.{one.name}", Said(one), "", "chat", f"parameter.{one.name}") for one in PARAMETERS
}
"""What is said of each parameter for the whole program, by its name."""

OPTIONS: tuple[Option[Any], ...] = (
    LANGUAGE,
    THEME,
    ACCENT,
    CONTRAST,
    TEXT_SIZE,
    INTERFACE_SIZE,
    FONT,
    DENSITY,
    MOTION,
    FOLD_CODE,
    WRAP_CODE,
    AVATAR,
    MASK_AVATAR,
    SEND_KEY,
    SUGGESTIONS,
    PREVIEW,
    AUTO_TITLE,
    TITLE_MODEL,
    ASK_MASK,
    SHIPPED_MASKS,
    WAY,
    PROXY,
    BYPASS,
    BACKUPS,
    BACKUPS_KEPT,
    LAST_CONNECTION,
    LAST_MODEL,
    LAST_CONVERSATION,
    LAST_CHOSEN,
    SIDEBAR_WIDTH,
    SIDEBAR_SHOWN,
    WINDOW_GEOMETRY,
    EXPORT_SHAPE,
    EXPORT_WITH,
    EXPORT_LOOK,
    *CHAT.values(),
)

PAGES = ("conversation", "chat", "appearance", "network", "data")
"""The pages of the dialog that are drawn from the table, in order."""


def on_page(page: str) -> tuple[Option[Any], ...]:
    return tuple(option for option in OPTIONS if option.page == page)
