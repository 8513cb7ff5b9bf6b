"""Pictures in the transcript: asked for by the reader, shown where they stand, and nothing moves that is being read."""

from base64 import b64encode
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.pictures import Fetched, Trouble
from nextchat_desktop.resources import resource
from nextchat_desktop.ui.chat.spoken import picture_troubles, picture_words, transcript_words
from nextchat_desktop.ui.theme.palette import LIGHT
from nextchat_desktop.ui.transcript import measures
from nextchat_desktop.ui.transcript.diagrams import Diagrams
from nextchat_desktop.ui.transcript.entries import Entry
from nextchat_desktop.ui.transcript.gallery import Gallery
from nextchat_desktop.ui.transcript.picture_leaf import PictureLeaf
from nextchat_desktop.ui.transcript.pictures import MOST_BYTES, Pictures
from nextchat_desktop.ui.transcript.recent import Recent
from nextchat_desktop.ui.transcript.view import Transcript
from nextchat_desktop.ui.viewer.decoder import Decoder
from nextchat_desktop.words.catalogue import Words
from ui.transcripts import open_window

WORDS = Words(resource("locales"), "en")
URL = "https://pictures.example.org/cat.png"
ASKS = "Show the picture from pictures.example.org"
PARAGRAPHS = "\n\n".join(f"Paragraph {number}, " + "with words enough for lines. " * 9 for number in range(30))

Outcome = Fetched | Failed


def png(width: int, height: int, colour: str = "#2a6f97") -> bytes:
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor(colour))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def held(data: bytes) -> str:
    return "data:image/png;base64," + b64encode(data).decode()


class Errand:
    def __init__(self, url: str, deliver: Callable[[Outcome], None]) -> None:
        self.url = url
        self.is_cancelled = False
        self._deliver = deliver

    def cancel(self) -> None:
        self.is_cancelled = True

    def end(self, outcome: Outcome) -> None:
        assert not self.is_cancelled
        self._deliver(outcome)


class Courier:
    """Goes for a picture and comes back when the test says so."""

    def __init__(self) -> None:
        self.sent: list[Errand] = []

    def __call__(self, url: str, deliver: Callable[[Outcome], None]) -> Errand:
        self.sent.append(Errand(url, deliver))
        return self.sent[-1]

    def bring(self, data: bytes) -> None:
        self.sent[-1].end(Fetched(data, "image/png"))


@pytest.fixture
def courier() -> Courier:
    return Courier()


@pytest.fixture
def gallery(qtbot: QtBot, courier: Courier) -> Iterator[Gallery]:
    decoder = Decoder()
    yield Gallery(
        Pictures(decoder, courier),
        Diagrams(),
        picture_words(WORDS),
        troubles=picture_troubles(WORDS),
        decoder=decoder,
    )
    decoder.close()


@pytest.fixture
def view(qtbot: QtBot, gallery: Gallery) -> Iterator[Transcript]:
    transcript = Transcript(LIGHT, transcript_words(WORDS), gallery=gallery)
    qtbot.addWidget(transcript)
    transcript.resize(900, 600)
    open_window(transcript, qtbot)
    yield transcript
    transcript.close()
    QGuiApplication.clipboard().clear()


def show(qtbot: QtBot, view: Transcript, text: str) -> None:
    view.show_entries([Entry("a", "assistant", text)])
    qtbot.waitUntil(lambda: not view.canvas.turns[0].is_behind)


def buttons(view: Transcript, name: str = "pictureButton") -> list[QToolButton]:
    return [button for button in view.findChildren(QToolButton, name) if button.isVisible()]


def button(view: Transcript, name: str = "pictureButton") -> QToolButton:
    (found,) = buttons(view, name)
    return found


def press(qtbot: QtBot, view: Transcript) -> None:
    qtbot.mouseClick(button(view), Qt.MouseButton.LeftButton)


def is_shown(view: Transcript) -> bool:
    return [each.property("shown") for each in buttons(view)] == [True]


def place(view: Transcript, words: str) -> int:
    """Where a paragraph begins in the view."""
    turn = view.canvas.turns[0]
    number = next(number for number, leaf in enumerate(turn.leaves) if leaf.text.startswith(words))
    return view.canvas.leaf_top(0, number) - view.verticalScrollBar().value()


def picture(view: Transcript) -> PictureLeaf:
    return next(leaf for leaf in view.canvas.turns[0].leaves if isinstance(leaf, PictureLeaf))


def test_nothing_is_fetched_that_nobody_asked_for(view: Transcript, courier: Courier, qtbot: QtBot) -> None:
    show(qtbot, view, f"One: ![A cat]({URL})")
    qtbot.waitUntil(lambda: button(view).text() == ASKS)
    qtbot.wait(50)
    assert courier.sent == []


