"""Attaching pictures to a message: pasted, dropped, chosen; looked at, removed and brought back; sent or kept here."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from nextchat_desktop.core.parts import Picture
from nextchat_desktop.core.picture_options import UNKNOWN, picture_options
from nextchat_desktop.resources import resource
from nextchat_desktop.storage.blobs import Blobs
from nextchat_desktop.ui.chat.dropping import PictureDrop
from nextchat_desktop.ui.composer.attachments import MOST, Attached, Attachments, Refusal
from nextchat_desktop.ui.composer.chips import PictureChip, RemoveButton
from nextchat_desktop.ui.composer.composer import Composer
from nextchat_desktop.ui.composer.incoming import Incoming, from_files, from_mime
from nextchat_desktop.ui.dropping import Dropping
from nextchat_desktop.ui.importing.dropping import FileDrop
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.viewer.decoder import Decoder
from nextchat_desktop.words.catalogue import Words
from ui.test_pictures import png
from ui.transcripts import open_window

WORDS = Words(resource("locales"), "en")
PNG = b"\x89PNG\r\n\x1a\n and nothing more"
BLIND = ("tiny does not take pictures", "tiny does not take pictures: only the text is sent, they stay here")
PASTE = (Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "blobs")


@pytest.fixture
def attachments(qtbot: QtBot, blobs: Blobs) -> Iterator[Attachments]:
    decoder = Decoder()
    yield Attachments(decoder, blobs.keep, lambda blob: lambda: blobs.get(blob))
    decoder.close()


@pytest.fixture
def composer(qtbot: QtBot, theme: Theme, attachments: Attachments) -> Iterator[Composer]:
    composer = Composer(WORDS, theme, attachments=attachments)
    composer.field.pasted.connect(attachments.add)
    qtbot.addWidget(composer)
    composer.resize(760, 200)
    open_window(composer, qtbot)
    yield composer
    QGuiApplication.clipboard().clear()


@pytest.fixture
def sent(composer: Composer) -> list[tuple[str, int]]:
    """Texts, each with the number of pictures that went with it."""
    texts: list[tuple[str, int]] = []
    composer.submitted.connect(lambda text: texts.append((text, len(composer.attachments.ready))))
    return texts


def incoming(name: str = "cat.png", width: int = 30, colour: str = "#2a6f97") -> Incoming:
    data = png(width, 20, colour)
    return Incoming(name, lambda: data)


def attach(composer: Composer, qtbot: QtBot, *names: str) -> tuple[PictureChip, ...]:
    composer.attachments.add([incoming(name, 30 + place) for place, name in enumerate(names)])
    qtbot.waitUntil(lambda: not composer.attachments.are_preparing)
    return composer.chips.chips


def copied(image: QImage | None = None, text: str = "", files: tuple[Path, ...] = ()) -> None:
    mime = QMimeData()
    if image is not None:
        mime.setImageData(image)
    if text:
        mime.setText(text)
    if files:
        mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    QGuiApplication.clipboard().setMimeData(mime)


def names(composer: Composer) -> list[str]:
    return [chip.accessibleName() for chip in composer.chips.chips]


# What comes in


def test_a_pasted_picture_is_attached_and_no_word_is_written(composer: Composer, qtbot: QtBot) -> None:
    copied(QImage.fromData(png(40, 30)))
    QTest.keyClick(composer.field, *PASTE)
    qtbot.waitUntil(lambda: len(composer.attachments.ready) == 1)
    (picture,) = composer.attachments.pictures
    assert (picture.width, picture.height, picture.media, picture.name) == (40, 30, "image/png", "")
    assert composer.text() == ""
    assert names(composer) == ["Picture"]


def test_pasted_files_are_attached_by_their_names(composer: Composer, tmp_path: Path, qtbot: QtBot) -> None:
    files = (tmp_path / "one.png", tmp_path / "two.png")
    for place, file in enumerate(files):
        file.write_bytes(png(30 + place, 20))
    copied(files=files)
    QTest.keyClick(composer.field, *PASTE)
    qtbot.waitUntil(lambda: len(composer.attachments.ready) == 2)
    assert [picture.name for picture in composer.attachments.pictures] == ["one.png", "two.png"]


def test_words_that_have_a_picture_beside_them_are_words(composer: Composer) -> None:
    copied(QImage.fromData(png(40, 30)), text="From a table")
    QTest.keyClick(composer.field, *PASTE)
    assert composer.text() == "From a table"
    assert composer.attachments.all == ()


def test_what_the_clipboard_holds_as_a_file_is_taken_as_it_is() -> None:
    mime, data = QMimeData(), png(40, 30)
    mime.setImageData(QImage.fromData(data))
    mime.setData("image/png", data)
    (found,) = from_mime(mime)
    assert found.read() == data


def test_a_link_from_a_browser_stays_a_link(composer: Composer) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/cat.png")])
    assert from_mime(mime) == []


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("notes.txt", b"Hello", "not_a_picture"),
        ("holiday.heic", b"\0\0\0\x18ftypheic\0\0\0\0", "heic"),
        ("cut.png", png(30, 30)[:40], "broken"),
        ("gone.png", None, "unreadable"),
    ],
)
def test_what_cannot_be_sent_is_told_and_all_else_stays(
    composer: Composer, tmp_path: Path, qtbot: QtBot, name: str, data: bytes | None, reason: str
) -> None:
    attach(composer, qtbot, "cat.png")
    composer.set_text("Look at")
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with qtbot.waitSignal(composer.attachments.refused) as refused:
        composer.attachments.add(from_files([str(tmp_path / name)]))
    assert refused.args == [((reason, name),)]
    assert (names(composer), composer.text()) == (["cat.png"], "Look at")


def test_a_disk_without_room_is_told(qtbot: QtBot) -> None:
    def full(_data: bytes) -> Picture | None:
        raise OSError(28, "No space left on device")

    decoder = Decoder()
    attachments = Attachments(decoder, full)
    with qtbot.waitSignal(attachments.refused) as refused:
        attachments.add([incoming()])
    decoder.close()
    assert refused.args == [(("not_kept", "cat.png"),)]


def test_a_message_takes_ten(composer: Composer, qtbot: QtBot) -> None:
    with qtbot.waitSignal(composer.attachments.refused) as refused:
        attach(composer, qtbot, *(f"{number}.png" for number in range(MOST + 2)))
    assert refused.args == [(("one_too_many", "10.png"), ("one_too_many", "11.png"))]
    assert names(composer) == [f"{number}.png" for number in range(10)]


# The row of pictures


def test_there_is_no_row_without_pictures(composer: Composer, qtbot: QtBot) -> None:
    assert not composer.chips.isVisible()
    (chip,) = attach(composer, qtbot, "cat.png")
    assert composer.chips.isVisible()
    assert (chip.width(), chip.height()) == (56, 56)
    assert "30\u00a0×\u00a020" in chip.toolTip()


def test_a_narrow_window_puts_them_in_rows(composer: Composer, qtbot: QtBot) -> None:
    composer.resize(300, 300)
    chips = attach(composer, qtbot, *(f"{number}.png" for number in range(6)))
    qtbot.waitUntil(lambda: chips[-1].y() > chips[0].y())
    assert composer.chips.height() == 2 * 56 + 8


def test_what_came_together_is_refused_together(composer: Composer, qtbot: QtBot) -> None:
    gate = Event()
    told: list[tuple[Refusal, ...]] = []
    composer.attachments.refused.connect(told.append)
    composer.attachments.add([slow(gate), Incoming("notes.txt", lambda: b"Hello"), Incoming("cut.png", lambda: PNG)])
    qtbot.waitUntil(lambda: len(composer.attachments.all) == 1)
    assert told == []
    gate.set()
    qtbot.waitUntil(lambda: not composer.attachments.are_preparing)
    assert told[0] == (("broken", "cut.png"), ("not_a_picture", "notes.txt"))
    assert len(told) == 1


def test_what_was_refused_is_told_though_another_draft_is_shown(composer: Composer, qtbot: QtBot) -> None:
    gate = Event()
    composer.attachments.add([slow(gate), Incoming("notes.txt", lambda: b"Hello")])
    qtbot.waitUntil(lambda: len(composer.attachments.all) == 1)
    with qtbot.waitSignal(composer.attachments.refused) as refused:
        composer.attachments.show((), "other")
    gate.set()
    assert refused.args == [(("not_a_picture", "notes.txt"),)]


def test_the_mouse_leaves_the_focus_where_it_is_written(composer: Composer, qtbot: QtBot) -> None:
    first, second = attach(composer, qtbot, "one.png", "two.png")
    composer.field.setFocus()
    QTest.mouseClick(first.findChild(QAbstractButton, "removePicture"), Qt.MouseButton.LeftButton)
    assert composer.field.hasFocus()
    QTest.mouseClick(second, Qt.MouseButton.LeftButton)
    assert composer.field.hasFocus()
    composer.pickers.show_options(picture_options("dall-e-3"), {})
    assert composer.pickers.findChild(QAbstractButton, "sizePicker").focusPolicy() is Qt.FocusPolicy.TabFocus


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_keys_go_along_the_row_and_remove(composer: Composer, qtbot: QtBot, key: Qt.Key) -> None:
    first, second, _ = attach(composer, qtbot, "one.png", "two.png", "three.png")
    first.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert second.hasFocus()
    QTest.keyClick(second, key)
    assert names(composer) == ["one.png", "three.png"]
    assert composer.chips.chips[1].hasFocus()
    QTest.keyClick(composer.chips.chips[1], key)
    QTest.keyClick(composer.chips.chips[0], key)
    assert composer.field.hasFocus()


def test_from_right_to_left_the_arrows_follow_the_eye(composer: Composer, qtbot: QtBot) -> None:
    first, second = attach(composer, qtbot, "one.png", "two.png")
    composer.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    first.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(first, Qt.Key.Key_Left)
    assert second.hasFocus()
    QTest.keyClick(second, Qt.Key.Key_Right)
    assert first.hasFocus()


def test_the_cross_says_what_it_removes(composer: Composer, qtbot: QtBot) -> None:
    (chip,) = attach(composer, qtbot, "cat.png")
    cross = chip.findChild(RemoveButton)
    assert cross is not None
    assert cross.accessibleName() == "Remove cat.png"
    QTest.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert composer.attachments.all == ()


def test_what_was_removed_comes_back_to_its_place(composer: Composer, blobs: Blobs, qtbot: QtBot) -> None:
    attach(composer, qtbot, "one.png", "two.png", "three.png")
    taken: list[tuple[Attached, int]] = []
    composer.attachments.removed.connect(lambda attached, place: taken.append((attached, place)))
    composer.attachments.remove(composer.attachments.all[1])
    ((attached, place),) = taken
    assert attached.picture is not None
    assert blobs.get(attached.picture.blob) is not None
    composer.attachments.restore(attached, place)
    assert names(composer) == ["one.png", "two.png", "three.png"]


def test_what_comes_back_after_the_first_message_stays_in_the_conversation(composer: Composer, qtbot: QtBot) -> None:
    attach(composer, qtbot, "cat.png")
    (attached,) = composer.attachments.all
    composer.attachments.remove(attached)
    composer.attachments.move("begun")
    composer.attachments.restore(attached, 0)
    assert names(composer) == ["cat.png"]


def test_a_screen_reader_finds_buttons(composer: Composer, qtbot: QtBot) -> None:
    (chip,) = attach(composer, qtbot, "cat.png")
    found = QAccessible.queryAccessibleInterface(chip)
    assert found.role() is QAccessible.Role.Button
    assert found.text(QAccessible.Text.Description) == "Enter opens it, Delete removes it"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_picture_is_opened_by_mouse_and_keys(composer: Composer, qtbot: QtBot, key: Qt.Key) -> None:
    (chip,) = attach(composer, qtbot, "cat.png")
    with qtbot.waitSignal(composer.chips.opened) as opened:
        QTest.keyClick(chip, key)
    assert opened.args == list(composer.attachments.pictures)
    with qtbot.waitSignal(composer.chips.opened):
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(10, 40))


# Sending


def test_pictures_alone_can_be_sent(composer: Composer, sent: list[tuple[str, int]], qtbot: QtBot) -> None:
    assert not composer.send_button.isEnabled()
    attach(composer, qtbot, "cat.png")
    assert composer.send_button.isEnabled()
    QTest.keyClick(composer.field, Qt.Key.Key_Return)
    assert sent == [("", 1)]


def slow(gate: Event) -> Incoming:
    def read() -> bytes:
        gate.wait(5)
        return png(30, 20)

    return Incoming("slow.png", read)


def test_what_is_sent_early_waits_for_its_picture(
    composer: Composer, sent: list[tuple[str, int]], qtbot: QtBot
) -> None:
    gate = Event()
    composer.attachments.add([slow(gate)])
    assert names(composer) == ["Preparing slow.png…"]
    composer.set_text("Look")
    QTest.keyClick(composer.field, Qt.Key.Key_Return)
    assert sent == []
    gate.set()
    qtbot.waitUntil(lambda: sent == [("Look", 1)])


def test_what_is_written_on_meanwhile_is_not_sent(
    composer: Composer, sent: list[tuple[str, int]], qtbot: QtBot
) -> None:
    gate = Event()
    composer.attachments.add([slow(gate)])
    QTest.keyClick(composer.field, Qt.Key.Key_Return)
    QTest.keyClicks(composer.field, "wait")
    gate.set()
    qtbot.waitUntil(lambda: not composer.attachments.are_preparing)
    assert sent == []


def test_a_message_whose_picture_is_refused_is_not_sent_without_it(
    composer: Composer, sent: list[tuple[str, int]], qtbot: QtBot
) -> None:
    composer.set_text("Look")
    composer.attachments.add([Incoming("notes.txt", lambda: b"Hello")])
    QTest.keyClick(composer.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not composer.attachments.are_preparing)
    assert (sent, composer.text()) == ([], "Look")


def test_before_a_model_that_does_not_see_pictures_stay(
    composer: Composer, sent: list[tuple[str, int]], qtbot: QtBot
) -> None:
    attach(composer, qtbot, "cat.png")
    composer.set_blind(*BLIND)
    button = composer.attach_button
    assert not button.isEnabled()
    assert BLIND[0] in button.toolTip()
    assert button.accessibleDescription() == BLIND[0]
    assert composer.findChild(QWidget, "picturesStay").isVisible()
    QTest.keyClick(composer.field, Qt.Key.Key_Return)
    assert sent == []
    QTest.keyClicks(composer.field, "Look")
    QTest.keyClick(composer.field, Qt.Key.Key_Return)
    assert [text for text, _ in sent] == ["Look"]
    composer.set_blind("", "")
    assert button.isEnabled()
    assert not composer.findChild(QWidget, "picturesStay").isVisible()
    assert names(composer) == ["cat.png"]


# Drafts


def test_a_draft_shows_its_pictures_again(composer: Composer, qtbot: QtBot) -> None:
    attach(composer, qtbot, "cat.png")
    kept = composer.attachments.pictures
    composer.attachments.show((), "other")
    assert names(composer) == []
    composer.attachments.show(kept, "first")
    assert composer.attachments.pictures == kept
    qtbot.waitUntil(lambda: not composer.attachments.all[0].thumb.isNull())
    assert composer.send_button.isEnabled()


def test_a_picture_that_is_gone_is_said_to_be_and_not_sent(composer: Composer, blobs: Blobs, qtbot: QtBot) -> None:
    attach(composer, qtbot, "cat.png")
    kept = composer.attachments.pictures
    blobs.erase(kept[0].blob)
    composer.attachments.show(kept, "first")
    qtbot.waitUntil(lambda: names(composer) == ["cat.png is no longer kept on this computer"])
    assert composer.attachments.ready == ()
    assert not composer.send_button.isEnabled()


def test_a_picture_finds_its_way_to_the_draft_it_was_meant_for(composer: Composer, qtbot: QtBot) -> None:
    gate = Event()
    composer.attachments.show((), "first")
    composer.attachments.add([slow(gate)])
    composer.attachments.show((), "second")
    with qtbot.waitSignal(composer.attachments.strayed) as strayed:
        gate.set()
    home, picture = strayed.args
    assert (home, picture.name) == ("first", "slow.png")
    assert composer.attachments.all == ()


def test_nobody_waits_for_a_picture_that_was_removed_in_between(composer: Composer, qtbot: QtBot) -> None:
    gate = Event()
    composer.attachments.add([slow(gate)])
    composer.attachments.remove(composer.attachments.all[0])
    gate.set()
    attach(composer, qtbot, "cat.png")
    assert names(composer) == ["cat.png"]


# Dragging


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(400, 300)
    open_window(page, qtbot)
    return page


def dragged(mime: QMimeData) -> QDragEnterEvent:
    copy = Qt.DropAction.CopyAction
    return QDragEnterEvent(QPoint(20, 20), copy, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)


def let_go(mime: QMimeData) -> QDropEvent:
    copy = Qt.DropAction.CopyAction
    return QDropEvent(QPointF(20, 20), copy, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)


def test_what_is_held_over_the_page_shows_where_it_would_go(page: QWidget, theme: Theme, tmp_path: Path) -> None:
    dropping, mime, taken = PictureDrop(page, theme), QMimeData(), []
    dropping.dropped.connect(taken.extend)
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "cat.png"))])
    QApplication.sendEvent(page, dragged(mime))
    assert dropping.cover.isVisible()
    assert dropping.cover.geometry() == page.rect()
    QApplication.sendEvent(page, QDragLeaveEvent())
    assert not dropping.cover.isVisible()
    QApplication.sendEvent(page, dragged(mime))
    QApplication.sendEvent(page, let_go(mime))
    assert not dropping.cover.isVisible()
    assert [one.name for one in taken] == ["cat.png"]


@pytest.mark.parametrize("sort", [PictureDrop, lambda page, theme: FileDrop(page, theme, "Import it")])
def test_what_covers_the_page_grows_with_it(
    page: QWidget, theme: Theme, tmp_path: Path, sort: Callable[[QWidget, Theme], Dropping]
) -> None:
    dropping, mime = sort(page, theme), QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "cat.png"))])
    QApplication.sendEvent(page, dragged(mime))
    page.resize(page.width() + 90, page.height() + 90)
    assert dropping.cover.geometry() == page.rect()


def test_words_are_not_taken_by_the_page(page: QWidget, theme: Theme) -> None:
    dropping, mime = PictureDrop(page, theme), QMimeData()
    mime.setText("Hello")
    event = dragged(mime)
    event.ignore()
    QApplication.sendEvent(page, event)
    assert not dropping.cover.isVisible()
    assert not event.isAccepted()


def test_the_field_leaves_pictures_to_the_page(composer: Composer, theme: Theme) -> None:
    mime = QMimeData()
    mime.setImageData(QImage.fromData(png(30, 20)))
    event = dragged(mime)
    QApplication.sendEvent(composer.field.viewport(), event)
    assert not event.isAccepted()


# What is chosen for a picture to come


def test_a_model_that_paints_offers_what_it_knows(composer: Composer, qtbot: QtBot) -> None:
    pickers = composer.pickers
    assert not pickers.isVisible()
    pickers.show_options(picture_options("dall-e-3"), {"size": "1792x1024"})
    shown = {kind: pickers.findChild(QWidget, f"{kind}Picker") for kind in ("size", "quality", "style", "background")}
    assert [kind for kind, button in shown.items() if button.isVisible()] == ["size", "quality", "style"]
    size, quality = shown["size"], shown["quality"]
    assert (size.text(), size.accessibleName()) == ("1792 × 1024", "Size: 1792 × 1024")
    assert (quality.text(), quality.accessibleName()) == ("Quality", "Quality: As usual")
    with qtbot.waitSignal(pickers.chosen) as chosen:
        next(action for action in quality.menu().actions() if action.text() == "High definition").trigger()
    assert chosen.args == ["quality", "hd"]
    assert [action.text() for action in size.menu().actions() if action.isChecked()] == ["1792 × 1024"]
    pickers.show_options(UNKNOWN, {})
    assert not pickers.isVisible()


def test_what_is_usual_is_offered_once(composer: Composer) -> None:
    composer.pickers.show_options(picture_options("gpt-image-1"), {"quality": "auto"})
    quality = composer.pickers.findChild(QPushButton, "qualityPicker")
    assert [action.text() for action in quality.menu().actions()] == ["As usual", "Low", "Medium", "High"]
    assert [action.text() for action in quality.menu().actions() if action.isChecked()] == ["As usual"]


def test_the_attach_button_has_a_name(composer: Composer) -> None:
    button = composer.findChild(QToolButton, "attachButton")
    assert button is composer.attach_button
    assert button.accessibleName() == "Attach pictures"
