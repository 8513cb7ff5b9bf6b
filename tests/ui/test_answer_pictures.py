"""Pictures of messages in the transcript: where they stand, what they keep clear, what can be done with them."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAction, QColor, QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.messages import Message, Role, State
from nextchat_desktop.core.parts import Picture, Text
from nextchat_desktop.resources import resource
from nextchat_desktop.ui.chat.entries import Entries
from nextchat_desktop.ui.chat.spoken import picture_troubles, picture_words, transcript_words
from nextchat_desktop.ui.chat.turns import Turn
from nextchat_desktop.ui.theme.palette import LIGHT
from nextchat_desktop.ui.transcript.diagrams import Diagrams
from nextchat_desktop.ui.transcript.entries import Enclosed, Entry
from nextchat_desktop.ui.transcript.gallery import Gallery
from nextchat_desktop.ui.transcript.messages import TurnMessages
from nextchat_desktop.ui.transcript.painting import caret_rect
from nextchat_desktop.ui.transcript.pictures import Pictures
from nextchat_desktop.ui.transcript.tiles import TilesLeaf
from nextchat_desktop.ui.transcript.view import Transcript
from nextchat_desktop.ui.viewer.decoder import Decoder
from nextchat_desktop.words.catalogue import Words
from ui.test_damage import Reader, afresh, differing, on_screen, settle
from ui.test_fitting import written as encoded
from ui.test_pictures import PARAGRAPHS, png
from ui.transcripts import grow, open_window, put, rest

WORDS = Words(resource("locales"), "en")
LOST = "This picture is no longer kept on this computer."


class Shelf:
    """Keeps pictures as the program does: by a name that says nothing."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.asked: list[str] = []

    def put(self, width: int, height: int, colour: str = "#2a6f97", name: str = "", told: bool = True) -> Enclosed:
        data = png(width, height, colour)
        blob = sha256(data).hexdigest()
        self.kept[blob] = data
        return Enclosed(blob, name, width if told else 0, height if told else 0)

    def take(self, image: QImage) -> Enclosed:
        data = encoded(image, "PNG")
        blob = sha256(data).hexdigest()
        self.kept[blob] = data
        return Enclosed(blob, "", image.width(), image.height())

    def get(self, blob: str) -> bytes | None:
        self.asked.append(blob)
        return self.kept.get(blob)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def view(qtbot: QtBot, shelf: Shelf) -> Iterator[Transcript]:
    decoder = Decoder()
    pictures = Pictures(decoder, kept=shelf.get)
    gallery = Gallery(pictures, Diagrams(), picture_words(WORDS), troubles=picture_troubles(WORDS), decoder=decoder)
    transcript = Transcript(LIGHT, transcript_words(WORDS), gallery=gallery)
    qtbot.addWidget(transcript)
    transcript.resize(900, 700)
    open_window(transcript, qtbot)
    yield transcript
    transcript.close()
    decoder.close()
    QGuiApplication.clipboard().clear()


def question(*pictures: Enclosed, text: str = "Look", id_: str = "q") -> Entry:
    return Entry(id_, "user", text, accessible_name="You", pictures=pictures)


def answer(*pictures: Enclosed, text: str = "", id_: str = "a", streaming: bool = False) -> Entry:
    return Entry(id_, "assistant", text, pictures=pictures, streaming=streaming)


def buttons(view: Transcript) -> list[QToolButton]:
    found = [each for each in view.findChildren(QToolButton, "pictureButton") if each.isVisible()]
    return sorted(found, key=lambda each: (each.y(), each.x()))


def show(qtbot: QtBot, view: Transcript, *entries: Entry) -> list[QToolButton]:
    view.show_entries(entries)
    rest(view, qtbot)
    qtbot.waitUntil(lambda: all(each.accessibleDescription() for each in buttons(view)))
    return buttons(view)


def words_top(view: Transcript, turn: int = 0) -> int:
    """Where the first words of a turn begin in the view."""
    leaves = view.canvas.turns[turn].leaves
    number = next(number for number, leaf in enumerate(leaves) if leaf.text)
    return view.canvas.leaf_top(turn, number) - view.verticalScrollBar().value()


def colours(view: Transcript) -> set[str]:
    """All that are seen."""
    image = view.viewport().grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height() // 4)}


def colour(view: Transcript, place: QPoint) -> QColor:
    return view.viewport().grab().toImage().pixelColor(place)


def offered(view: Transcript, place: QPoint) -> dict[str, QAction]:
    """What the menu says there."""
    return {action.text(): action for action in view._hands.menu(place).actions()}


