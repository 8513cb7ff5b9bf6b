"""The windows beside the conversation: masks, prompts, the bin, its settings, what is sent, what was sent, pictures."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QListWidget, QTabBar, QWidget

from gallery_start import painted, written
from nextchat_desktop.core.masks import Mask
from nextchat_desktop.ui.transcript.pictures import KEPT
from nextchat_desktop.ui.viewer.window import PictureViewer
from screens.contents import EVERYTHING, TINY
from screens.reaching import popup
from screens.world import Show, World
from scripted import DONE, Reply, azure_refusal, chunk, delta, finish


def _masks(world: World) -> QWidget:
    return world.run("new_with_mask", "masksDialog")


def _no_masks(world: World) -> QWidget:
    dialog = _masks(world)
    search = world.see("maskSearch", QLineEdit)
    search.setText("zzzz")
    world.back.append(search.clear)
    world.settle()
    return dialog


def _mask(world: World) -> QWidget:
    """One that is made of a conversation."""
    world.show(EVERYTHING)
    dialog = world.run("save_mask", "masksDialog")
    world.back.append(lambda: world.press("maskBackButton"))
    return dialog


def _own(world: World) -> Mask:
    mask = world.program.masks.get("own")
    assert mask is not None
    return mask


def _mask_menu(world: World) -> QWidget:
    dialog = _masks(world)
    dialog.gallery.menu_of(_own(world)).popup(dialog.mapToGlobal(QPoint(40, 40)))  # type: ignore[attr-defined]
    return popup(world)


def _prompts(world: World) -> QWidget:
    dialog = world.run("prompts", "promptsDialog")
    world.see("promptList", QListWidget).setCurrentRow(1)
    world.settle()
    return dialog


def _no_prompts(world: World) -> QWidget:
    dialog = _prompts(world)
    search = world.see("promptSearch", QLineEdit)
    search.setText("zzzz")
    world.back.append(search.clear)
    world.settle()
    return dialog


def _bin(world: World) -> QWidget:
    dialog = world.run("bin", "binDialog")
    world.see("binList", QListWidget).selectAll()
    world.settle()
    return dialog


def _bin_asked(world: World) -> QWidget:
    dialog = _bin(world)
    world.press("binEraseButton", dialog)
    return dialog


def _empty_bin(world: World) -> QWidget:
    dialog = world.run("bin", "binDialog")
    search = world.see("binSearch", QLineEdit)
    search.setText("zzzz")
    world.back.append(search.clear)
    world.settle()
    return dialog


def _tailoring(world: World) -> QWidget:
    world.show(EVERYTHING)
    return world.run("conversation_settings", "conversationSettings")


def _tailoring_tab(tab: int) -> Show:
    def show(world: World) -> QWidget:
        window = _tailoring(world)
        world.see("tailoringTabs", QTabBar, window).setCurrentIndex(tab)
        world.back.append(lambda: world.see("tailoringTabs", QTabBar, window).setCurrentIndex(0))
        world.settle()
        return window

    return show


def _emoji(world: World) -> QWidget:
    dialog = _mask(world)
    world.see("maskAvatar", QAbstractButton, dialog).click()
    world.settle()
    return dialog


def _context(world: World) -> QWidget:
    world.show(EVERYTHING)
    world.window.page.composer.set_text(world.said.more)
    world.back.append(world.window.page.composer.clear)
    return world.run("context", "contextWindow")


def _rewriting(world: World) -> QWidget:
    world.show(EVERYTHING)
    return world.run("edit_all", "rewriteDialog")


def _inspector(tab: int, *presses: str) -> Show:
    def show(world: World) -> QWidget:
        _sent(world)
        window = world.run("inspect", "inspector")
        world.see("inspectorTabs", QTabBar, window).setCurrentIndex(tab)
        for name in presses:
            world.press(name, window)
        world.pause()
        return window

    return show


def _sent(world: World) -> None:
    """A question that had to be asked twice."""
    if "sent" in world.places:
        world.show(world.places["sent"])
        return
    session = world.program.library.new()
    usage = chunk(choices=[], usage={"prompt_tokens": 9, "completion_tokens": 12, "total_tokens": 21})
    words = [delta(f"{word} ") for word in world.said.cut.split()]
    refused = azure_refusal(400, "BadRequest", "Unrecognized request argument supplied: stream_options")
    world.server.queue(refused, Reply([0.2, b": wait\n\n", 0.1, *words, finish(), usage, DONE]))
    world.window.show_session(session)
    world.window.page.ask(world.said.more, TINY)
    world.wait(lambda: not session.busy)
    world.places["sent"] = session.conversation.id


def _inspector_nothing(world: World) -> QWidget:
    """Of what was asked in an earlier run."""
    world.show(EVERYTHING)
    return world.run("inspect", "inspector")


def _viewer(world: World) -> QWidget:
    picture = world.program.blobs.keep(written(painted(900, 500)))
    assert picture is not None
    world.window.page.attaching.opened.emit(KEPT + picture.blob, "coast.png")
    world.wait(lambda: bool(world.window.findChildren(PictureViewer)))
    world.pause()
    return world.window.findChildren(PictureViewer)[-1]


BESIDE: Mapping[str, Show] = {
    "masks": _masks,
    "masks-nothing": _no_masks,
    "mask": _mask,
    "menu-mask": _mask_menu,
    "prompts": _prompts,
    "prompts-nothing": _no_prompts,
    "bin": _bin,
    "bin-asked": _bin_asked,
    "bin-nothing": _empty_bin,
    "tailoring": _tailoring,
    "tailoring-context": _tailoring_tab(1),
    "tailoring-memory": _tailoring_tab(2),
    "emoji": _emoji,
    "context": _context,
    "rewriting": _rewriting,
    "inspector": _inspector(0),
    "inspector-laid-out": _inspector(0, "inspectorLaidOut"),
    "inspector-answer": _inspector(1, "inspectorRaw"),
    "inspector-times": _inspector(2),
    "inspector-nothing": _inspector_nothing,
    "viewer": _viewer,
}
