"""Pictures and diagrams in their own window: decoded off its thread, zoomed, moved, copied, saved."""

import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QImageIOHandler, QImageWriter, QWheelEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QToolButton, QWidget
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from nextchat_desktop.ui.theme.look import Look
from nextchat_desktop.ui.theme.palette import DARK, LIGHT
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.viewer.decoder import Decoder
from nextchat_desktop.ui.viewer.decoding import MOST_DRAWN, decoded
from nextchat_desktop.ui.viewer.picture import Picture, SaveFormat, is_light, picture_of
from nextchat_desktop.ui.viewer.saving import written
from nextchat_desktop.ui.viewer.sight import LADDER, Sight
from nextchat_desktop.ui.viewer.window import PictureViewer
from nextchat_desktop.ui.viewer.words import ViewerWords

WORDS = ViewerWords(
    title="Picture",
    zoom_in="Zoom in",
    zoom_out="Zoom out",
    own_size="Own size",
    percent="{percent} %",
    fit="Fit",
    fit_tip="Fit to the window",
    copy="Copy",
    copied="Copied",
    save="Save…",
    save_title="Save the picture",
    saved="Saved as {name}",
    not_saved="Not saved: {reason}",
    not_drawn="Cannot be drawn",
    file_name="picture",
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><rect width="40" height="40" fill="red"/></svg>'
TURNED = QImageIOHandler.Transformation.TransformationRotate90

Open = Callable[..., PictureViewer]


def encoded(image: QImage, format: str, turned: bool = False, progressive: bool = False) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(format.encode()))
    writer.setProgressiveScanWrite(progressive)
    if turned:
        writer.setTransformation(TURNED)
    assert writer.write(image)
    return bytes(buffer.data().data())


def plain(width: int, height: int, colour: str = "blue") -> QImage:
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor(colour))
    return image


def size_of(data: bytes, longest: int = 1000) -> tuple[int, int]:
    image = decoded(data, longest)
    assert image is not None
    return image.width(), image.height()