def test_a_single_picture_stands_above_the_words_of_its_question(view: Transcript, shelf: Shelf, qtbot: QtBot) -> None:
    (button,) = show(qtbot, view, question(shelf.put(1000, 800, name="cat.png")))
    assert button.size() == QSize(400, 320)
    assert button.geometry().bottom() < words_top(view)
    assert button.accessibleName() == "cat.png"
    assert colour(view, button.geometry().center()) == QColor("#2a6f97")


def test_several_are_squares_in_rows_cut_from_the_middle(view: Transcript, shelf: Shelf, qtbot: QtBot) -> None:
    wide = shelf.put(900, 300, "#aa3311")
    found = show(qtbot, view, question(wide, *(shelf.put(60 + side, 200) for side in range(4))))
    assert {button.size() for button in found} == {QSize(150, 150)}
    assert [button.y() - found[0].y() for button in found] == [0, 0, 0, 158, 158]
    assert colour(view, found[0].geometry().center()) == QColor("#aa3311")


def test_the_bubble_holds_its_pictures(view: Transcript, shelf: Shelf, qtbot: QtBot) -> None:
    found = show(qtbot, view, question(*(shelf.put(60 + side, 200) for side in range(3)), text=""))
    bubble = view.canvas.turns[0].bubble.toRect().translated((900 - 760) // 2, view.turn_rect(0).top())
    assert all(bubble.contains(button.geometry().adjusted(-8, -8, 8, 8)) for button in found)


def test_those_of_an_answer_stand_below_its_words_in_their_order(view: Transcript, shelf: Shelf, qtbot: QtBot) -> None:
    first, second = shelf.put(300, 100, "#aa3311"), shelf.put(1600, 400, "#2a6f97")
    found = show(qtbot, view, answer(first, second, text="Here they are."))
    assert [button.size() for button in found] == [QSize(300, 100), QSize(760, 190)]
    assert words_top(view) < found[0].y()
    assert [colour(view, each.geometry().center()).name() for each in found] == ["#aa3311", "#2a6f97"]


def test_one_edge_of_a_scaled_picture_shows_nothing_of_the_other(view: Transcript, shelf: Shelf, qtbot: QtBot) -> None:
    halves = QImage(1601, 401, QImage.Format.Format_RGB32)
    halves.fill(QColor("red"))
    painter = QPainter(halves)
    painter.fillRect(800, 0, 801, 401, QColor("blue"))
    painter.end()
    (button,) = show(qtbot, view, answer(shelf.take(halves)))
    left, right = button.geometry().left() + 1, button.geometry().right() - 1
    middle = button.geometry().center().y()
    assert colour(view, QPoint(left, middle)) == QColor("red")
    assert colour(view, QPoint(right, middle)) == QColor("blue")


def test_nothing_jumps_when_a_picture_has_been_read(view: Transcript, shelf: Shelf, qtbot: QtBot) -> None:
    view.show_entries([answer(shelf.put(600, 400)), question(text="And now?")])
    before = words_top(view, 1)
    assert view.kit.gallery.pictures.phase(f"kept:{next(iter(shelf.kept))}") == "opening"
    qtbot.waitUntil(lambda: all(button.accessibleDescription() for button in buttons(view)))
    assert words_top(view, 1) == before


def test_one_of_unknown_size_moves_nothing_that_is_read_below_it(view: Transcript, shelf: Shelf, qtbot: QtBot) -> None:
    unknown = shelf.put(700, 580, told=False)
    view.show_entries([answer(unknown, id_="1"), answer(text=PARAGRAPHS, id_="2")])
    view.verticalScrollBar().setValue(200)
    before = words_top(view, 1)
    qtbot.waitUntil(lambda: view.canvas.turns[0].leaves[0].height == 580)
    assert words_top(view, 1) == before


def test_nothing_is_read_that_is_out_of_view(view: Transcript, shelf: Shelf, qtbot: QtBot) -> None:
    picture = shelf.put(300, 200)
    show(qtbot, view, answer(picture, id_="1"), answer(text=PARAGRAPHS, id_="2"))
    assert shelf.asked == []
    view.go_home()
    qtbot.waitUntil(lambda: shelf.asked == [picture.blob])


def test_one_that_is_gone_says_so_quietly_in_its_room(view: Transcript, shelf: Shelf, qtbot: QtBot) -> None:
    (button,) = show(qtbot, view, answer(Enclosed("0" * 64, "cat.png", 400, 300)))
    assert button.size() == QSize(400, 300)
    assert (button.accessibleName(), button.accessibleDescription()) == ("cat.png", LOST)
    assert button.text() == ""
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert view.kit.gallery.pictures.phase("kept:" + "0" * 64) == "failed"


def test_a_click_opens_it(view: Transcript, shelf: Shelf, qtbot: QtBot) -> None:
    one, other = shelf.put(300, 200, name="cat.png"), shelf.put(200, 300)
    found = show(qtbot, view, question(one, other))
    with qtbot.waitSignal(view.picture_opened) as opened:
        qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)
    assert opened.args == [f"tile:{one.blob}", "cat.png"]
    assert view.kit.gallery.pictures.reader(f"tile:{one.blob}")() == shelf.kept[one.blob]