def test_the_button_says_what_it_would_show(view: Transcript, qtbot: QtBot) -> None:
    show(qtbot, view, f"![A cat on a wall]({URL})")
    assert button(view).accessibleName() == f"{ASKS}: A cat on a wall"


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_a_picture_can_be_asked_for_by_keyboard(view: Transcript, courier: Courier, qtbot: QtBot, key: Qt.Key) -> None:
    show(qtbot, view, f"![A cat]({URL})")
    button(view).setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(button(view), key)
    assert [errand.url for errand in courier.sent] == [URL]
    courier.bring(png(300, 200))
    qtbot.waitUntil(lambda: is_shown(view))
    assert button(view).hasFocus()


def test_what_is_on_its_way_can_be_given_up(view: Transcript, courier: Courier, qtbot: QtBot) -> None:
    show(qtbot, view, f"![A cat]({URL})")
    press(qtbot, view)
    assert button(view).text() == "Cancel"
    assert button(view).accessibleDescription() == "Fetching the picture…"
    press(qtbot, view)
    assert courier.sent[0].is_cancelled
    assert button(view).text() == ASKS


@pytest.mark.parametrize("size", [12, 15, 28, 40])
def test_the_words_of_the_button_have_room_at_every_size(view: Transcript, qtbot: QtBot, size: int) -> None:
    view.set_text_size(size)
    show(qtbot, view, f"![A cat]({URL})")
    qtbot.waitUntil(lambda: bool(buttons(view)))
    asking = button(view)
    assert asking.height() > asking.fontMetrics().height() + 4
    assert asking.height() >= asking.sizeHint().height()


def test_what_cannot_be_had_says_why_and_can_be_tried_again(view: Transcript, courier: Courier, qtbot: QtBot) -> None:
    show(qtbot, view, f"![A cat]({URL})")
    press(qtbot, view)
    courier.sent[0].end(Failed(FailureKind.BAD_ENDPOINT, status=404))
    assert button(view).accessibleDescription() == "There is no picture at this address any more."
    assert button(view).text() == "Try again"
    press(qtbot, view)
    courier.bring(png(10, 10))
    qtbot.waitUntil(lambda: is_shown(view))


def test_every_trouble_has_a_sentence() -> None:
    sentences = picture_troubles(WORDS)
    assert [trouble for trouble in Trouble if not sentences[trouble].endswith(".")] == []


def test_bytes_that_are_no_picture_are_told(view: Transcript, courier: Courier, qtbot: QtBot) -> None:
    show(qtbot, view, f"![A cat]({URL})")
    press(qtbot, view)
    courier.bring(png(30, 30)[:40])
    qtbot.waitUntil(lambda: button(view).accessibleDescription().startswith("The picture is damaged"))


@pytest.mark.parametrize(
    ("own", "shown"), [((300, 200), (300, 200)), ((3040, 400), (760, 100)), ((200, 840), (100, 420))]
)
def test_a_picture_keeps_within_the_column_and_the_height(
    view: Transcript, qtbot: QtBot, own: tuple[int, int], shown: tuple[int, int]
) -> None:
    assert (measures.COLUMN, measures.TALLEST_PICTURE) == (760, 420)
    show(qtbot, view, f"![]({held(png(*own))})")
    qtbot.waitUntil(lambda: is_shown(view))
    assert (button(view).width(), button(view).height()) == shown


def test_a_picture_in_its_own_address_is_shown_at_once(view: Transcript, courier: Courier, qtbot: QtBot) -> None:
    show(qtbot, view, f"![A blue field]({held(png(300, 200))})")
    qtbot.waitUntil(lambda: is_shown(view))
    assert button(view).accessibleName() == "A blue field"
    middle = button(view).geometry().center()
    assert view.viewport().grab().toImage().pixelColor(middle) == QColor("#2a6f97")
    assert courier.sent == []


def test_an_address_that_holds_no_picture_says_so_and_offers_nothing(view: Transcript, qtbot: QtBot) -> None:
    show(qtbot, view, f"Look: ![A field]({held(b'no picture')})")
    qtbot.waitUntil(lambda: view.kit.gallery.pictures.phase(picture(view).address) == "failed")
    assert buttons(view) == []


def test_a_picture_that_comes_late_above_moves_nothing(view: Transcript, courier: Courier, qtbot: QtBot) -> None:
    show(qtbot, view, f"First.\n\n![A cat]({URL})\n\n{PARAGRAPHS}")
    view.go_home()
    press(qtbot, view)
    view.verticalScrollBar().setValue(900)
    before = place(view, "Paragraph 12")
    courier.bring(png(700, 400))
    qtbot.waitUntil(lambda: view.kit.gallery.pictures.phase(URL) == "opening")
    assert place(view, "Paragraph 12") == before
    view.verticalScrollBar().setValue(80)  # back to where it is just in view, from below
    before = place(view, "Paragraph 0")
    qtbot.waitUntil(lambda: picture(view).height == 400)
    assert place(view, "Paragraph 0") == before


