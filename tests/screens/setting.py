"""The screens of the settings: each page, each kind of connection, and how its key is kept."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QScrollArea, QWidget

from certificates import authority
from nextchat_desktop.core.connections import Trust
from nextchat_desktop.settings.schema import PROXY, WAY
from nextchat_desktop.ui.settings.service_box import ServiceBox
from screens.contents import AZURE, DORM, KEY, KEYLESS, LAB
from screens.world import Show, World

SAMPLE = "https://xxxxx.openai.azure.com/openai/deployments/gpt-4-turbo/chat/completions?api-version=2024-02-15-preview"


def _page(name: str, down: bool = False) -> Show:
    def show(world: World) -> QWidget:
        dialog = world.settings(name)
        if down:
            world.scroll_down(dialog)
        return dialog

    return show


def _connection(id: str, unfold: bool = False) -> Show:
    def show(world: World) -> QWidget:
        dialog = world.settings("connections", id)
        if unfold:
            _unfold(world, dialog)
        return dialog

    return show


def _unfold(world: World, dialog: QWidget) -> None:
    """What few connections need, as far down as it goes."""
    if not world.see("extraBodyField", QWidget, dialog).isVisible():
        world.press("moreButton", dialog)
    world.scroll_down(dialog)


def _new(world: World) -> QWidget:
    """Filled in by what was pasted."""
    dialog = world.settings("connections")
    dialog.begin_with(SAMPLE)
    world.settle()
    return dialog


def _deleted(world: World) -> QWidget:
    dialog = world.settings("connections", KEYLESS)
    world.press("deleteConnectionButton", dialog)
    world.back.append(lambda: world.press("undoButton", dialog))
    return dialog


def bring_into_view(widget: QWidget) -> None:
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if above is not None:
        above.ensureWidgetVisible(widget)


def _services(world: World) -> QWidget:
    """The list of them."""
    dialog = world.settings("connections")
    world.see("serviceField", ServiceBox, dialog).open_list()
    world.settle()
    return dialog


def _trusting(world: World) -> QWidget:
    """A connection with an authority of its own."""
    setup = world.program.setup
    connection = setup.get(DORM)
    assert connection is not None
    pem = authority("Our Lab").pem
    setup.save(replace(connection, trust=Trust(authorities=pem)))
    dialog = world.settings("connections", DORM)
    world.back.append(lambda: setup.save(connection))
    _unfold(world, dialog)
    return dialog


def _proxied(world: World) -> QWidget:
    settings = world.program.settings
    settings[PROXY], settings[WAY] = "http://proxy.example:8080", "proxy"
    world.back.append(lambda: settings.__setitem__(WAY, settings.default_of(WAY)))
    return world.settings("network")


def _pressing(world: World) -> QWidget:
    """Keys for a command."""
    dialog = world.settings("keyboard")
    world.press("addKeys-new", dialog)
    return dialog


def _without_keyring(world: World) -> QWidget:
    """A key was typed, and nobody keeps it."""
    dialog = world.settings("connections")
    dialog.begin_with(SAMPLE)
    field = world.see("keyField", QLineEdit, dialog)
    field.setFocus()
    QTest.keyClicks(field, KEY)
    world.settle()
    world.press("keepFileButton", dialog)
    bring_into_view(world.see("keeperPanel", QWidget, dialog))
    world.settle()
    return dialog


UNKEPT: Mapping[str, Show] = {"settings-key-unkept": _without_keyring}

SETTING: Mapping[str, Show] = {
    "settings-connections": _connection(LAB),
    "settings-connections-more": _connection(LAB, unfold=True),
    "settings-connections-azure": _connection(AZURE),
    "settings-connections-keyless": _connection(KEYLESS),
    "settings-connections-nextchat": _connection(DORM),
    "settings-connections-new": _new,
    "settings-connections-deleted": _deleted,
    "settings-services": _services,
    "settings-connections-trusting": _trusting,
    "settings-network-proxy": _proxied,
    "settings-keyboard-pressing": _pressing,
    "settings-models": _page("models"),
    "settings-conversation": _page("conversation"),
    "settings-chat": _page("chat"),
    "settings-chat-end": _page("chat", down=True),
    "settings-appearance": _page("appearance"),
    "settings-keyboard": _page("keyboard"),
    "settings-network": _page("network"),
    "settings-usage": _page("usage"),
    "settings-usage-end": _page("usage", down=True),
    "settings-data": _page("data"),
    "settings-data-end": _page("data", down=True),
    "settings-about": _page("about"),
}
