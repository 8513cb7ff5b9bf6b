"""The screens that lead elsewhere: the sidebar, its menus, the list of models, the palette, the keys."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget

from nextchat_desktop.ui.sidebar.tag_bar import TagBar
from screens.contents import EVERYTHING
from screens.world import Show, World


def popup(world: World) -> QWidget:
    """The menu that has just been opened."""
    world.settle()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def _archive(world: World) -> QWidget:
    """Empty."""
    world.run("show_archive")
    world.back.append(lambda: world.run("show_archive"))
    return world.window


def _renaming(world: World) -> QWidget:
    world.show(EVERYTHING)
    return world.run("rename")


def _tagging(world: World) -> QWidget:
    world.show(EVERYTHING)
    window = world.run("tag")
    world.back.append(world.see("tagField", QWidget).hide)
    return window


def _opened(menu: Callable[[World], QMenu]) -> Show:
    def show(world: World) -> QWidget:
        world.show(EVERYTHING)
        menu(world).popup(world.window.mapToGlobal(QPoint(40, 40)))
        return popup(world)

    return show


def _row_menu(world: World) -> QMenu:
    return world.window.sidebar.menus.row_menu(["c1"])


def _folder_menu(world: World) -> QMenu:
    return world.window.sidebar.menus.folder_menu("f0")


def _list_menu(world: World) -> QMenu:
    return world.window.sidebar.menus.list_menu()


def _move_menu(world: World) -> QMenu:
    return world.window.sidebar.menus.move_menu(["c2"])


def _tags_menu(world: World) -> QMenu:
    bar = world.window.sidebar.findChild(TagBar)
    assert bar is not None
    return bar.menu()


def _file_menu(world: World) -> QWidget:
    world.window.sidebar.files_button.click()
    return popup(world)


def _picker(text: str = "") -> Show:
    def show(world: World) -> QWidget:
        world.show(EVERYTHING)
        world.run("model")
        world.see("modelFilter", QLineEdit).setText(text)
        world.settle()
        return world.window

    return show


def _palette(text: str = "") -> Show:
    def show(world: World) -> QWidget:
        world.show(EVERYTHING)
        world.window.reaching.palette.open(text)
        world.pause(150)
        return world.window

    return show


def _shortcuts(world: World) -> QWidget:
    return world.run("shortcuts")


REACHING: Mapping[str, Show] = {
    "sidebar-archive": _archive,
    "sidebar-rename": _renaming,
    "sidebar-tag": _tagging,
    "menu-row": _opened(_row_menu),
    "menu-folder": _opened(_folder_menu),
    "menu-list": _opened(_list_menu),
    "menu-move": _opened(_move_menu),
    "menu-tags": _opened(_tags_menu),
    "menu-files": _file_menu,
    "models": _picker(),
    "models-nothing": _picker("zzzz"),
    "palette": _palette(),
    "palette-found": _palette("m"),
    "palette-commands": _palette(">"),
    "palette-masks": _palette("@"),
    "palette-prompts": _palette("/"),
    "palette-nothing": _palette("zzzz"),
    "shortcuts": _shortcuts,
}
