"""The screens around a conversation: it, what is asked, what arrives, what is found and done in it."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget

from gallery_start import painted, written
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.settings.schema import PREVIEW
from nextchat_desktop.ui.composer.incoming import Incoming
from screens.contents import AZURE, ENDINGS, EVERYTHING, LAB, LONG_CODE, PICTURES, TINY
from screens.reaching import popup
from screens.world import Show, World
from scripted import STALL, Reply, delta

_COLOURED = 1_500
"""Milliseconds after which code has its colours and formulas are set."""
_SOME = 200
"""Letters of the guide's answer, which comes little by little."""


def _conversation(world: World) -> QWidget:
    world.show(EVERYTHING)
    world.pause(_COLOURED)
    return world.window


def _from_the_top(world: World) -> QWidget:
    _conversation(world)
    world.window.page.transcript.go_home()
    world.pause()
    return world.window


def _endings(world: World) -> QWidget:
    world.show(ENDINGS)
    world.pause()
    return world.window


def _narrow(world: World) -> QWidget:
    world.show(ENDINGS)
    world.window.resize(world.window.minimumSize())
    world.settle()
    return world.window


def _empty(world: World) -> QWidget:
    world.window.show_session(world.program.library.new())
    world.settle()
    return world.window


def _with_mask(world: World) -> QWidget:
    mask = world.program.masks.all()[0]
    world.window.show_session(world.program.masks.begin(mask))
    world.settle()
    return world.window


def _streaming(world: World) -> QWidget:
    """With two questions that wait."""
    world.server.queue(Reply([*(delta(f"{word} ") for word in world.said.cut.split()), STALL]))
    session = world.program.library.new()
    world.window.show_session(session)
    page = world.window.page
    page.ask(world.said.question, TINY)
    world.wait(lambda: bool(session.path[-1].text))
    for text in (world.said.more, world.said.failing):
        page.composer.queued.emit(text)
    world.pause(100)
    return world.window


def _halted(world: World) -> QWidget:
    """What waits stays where an answer failed."""
    world.server.queue(Reply(status=500))
    session = world.program.library.new()
    world.window.show_session(session)
    world.window.page.ask(world.said.question, TINY)
    for text in (world.said.more, world.said.failing):
        world.window.page.composer.queued.emit(text)
    world.wait(lambda: not session.busy)
    world.pause()
    return world.window


def _finding(text: Callable[[World], str]) -> Show:
    def find(world: World) -> QWidget:
        world.show(EVERYTHING)
        world.run("find")
        world.see("findField", QLineEdit).setText(text(world))
        world.pause(300)
        return world.window

    return find


def _outline(world: World) -> QWidget:
    world.show(EVERYTHING)
    world.run("outline")
    world.pause()
    return world.window


def _editing(world: World) -> QWidget:
    world.show(EVERYTHING)
    world.run("edit_last")
    world.see("editField", QPlainTextEdit).appendPlainText(world.said.more)
    world.settle()
    return world.window


def _choosing(world: World) -> QWidget:
    session = world.show(EVERYTHING)
    world.run("choose_turns")
    world.window.turns.turning.bar.begin(session.path[0].id)
    world.settle()
    return world.window


def _asked_for_a_key(world: World) -> QWidget:
    world.show(ENDINGS)
    connection = world.program.setup.get(AZURE)
    assert connection is not None
    world.window.page.key_asking.ask(connection, "e2")
    world.settle()
    return world.window


def _attached(world: World) -> QWidget:
    _empty(world)
    images = [written(painted(200 + 40 * number, 200)) for number in range(3)]
    names = ("coast.png", "a photo with quite a long name.jpg", "sea.png")
    attached = [Incoming(name, lambda data=data: data) for name, data in zip(names, images, strict=True)]  # type: ignore[misc]
    world.window.page.attaching.attach(attached)
    composer = world.window.page.composer
    composer.set_text(world.said.more)
    world.wait(lambda: not composer.attachments.are_preparing)
    return world.window


def _painter(world: World) -> QWidget:
    _empty(world)
    assert world.window.page.session is not None
    world.window.page.session.choose(ModelChoice(LAB, "dall-e-3"))
    world.window.page.refresh()
    world.settle()
    return world.window


