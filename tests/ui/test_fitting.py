"""Pictures are made such that every service takes them, and tell nobody where they were taken."""

import random

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QColor, QImage

from nextchat_desktop.core.pictures import kind_of
from nextchat_desktop.ui.composer.fitting import LONGEST, MOST_BYTES, Fitted, Unfit, fitted

GPS = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x88\x25\0\x04\0\0\0\x01\0\0\0\x1a\0\0\0\0"


def exif(orientation: int) -> bytes:
    entry = (0x0112).to_bytes(2) + (3).to_bytes(2) + (1).to_bytes(4) + orientation.to_bytes(2) + b"\0\0"
    data = b"Exif\0\0MM\0*\0\0\0\x08" + (1).to_bytes(2) + entry + b"\0\0\0\0"
    return segment(data)


def segment(data: bytes) -> bytes:
    return b"\xff\xe1" + (len(data) + 2).to_bytes(2) + data


def plain(width: int, height: int, colour: str = "#2a6f97") -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


def noisy(width: int, height: int) -> QImage:
    """A photograph is as hard to write in few bytes."""
    pixels = random.Random(7).randbytes(width * height * 4)
    return QImage(pixels, width, height, QImage.Format.Format_RGB32).copy()


def written(image: QImage, format: str, quality: int = -1) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, format, quality)  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def fit(data: bytes) -> Fitted:
    made = fitted(data)
    assert isinstance(made, Fitted)
    return made


def reread(made: Fitted) -> QImage:
    image = QImage.fromData(made.data)
    assert image.size() == made.size
    return image


@pytest.mark.parametrize("format", ["PNG", "JPEG"])
def test_what_fits_already_stays_byte_for_byte(format: str) -> None:
    data = written(plain(300, 200), format)
    assert fit(data).data == data


def test_where_a_photo_was_taken_is_not_told(qapp: object) -> None:
    data = written(plain(300, 200), "JPEG")
    made = fit(data[:2] + segment(GPS) + data[2:])
    assert made.data == data


@pytest.mark.parametrize("format", ["PNG", "JPEG"])
def test_words_about_a_picture_stay_here_when_it_is_drawn_anew(format: str) -> None:
    large = plain(4000, 1000)
    large.setText("Author", "Somebody in Springfield")
    data = written(large, format)
    assert b"Springfield" in data
    assert b"Springfield" not in fit(data).data


@pytest.mark.parametrize(("orientation", "size", "corner"), [(6, (200, 300), (190, 10)), (3, (300, 200), (290, 190))])
def test_a_photo_held_otherwise_is_turned(orientation: int, size: tuple[int, int], corner: tuple[int, int]) -> None:
    image = plain(300, 200)
    for x in range(40):
        for y in range(40):
            image.setPixelColor(x, y, QColor("white"))
    data = written(image, "JPEG", 95)
    made = fit(data[:2] + exif(orientation) + data[2:])
    turned = reread(made)
    assert (turned.width(), turned.height()) == size
    assert turned.pixelColor(*corner).lightness() > 240
    assert b"Exif" not in made.data


@pytest.mark.parametrize("format", ["PNG", "JPEG", "BMP"])
def test_a_large_picture_gets_smaller_and_keeps_its_shape(format: str) -> None:
    made = fit(written(plain(4000, 1000), format))
    assert (made.size.width(), made.size.height()) == (LONGEST, LONGEST // 4)


def test_no_picture_has_more_bytes_than_a_small_server_takes() -> None:
    data = written(noisy(1600, 1200), "PNG")
    assert len(data) > 4 * MOST_BYTES
    made = fit(data)
    assert kind_of(made.data) == "jpeg"
    assert len(made.data) <= MOST_BYTES
    assert 3 * 4 * -(-len(made.data) // 3) < 4_500_000
    assert reread(made).width() >= 800


@pytest.mark.parametrize("format", ["BMP", "ICO", "WEBP"])
def test_other_kinds_become_one_that_everybody_reads(format: str) -> None:
    data = written(plain(60, 40), format)
    if not data:
        pytest.skip(f"this Qt does not write {format}")
    assert kind_of(data) not in ("png", "jpeg", None)
    assert kind_of(fit(data).data) == "png"


def test_of_what_moves_the_first_picture_is_taken() -> None:
    frame = b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0"
    gif = b"GIF89a\x01\0\x01\0\x80\0\0\xff\0\0\0\0\xff" + frame + frame.replace(b"\x44", b"\x4c") + b"\x3b"
    assert reread(fit(gif)).pixelColor(0, 0) == QColor("red")


def test_a_small_drawing_is_drawn_large_enough_to_be_read() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="24" height="12"><rect width="24" height="12"/></svg>'
    made = fit(svg)
    assert kind_of(made.data) == "png"
    assert (made.size.width(), made.size.height()) == (1024, 512)


def test_what_is_transparent_stands_on_white_where_it_has_to_be_a_jpeg() -> None:
    image = noisy(1600, 1200).convertToFormat(QImage.Format.Format_ARGB32)
    for y in range(100):
        for x in range(100):
            image.setPixelColor(x, y, Qt.GlobalColor.transparent)
    made = fit(written(image, "PNG"))
    assert kind_of(made.data) == "jpeg"
    assert reread(made).pixelColor(40, 40).lightness() > 240


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7", Unfit.NOT_A_PICTURE),
        (b"", Unfit.NOT_A_PICTURE),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Unfit.HEIC),
        (written(plain(30, 30), "PNG")[:40], Unfit.BROKEN),
    ],
)
def test_what_cannot_be_sent_says_why(data: bytes, reason: Unfit) -> None:
    assert fitted(data) is reason