def test_its_menu_offers_to_copy_and_to_save_it(view: Transcript, shelf: Shelf, qtbot: QtBot) -> None:
    picture = shelf.put(300, 200, name="cat.png")
    (button,) = show(qtbot, view, answer(picture))
    acts = offered(view, button.geometry().center())
    with qtbot.waitSignal(view.picture_copy_asked) as copied:
        acts["Copy the picture"].trigger()
    with qtbot.waitSignal(view.picture_save_asked) as saved:
        acts["Save the picture as…"].trigger()
    assert (copied.args, saved.args) == ([f"kept:{picture.blob}"], [f"kept:{picture.blob}", "cat.png"])


def test_what_is_gone_cannot_be_copied(view: Transcript, qtbot: QtBot) -> None:
    (button,) = show(qtbot, view, answer(Enclosed("0" * 64, "cat.png", 400, 300)))
    assert "Copy the picture" not in offered(view, button.geometry().center())


def test_a_picture_is_selected_with_the_words_around_it_and_the_words_are_copied(
    view: Transcript, shelf: Shelf, qtbot: QtBot
) -> None:
    (button,) = show(qtbot, view, question(shelf.put(300, 200)), answer(text="A cat.\n\nAsleep."))
    plain = colour(view, button.geometry().center())
    view.select_all()
    view.copy()
    assert colour(view, button.geometry().center()) != plain
    assert QGuiApplication.clipboard().text() == "Look\n\nA cat.\n\nAsleep."


def test_words_and_pictures_may_come_in_turn(view: Transcript, shelf: Shelf, qtbot: QtBot) -> None:
    first, second = shelf.put(300, 100), shelf.put(300, 120)
    view.show_entries([question(text="Paint")])
    put(view, answer(streaming=True))
    put(view, answer(text="Here", streaming=True))
    put(view, answer(first, text="Here", streaming=True))
    leaf = view.canvas.turns[1].leaves[1]
    for _ in grow(view, answer(first, text="Here it is, in words enough.\n\nAnd more.")):
        kinds = [type(leaf).__name__ for leaf in view.canvas.turns[1].leaves]
        assert kinds[-1] == "TilesLeaf"
    put(view, answer(first, second, text="Here it is, in words enough.\n\nAnd more."))
    turn = view.canvas.turns[1]
    assert [each.text for each in turn.leaves] == ["Here it is, in words enough.", "And more.", "", ""]
    assert turn.leaves[2] is leaf
    assert all(turn.leaf_top(number) < turn.leaf_top(number + 1) for number in range(3))
    rest(view, qtbot)


def test_an_answer_goes_on_behind_its_words_not_behind_its_pictures(view: Transcript, shelf: Shelf) -> None:
    view.show_entries([answer(shelf.put(300, 200), text="Here", streaming=True)])
    turn = view.canvas.turns[0]
    assert caret_rect(turn, view.kit).bottom() < turn.leaf_top(1)


def test_where_a_caption_says_what_goes_on_there_is_no_caret_over_it(view: Transcript, qtbot: QtBot) -> None:
    waiting = replace(answer(streaming=True), caption="Painting…")
    show(qtbot, view, waiting)
    assert view.findChild(QLabel, "caption").isVisible()
    assert colours(view).isdisjoint({LIGHT.accent.lower()})
    view.put(replace(waiting, caption=""))
    view.put(replace(waiting, caption="", text="Here"))
    rest(view, qtbot)
    assert LIGHT.accent.lower() in colours(view)


def test_a_turn_that_is_let_go_of_shows_its_pictures_again(view: Transcript, shelf: Shelf, qtbot: QtBot) -> None:
    show(qtbot, view, question(shelf.put(300, 200)))
    turn = view.canvas.turns[0]
    turn.release()
    assert [leaf.unit for leaf in turn.leaves] == []
    view.resize(850, 700)
    rest(view, qtbot)
    assert [type(leaf) for leaf in view.canvas.turns[0].leaves][:1] == [TilesLeaf]