def _dragged(world: World) -> QWidget:
    _empty(world)
    page, mime = world.window.page, QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(world.folder / "coast.png"))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(page, QDragEnterEvent(QPoint(9, 9), copy, mime, left, none))
    world.back.append(lambda: QApplication.sendEvent(page, QDragLeaveEvent()))
    world.settle()
    return world.window


def _typed(text: str) -> Show:
    """Into the composer."""

    def type(world: World) -> QWidget:
        _empty(world)
        world.window.activateWindow()
        world.window.page.composer.clear()
        field = world.window.page.composer.field
        field.setFocus()
        QTest.keyClicks(field, text)
        world.pause(100)
        return world.window

    return type


def _blanks(world: World) -> QWidget:
    """A prompt with a place to fill in."""
    _empty(world)
    world.window.writing.take(world.program.prompts.all()[0])
    world.settle()
    return world.window


def _previewed(world: World) -> QWidget:
    world.program.settings[PREVIEW] = True
    _empty(world)
    world.window.page.composer.set_text(world.said.answer)
    world.pause(_COLOURED)
    world.program.settings[PREVIEW] = world.program.settings.default_of(PREVIEW)
    return world.window


def _undoable(world: World) -> QWidget:
    world.show(EVERYTHING)
    world.program.shelving.archive(["c1"], True)
    world.settle()
    world.program.deeds.undo()
    world.program.shelving.delete(["c3"])
    world.settle()
    return world.window


def _warned(world: World) -> QWidget:
    world.show(EVERYTHING)
    world.window.toast.warn(world.program.words("storage.not_written", detail="[Errno 28] No space left on device"))
    world.window.toast.lead(world.program.words("import.see"), lambda: None)
    world.settle()
    return world.window


def _menu(world: World) -> QWidget:
    world.show(EVERYTHING)
    world.see("moreButton", QAbstractButton).click()
    return popup(world)


def _turn_menu(world: World) -> QWidget:
    world.show(EVERYTHING)
    world.window.page.transcript.follow()
    world.pause()
    buttons = world.window.page.transcript.findChildren(QAbstractButton)
    [one for one in buttons if one.property("action") == "more" and one.isVisible()][-1].click()
    return popup(world)


def _guide(world: World) -> QWidget:
    world.run("guide")
    session = world.window.page.session
    assert session is not None
    world.wait(lambda: bool(session.path) and len(session.path[-1].text) > _SOME)
    world.pause()
    return world.window


def _pictures(world: World) -> QWidget:
    """Asked with, answered with, drawn, and one that lies elsewhere."""
    world.show(PICTURES)
    world.pause(2_500)
    return world.window


def _long_code(world: World) -> QWidget:
    """Folded."""
    world.show(LONG_CODE)
    world.pause(_COLOURED)
    return world.window


def _busy_elsewhere(world: World) -> QWidget:
    """Two conversations are being answered, and another is read."""
    for _ in range(2):
        world.server.queue(Reply([delta(world.said.cut), STALL]))
        session = world.program.library.new()
        world.window.show_session(session)
        world.window.page.ask(world.said.question, TINY)
    world.back.append(world.program.library.stop_all)
    world.show(EVERYTHING)
    return world.window


TALKING: Mapping[str, Show] = {
    "conversation": _conversation,
    "conversation-top": _from_the_top,
    "failure": _endings,
    "narrow": _narrow,
    "empty-chat": _empty,
    "empty-chat-mask": _with_mask,
    "streaming": _streaming,
    "queue-halted": _halted,
    "find": _finding(lambda world: world.said.answer[4:8]),
    "find-nothing": _finding(lambda world: "zzzz"),
    "outline": _outline,
    "editing": _editing,
    "choosing-turns": _choosing,
    "key-asked": _asked_for_a_key,
    "attached": _attached,
    "painter": _painter,
    "dragged": _dragged,
    "suggestions": _typed("/"),
    "suggested-commands": _typed(":"),
    "blanks": _blanks,
    "preview": _previewed,
    "toast-undo": _undoable,
    "toast-warning": _warned,
    "menu-conversation": _menu,
    "menu-turn": _turn_menu,
    "pictures": _pictures,
    "long-code": _long_code,
    "busy-elsewhere": _busy_elsewhere,
    "guide": _guide,
}