def test_a_picture_that_comes_late_below_moves_nothing(view: Transcript, courier: Courier, qtbot: QtBot) -> None:
    show(qtbot, view, f"{PARAGRAPHS}\n\n![A cat]({URL})\n\nLast.")
    press(qtbot, view)
    view.go_home()
    before, end = place(view, "Paragraph 2,"), view.verticalScrollBar().maximum()
    courier.bring(png(700, 400))
    assert place(view, "Paragraph 2,") == before
    view.follow()
    qtbot.waitUntil(lambda: is_shown(view))
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum() > end + 200


def test_a_picture_cut_by_the_upper_edge_grows_upwards(view: Transcript, courier: Courier, qtbot: QtBot) -> None:
    show(qtbot, view, f"First.\n\n![A cat]({URL})\n\n{PARAGRAPHS}")
    view.go_home()
    press(qtbot, view)
    view.verticalScrollBar().setValue(80)
    assert picture(view).height > place(view, "Paragraph 0") > 0
    before = place(view, "Paragraph 0")
    courier.bring(png(700, 400))
    qtbot.waitUntil(lambda: picture(view).height == 400)
    assert place(view, "Paragraph 0") == before


def test_what_was_fetched_once_is_shown_again_without_asking(view: Transcript, courier: Courier, qtbot: QtBot) -> None:
    show(qtbot, view, f"![A cat]({URL})")
    press(qtbot, view)
    courier.bring(png(300, 200))
    qtbot.waitUntil(lambda: is_shown(view))
    view.clear()
    show(qtbot, view, f"Again: ![the same]({URL})")
    qtbot.waitUntil(lambda: is_shown(view))
    assert len(courier.sent) == 1


def test_a_conversation_that_is_left_waits_for_nothing(view: Transcript, courier: Courier, qtbot: QtBot) -> None:
    show(qtbot, view, f"![A cat]({URL})")
    press(qtbot, view)
    view.kit.gallery.leave()
    assert courier.sent[0].is_cancelled
    assert button(view).text() == ASKS


def test_a_click_opens_the_picture(view: Transcript, qtbot: QtBot) -> None:
    address = held(png(300, 200))
    show(qtbot, view, f"![A blue field]({address})")
    qtbot.waitUntil(lambda: is_shown(view))
    with qtbot.waitSignal(view.picture_opened) as opened:
        press(qtbot, view)
    assert opened.args == [address, "A blue field"]


def test_a_link_around_a_picture_can_still_be_followed(view: Transcript, qtbot: QtBot) -> None:
    show(qtbot, view, f"[![A cat]({URL})](https://example.org/cats?a=1&b=2)")
    link = button(view, "pictureLink")
    assert link.accessibleName() == "Open the link https://example.org/cats?a=1&b=2"
    assert link.text().replace("&&", "&") == "https://example.org/cats?a=1&b=2"
    with qtbot.waitSignal(view.link_activated) as followed:
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert followed.args == ["https://example.org/cats?a=1&b=2"]


def test_a_picture_is_copied_with_the_words_around_it(view: Transcript, qtbot: QtBot) -> None:
    show(qtbot, view, f"Before.\n\n![A cat]({URL})\n\nBehind, and more.")
    first, last = place(view, "Before") + 10, place(view, "Behind") + 10
    left = (900 - measures.COLUMN) // 2
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(left + 1, first))
    qtbot.mouseMove(view.viewport(), QPoint(left + 48, last))
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(left + 48, last))
    view.copy()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith(f"Before.\n\n![A cat]({URL})\n\nBehind")
    assert not copied.endswith("more.")


def test_a_transcript_by_itself_fetches_and_offers_nothing(qtbot: QtBot) -> None:
    alone = Transcript(LIGHT, transcript_words(WORDS))
    qtbot.addWidget(alone)
    alone.resize(900, 600)
    alone.show()
    show(qtbot, alone, f"![A cat]({URL})")
    assert buttons(alone) == []


def test_of_many_pictures_only_the_latest_are_kept(qtbot: QtBot, courier: Courier) -> None:
    pictures = Pictures(fetch=courier)
    large = bytes(MOST_BYTES // 2 + 1)
    for number in range(2):
        pictures.fetch(f"{URL}?{number}")
        courier.bring(large)
    assert (pictures.phase(f"{URL}?0"), pictures.phase(f"{URL}?1")) == ("hidden", "opening")


def test_what_is_used_stays_longer_than_what_is_not() -> None:
    recent: Recent[str, int] = Recent(3, weight=lambda value: value)
    recent.put("a", 1)
    recent.put("b", 1)
    recent.get("a")
    assert recent.put("c", 2) == ["b"]
    assert recent.put("whale", 9) == ["a", "c"]
    assert list(recent) == ["whale"]