def png_that_claims(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


@pytest.mark.parametrize("format", ["png", "jpeg", "webp", "bmp", "ico"])
def test_every_usual_picture_is_decoded(qapp: QApplication, format: str) -> None:
    if format.encode() not in [bytes(name.data()) for name in QImageWriter.supportedImageFormats()]:
        pytest.skip("this Qt does not write it")
    assert size_of(encoded(plain(64, 32), format)) == (64, 32)


def test_of_a_moving_picture_the_first_frame_is_shown(qapp: QApplication) -> None:
    frame = b"\x21\xf9\x04\0\x0a\0\0\0\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0"
    moving = b"GIF89a\x01\0\x01\0\x80\0\0\xff\0\0\0\0\xff" + frame + frame + b"\x3b"
    image = decoded(moving, 100)
    assert image is not None
    assert image.pixelColor(0, 0) == QColor("red")


def test_a_picture_is_made_smaller_but_never_larger(qapp: QApplication) -> None:
    data = encoded(plain(400, 200), "png")
    assert size_of(data, 100) == (100, 50)
    assert size_of(data, 1000) == (400, 200)


def test_a_picture_taken_sideways_stands_upright(qapp: QApplication) -> None:
    data = encoded(plain(400, 200), "jpeg", turned=True)
    assert size_of(data) == (200, 400)
    assert size_of(data, 100) == (50, 100)


def test_a_drawing_is_decoded_too(qapp: QApplication) -> None:
    image = decoded(SVG, 1000)
    assert image is not None
    assert (image.width(), image.height(), image.pixelColor(20, 20), image.pixelColor(60, 20).alpha()) == (
        80,
        40,
        QColor("red"),
        0,
    )


def test_a_drawing_that_only_tells_its_proportions_is_decoded(qapp: QApplication) -> None:
    without = SVG.replace(b'width="80" height="40"', b'viewBox="0 0 80 40"', 1)
    assert size_of(without) == (80, 40)


@pytest.mark.parametrize("data", [b"", b"words", b"\x89PNG\r\n\x1a\n", b"<svg", b"GIF89a"])
def test_what_is_no_picture_is_not_decoded(qapp: QApplication, data: bytes) -> None:
    assert decoded(data, 100) is None


@pytest.mark.parametrize("longest", [0, -5])
def test_nonsense_is_not_asked_for(qapp: QApplication, longest: int) -> None:
    assert size_of(encoded(plain(400, 200), "png"), longest) == (1, 1)


def test_a_picture_larger_than_memory_is_not_begun(qapp: QApplication) -> None:
    assert decoded(png_that_claims(30_000, 30_000), 100) is None
    huge = encoded(plain(400, 300), "jpeg", progressive=True).replace(
        struct.pack(">HH", 300, 400), struct.pack(">HH", 30_000, 30_000), 1
    )
    assert decoded(huge, 100) is None


def test_a_drawing_is_never_drawn_beyond_measure(qapp: QApplication) -> None:
    picture = picture_of(SVG)
    assert picture is not None
    image = picture.render(1000)
    assert image is not None
    assert MOST_DRAWN * 0.99 < image.width() * image.height() <= MOST_DRAWN


def test_a_file_named_in_a_drawing_is_not_opened(qapp: QApplication, tmp_path: Path) -> None:
    plain(40, 40, "lime").save(str(tmp_path / "own.png"))
    image = decoded(
        SVG.replace(b"</svg>", b'<image href="%s/own.png" width="80" height="40"/></svg>' % bytes(tmp_path)), 99
    )
    assert image is not None
    assert image.pixelColor(20, 20) == QColor("red")


def test_a_light_picture_is_known_from_a_dark_one(qapp: QApplication) -> None:
    assert is_light(plain(9, 9, "white"))
    assert not is_light(plain(9, 9, "black"))
    assert not is_light(plain(9, 9, "transparent"))


@pytest.fixture
def decoder(qtbot: QtBot) -> Iterator[Decoder]:
    decoder = Decoder()
    yield decoder
    decoder.close()


def test_decoding_leaves_the_thread_of_the_window_alone(qtbot: QtBot, decoder: Decoder) -> None:
    workers: list[int] = []
    owners: list[int] = []

    def work() -> int:
        workers.append(threading.get_ident())
        return 7

    decoder.run(work, lambda _: owners.append(threading.get_ident()), decoder)
    qtbot.waitUntil(lambda: owners != [])
    assert owners == [threading.get_ident()]
    assert workers != owners


def test_a_picture_is_decoded_on_request(qtbot: QtBot, decoder: Decoder) -> None:
    got: list[QImage | None] = []
    decoder.decode(encoded(plain(40, 20), "png"), 10, got.append, decoder)
    decoder.decode(b"no picture", 10, got.append, decoder)
    qtbot.waitUntil(lambda: len(got) == 2)
    assert {image and (image.width(), image.height()) for image in got} == {(10, 5), None}


def test_nothing_comes_after_a_change_of_mind(qtbot: QtBot, decoder: Decoder) -> None:
    got: list[str] = []
    task = decoder.run(lambda: "unwanted", got.append, decoder)
    task.cancel()
    task.cancel()
    decoder.run(lambda: "wanted", got.append, decoder)
    qtbot.waitUntil(lambda: got != [])
    assert got == ["wanted"]


def test_nothing_comes_to_what_is_gone(qtbot: QtBot, decoder: Decoder) -> None:
    gone = QObject()
    got: list[str] = []
    begun, may_end = threading.Barrier(3), threading.Event()

    def work() -> str:
        begun.wait()
        may_end.wait()
        return "late"

    for _ in range(2):  # which is all that the decoder does at a time
        decoder.run(work, got.append, gone)
    decoder.run(lambda: "next", got.append, decoder)
    begun.wait()
    delete(gone)
    may_end.set()
    qtbot.waitUntil(lambda: got != [])
    assert got == ["next"]


def test_closing_waits_for_the_threads_and_delivers_nothing(qtbot: QtBot) -> None:
    done: list[int] = []
    got: list[object] = []
    decoder = Decoder()
    for _ in range(8):
        decoder.run(lambda: done.append(1), got.append, decoder)
    decoder.close()
    after = len(done)
    QApplication.processEvents()
    assert (got, len(done)) == ([], after)


def test_trouble_in_a_thread_is_told_on_the_windows(qtbot: QtBot, decoder: Decoder) -> None:
    with capture_exceptions() as exceptions:
        decoder.run(lambda: 1 // 0, lambda _: None, decoder)
        qtbot.waitUntil(lambda: exceptions != [])
    assert exceptions[0][0] is ZeroDivisionError


def seen(sight: Sight) -> tuple[float, float, float]:
    return round(sight.zoom, 3), round(sight.left, 1), round(sight.top, 1)


def test_a_large_picture_is_fitted_and_a_small_one_stands_in_the_middle() -> None:
    assert seen(Sight(1000, 500).seen_in(500, 400)) == (0.5, 0, 75)
    assert seen(Sight(100, 50).seen_in(500, 400)) == (1, 200, 175)


def test_a_fitted_picture_stays_fitted_and_another_keeps_its_middle() -> None:
    fitted = Sight(1000, 1000).seen_in(500, 500)
    assert seen(fitted.seen_in(250, 500)) == (0.25, 0, 125)
    zoomed = fitted.zoomed(1)
    assert seen(zoomed) == (1, -250, -250)
    assert seen(zoomed.seen_in(700, 500)) == (1, -150, -250)


def test_the_point_under_the_mouse_stays_under_it() -> None:
    before = Sight(1000, 1000).seen_in(500, 500).zoomed(1)
    after = before.zoomed(2, 100, 400)
    assert ((100 - before.left) / before.zoom, (400 - before.top) / before.zoom) == (
        (100 - after.left) / after.zoom,
        (400 - after.top) / after.zoom,
    )


def test_a_picture_is_never_moved_out_of_sight() -> None:
    sight = Sight(1000, 1000).seen_in(500, 500).zoomed(1)
    assert seen(sight.moved(9999, -9999)) == (1, 0, -500)
    assert seen(Sight(100, 100).seen_in(500, 500).moved(50, 50)) == (1, 200, 200)


def test_zoom_goes_by_steps_and_ends() -> None:
    sight = Sight(1000, 1000).seen_in(400, 400)
    assert (sight.next_larger(), sight.next_smaller()) == (0.5, 0.33)
    assert sight.zoomed(1000).zoom == LADDER[-1] == sight.zoomed(1000).next_larger()
    assert sight.zoomed(0).zoom == LADDER[0] == sight.zoomed(0).next_smaller()
    assert Sight(100_000, 10).seen_in(100, 100).zoom == 0.001


@pytest.fixture
def opened(qtbot: QtBot, theme: Theme, decoder: Decoder) -> Open:
    def opened(data: bytes = SVG, name: str = "Half a rectangle", picture: Picture | None = None) -> PictureViewer:
        shown = picture or picture_of(data, name)
        assert shown is not None
        formats = (SaveFormat("svg", "SVG", lambda: data), SaveFormat("png", "PNG", lambda: b"a png"))
        viewer = PictureViewer(shown, formats, WORDS, theme, decoder)
        qtbot.addWidget(viewer)
        viewer.resize(640, 480)
        viewer.show()
        viewer.activateWindow()
        qtbot.waitUntil(viewer.isActiveWindow)
        return viewer

    return opened


def pixel(viewer: PictureViewer, x: int, y: int) -> QColor:
    """Of the picture, counted in its own pixels."""
    sight = viewer.area.sight
    shown = viewer.area.grab().toImage()
    return shown.pixelColor(round(sight.left + x * sight.zoom), round(sight.top + y * sight.zoom))


def press(viewer: PictureViewer, name: str) -> None:
    button = viewer.findChild(QToolButton, name)
    assert button is not None
    button.click()


def text(viewer: PictureViewer, name: str) -> str:
    found = viewer.findChild(QWidget, name)
    assert isinstance(found, QLabel | QToolButton)
    return found.text()


def turn_wheel(viewer: PictureViewer, at: QPointF, by: int) -> None:
    button, keys, phase = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    area = viewer.area
    event = QWheelEvent(at, area.mapToGlobal(at), QPoint(), QPoint(0, by), button, keys, phase, False)
    QApplication.sendEvent(area, event)


def test_the_picture_appears(qtbot: QtBot, opened: Open) -> None:
    viewer = opened()
    assert viewer.windowTitle() == viewer.area.accessibleName() == "Half a rectangle"
    qtbot.waitUntil(lambda: pixel(viewer, 20, 20) == QColor("red"))


def test_what_is_there_already_is_shown_at_once(opened: Open) -> None:
    image = plain(60, 60, "lime")
    viewer = opened(picture=Picture(image.size(), lambda _: image, first=image, sharpest=1))
    assert pixel(viewer, 30, 30) == QColor("lime")


def test_a_dark_drawing_stands_on_light_squares_and_a_light_one_on_dark(qtbot: QtBot, opened: Open) -> None:
    viewer = opened()
    qtbot.waitUntil(lambda: pixel(viewer, 20, 20) == QColor("red"))
    assert pixel(viewer, 60, 20).name().upper() in (LIGHT.raised, LIGHT.selected)
    white = opened(SVG.replace(b"red", b"white"))
    qtbot.waitUntil(lambda: pixel(white, 20, 20) == QColor("white"))
    assert pixel(white, 60, 20).name().upper() in (DARK.raised, DARK.selected)


def test_a_diagram_stands_on_the_windows_own_ground(qapp: QApplication, theme: Theme, opened: Open) -> None:
    image = plain(60, 60, "transparent")
    viewer = opened(picture=Picture(image.size(), lambda _: image, first=image, plain=True))
    assert pixel(viewer, 30, 30) == QColor(LIGHT.raised)
    theme.apply(qapp, Look("dark"))
    assert pixel(viewer, 30, 30) == QColor(DARK.raised)


def test_a_drawing_is_drawn_anew_for_every_size(qtbot: QtBot, opened: Open) -> None:
    scales: list[float] = []

    def render(scale: float) -> QImage:
        scales.append(scale)
        return plain(round(80 * scale), round(40 * scale))

    viewer = opened(picture=Picture(QSize(80, 40), render))
    ratio = viewer.devicePixelRatioF()
    qtbot.waitUntil(lambda: scales == [ratio])
    viewer.area.zoom_to(3)
    qtbot.waitUntil(lambda: scales == [ratio, 3 * ratio])


def test_a_photograph_is_not_decoded_larger_than_it_is(qtbot: QtBot, opened: Open) -> None:
    picture = picture_of(encoded(plain(80, 40), "png"))
    assert picture is not None
    assert picture.sharpest == 1
    image = picture.render(4)
    assert image is not None
    assert image.size() == QSize(80, 40)


def test_the_buttons_zoom_and_the_percentage_is_told(opened: Open) -> None:
    viewer = opened()
    assert text(viewer, "zoomLabel") == "100 %"
    press(viewer, "zoomInButton")
    assert text(viewer, "zoomLabel") == "125 %"
    press(viewer, "zoomOutButton")
    press(viewer, "zoomOutButton")
    assert text(viewer, "zoomLabel") == "75 %"
    press(viewer, "zoomLabel")
    assert text(viewer, "zoomLabel") == "100 %"


def test_fit_and_own_size_are_a_key_away(qtbot: QtBot, opened: Open) -> None:
    viewer = opened(encoded(plain(3000, 1500), "png"))
    fitted = text(viewer, "zoomLabel")
    for key, percent in ((Qt.Key.Key_1, "100 %"), (Qt.Key.Key_Plus, "125 %"), (Qt.Key.Key_Minus, "100 %")):
        qtbot.keyClick(viewer, key, Qt.KeyboardModifier.ControlModifier)
        assert text(viewer, "zoomLabel") == percent
    qtbot.keyClick(viewer, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert text(viewer, "zoomLabel") == fitted == f"{round(640 / 30)} %"


def test_the_wheel_zooms_around_the_mouse(opened: Open) -> None:
    viewer = opened(encoded(plain(3000, 3000), "png"))
    viewer.area.zoom_to(1)
    before, at = viewer.area.sight, QPointF(50, 60)
    turn_wheel(viewer, at, 120)
    after = viewer.area.sight
    assert after.zoom == pytest.approx(1.2)
    assert (at.x() - after.left) / after.zoom == pytest.approx(at.x() - before.left)
    turn_wheel(viewer, at, -120)
    assert viewer.area.sight.zoom == pytest.approx(1)


def test_the_mouse_and_the_arrow_keys_move_the_picture(qtbot: QtBot, opened: Open) -> None:
    viewer = opened(encoded(plain(3000, 3000), "png"))
    viewer.area.zoom_to(1)
    area, left, start = viewer.area, Qt.MouseButton.LeftButton, viewer.area.sight
    qtbot.mousePress(area, left, pos=QPoint(100, 100))
    qtbot.mouseMove(area, QPoint(130, 90))
    qtbot.mouseRelease(area, left, pos=QPoint(130, 90))
    qtbot.mouseMove(area, QPoint(10, 10))
    assert (area.sight.left - start.left, area.sight.top - start.top) == (30, -10)
    qtbot.keyClick(viewer, Qt.Key.Key_Right)
    qtbot.keyClick(viewer, Qt.Key.Key_Up)
    assert (area.sight.left - start.left, area.sight.top - start.top) == (-30, 50)


def test_copying_puts_the_picture_on_the_clipboard(qtbot: QtBot, opened: Open) -> None:
    viewer = opened(encoded(plain(80, 40, "lime"), "png"))
    press(viewer, "copyPicture")
    qtbot.waitUntil(lambda: text(viewer, "viewerHint") == "Copied")
    copied = QGuiApplication.clipboard().image()
    assert (copied.size(), copied.pixelColor(5, 5)) == (QSize(80, 40), QColor("lime"))


def choose(viewer: PictureViewer, path: Path) -> None:
    """Answers the question where the file shall be."""
    press(viewer, "savePicture")
    dialog = viewer.findChild(QFileDialog, "saveDialog")
    assert dialog is not None
    dialog.fileSelected.emit(str(path))
    dialog.reject()


def test_saving_offers_a_name_and_every_format(qtbot: QtBot, opened: Open) -> None:
    viewer = opened(name="A: rectangle?")
    press(viewer, "savePicture")
    dialog = viewer.findChild(QFileDialog, "saveDialog")
    assert dialog is not None
    assert (dialog.selectedFiles()[0].rpartition("/")[2], dialog.nameFilters()) == (
        "A rectangle.svg",
        ["SVG (*.svg)", "PNG (*.png)"],
    )
    assert dialog.windowTitle() == "Save the picture"
    dialog.selectNameFilter("PNG (*.png)")
    dialog.filterSelected.emit("PNG (*.png)")
    assert dialog.defaultSuffix() == "png"
    dialog.reject()


@pytest.mark.parametrize(("name", "content"), [("a.svg", SVG), ("a.PNG", b"a png"), ("without", SVG)])
def test_the_end_of_the_name_says_the_format(
    qtbot: QtBot, opened: Open, tmp_path: Path, name: str, content: bytes
) -> None:
    viewer = opened()
    choose(viewer, tmp_path / name)
    qtbot.waitUntil(lambda: text(viewer, "viewerHint") == f"Saved as {name}")
    assert (tmp_path / name).read_bytes() == content


def test_what_cannot_be_saved_is_told_where_one_looks(qtbot: QtBot, opened: Open, tmp_path: Path) -> None:
    viewer = opened()
    choose(viewer, tmp_path / "gone" / "a.svg")
    qtbot.waitUntil(lambda: text(viewer, "viewerHint").startswith("Not saved: "))
    assert len(text(viewer, "viewerHint")) > len("Not saved: ")


def test_a_file_that_cannot_be_replaced_keeps_its_content(tmp_path: Path) -> None:
    (tmp_path / "a.png").mkdir()
    assert written(str(tmp_path / "a.png"), SaveFormat("png", "PNG", lambda: b"new")) != ""
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]


def test_what_cannot_be_drawn_is_told(qtbot: QtBot, opened: Open) -> None:
    viewer = opened(picture=Picture(QSize(10, 10), lambda _: None))
    qtbot.waitUntil(lambda: text(viewer, "viewerHint") == "Cannot be drawn")
    copy = viewer.findChild(QToolButton, "copyPicture")
    assert copy is not None
    assert not copy.isEnabled()


def test_escape_closes_the_window_and_lets_the_picture_go(qtbot: QtBot, opened: Open, decoder: Decoder) -> None:
    viewer = opened()
    viewer.copy()
    with qtbot.waitSignal(viewer.destroyed):
        qtbot.keyClick(viewer, Qt.Key.Key_Escape)
    got: list[int] = []
    decoder.run(lambda: 1, got.append, decoder)
    qtbot.waitUntil(lambda: got == [1])
    assert QGuiApplication.clipboard().image().isNull()


def test_every_control_has_a_name_that_can_be_heard(opened: Open) -> None:
    viewer = opened()
    buttons = viewer.findChildren(QToolButton)
    assert len(buttons) == 6
    assert [button.objectName() for button in buttons if not (button.accessibleName() and button.toolTip())] == []


def test_a_ring_shows_where_the_keyboard_is(qtbot: QtBot, opened: Open) -> None:
    viewer = opened()
    corner = QColor(LIGHT.accent)
    assert viewer.area.grab().toImage().pixelColor(0, 50) != corner
    viewer.area.clearFocus()
    viewer.area.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: viewer.area.grab().toImage().pixelColor(0, 50) == corner)