def test_a_narrow_window_has_fewer_squares_beside_each_other(view: Transcript, shelf: Shelf, qtbot: QtBot) -> None:
    show(qtbot, view, question(*(shelf.put(60 + side, 200) for side in range(3))))
    view.resize(420, 700)
    rest(view, qtbot)
    found = buttons(view)
    assert [button.y() - found[0].y() for button in found] == [0, 0, 158]


def test_a_screen_reader_hears_of_the_pictures(view: Transcript, shelf: Shelf, qtbot: QtBot) -> None:
    show(qtbot, view, question(shelf.put(30, 20, name="cat.png"), shelf.put(31, 20)))
    assert TurnMessages(view, transcript_words(WORDS)).text(0) == "cat.png\nPicture\nLook"


def message(role: Role, *pictures: Picture, text: str = "", state: State = State.COMPLETE) -> Message:
    return Message("m", role, (*((Text(text),) if text else ()), *pictures), state=state, author="dall-e-3")


def test_a_message_becomes_an_entry_with_its_pictures() -> None:
    entries, picture = Entries(WORDS), Picture("b" * 64, "image/png", 30, 20, "cat.png")
    asked = entries.entry(Turn(message(Role.USER, picture, text="Look")), "", "")
    assert asked.pictures == (Enclosed("b" * 64, "cat.png", 30, 20),)
    assert asked.accessible_name.endswith(", 1 picture")
    told = entries.entry(Turn(message(Role.ASSISTANT, picture, picture)), "", "")
    assert (len(told.pictures), told.accessible_name[-12:]) == (2, ", 2 pictures")


def test_while_a_picture_is_painted_the_turn_says_so() -> None:
    entries = Entries(WORDS)
    turn = Turn(message(Role.ASSISTANT, state=State.STREAMING), paints=True)
    assert entries.entry(turn, "", "").caption == "Painting…"
    failed = replace(turn.message, state=State.FAILED, failure=Failed(FailureKind.SERVER))
    assert entries.entry(replace(turn, message=failed), "", "").caption != "Painting…"
    assert entries.entry(replace(turn, paints=False), "", "").caption == ""


def test_of_several_pictures_it_is_told_which_one_each_is(view: Transcript, shelf: Shelf, qtbot: QtBot) -> None:
    one, other = (Picture(shelf.put(30 + n, 20).blob, "image/png", 30 + n, 20, "cat.png" if n else "") for n in (0, 1))
    entry = Entries(WORDS).entry(Turn(message(Role.ASSISTANT, one, other)), "", "")
    found = show(qtbot, view, entry)
    assert [button.accessibleName() for button in found] == ["Picture 1 of 2", "Picture 2 of 2, cat.png"]
    assert entry.heard("Picture") == "\n\nPicture 1 of 2\n\nPicture 2 of 2, cat.png"
    assert replace(entry, streaming=True).heard("Picture") == ""


def test_keys_reach_the_pictures(view: Transcript, shelf: Shelf, qtbot: QtBot) -> None:
    (button,) = show(qtbot, view, answer(shelf.put(300, 200)))
    button.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(view.picture_opened):
        qtbot.keyClick(button, Qt.Key.Key_Return)


class Looker(Reader):
    """Has pictures in its conversation, which come while it reads."""

    def __init__(self, view: Transcript, seed: int, shelf: Shelf) -> None:
        sizes = ((300, 200), (40, 30), (1600, 300), (100, 800))
        self._pictures = [shelf.put(*size, told=told) for size in sizes for told in (True, False)]
        self._pictures.append(Enclosed("0" * 64, "lost.png", 200, 90))
        super().__init__(view, seed)

    def _some(self) -> tuple[Enclosed, ...]:
        return tuple(self.random.sample(self._pictures, self.random.choice((0, 0, 1, 1, 3))))

    def _entry(self) -> Entry:
        return replace(super()._entry(), pictures=self._some())

    def stream(self) -> None:
        super().stream()
        if self.random.random() < 0.2:
            now = self._entries[-1]
            self._entries[-1] = replace(now, pictures=(*now.pictures, self.random.choice(self._pictures)))
            self.view.put(self._entries[-1])


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_done_the_screen_shows_what_a_fresh_painting_shows(
    view: Transcript, shelf: Shelf, qtbot: QtBot, seed: int
) -> None:
    view.resize(700, 400)
    looker = Looker(view, seed, shelf)
    for _ in range(120):
        looker.act()
        settle(view, qtbot)
        assert differing(on_screen(view), afresh(view)) == [], looker.done[-5:]
