"""What a picture tells about its maker is taken out, and nothing else is."""

from hypothesis import given
from hypothesis import strategies as st

from nextchat_desktop.core.undressing import undressed

PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"


def chunk(kind: bytes, data: bytes = b"") -> bytes:
    return len(data).to_bytes(4) + kind + data + b"crc!"


def segment(marker: int, data: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(data) + 2).to_bytes(2) + data


HEAD, BODY, END = chunk(b"IHDR", b"\0" * 13), chunk(b"IDAT", b"pixels"), chunk(b"IEND")
JFIF, PROFILE, SCAN = segment(0xE0, b"JFIF"), segment(0xE2, b"ICC_PROFILE"), segment(0xDA, b"\x01") + b"pixels\xff\xd9"


def test_a_png_loses_exif_words_and_time() -> None:
    telling = chunk(b"eXIf", b"GPS") + chunk(b"tEXt", b"Author") + chunk(b"iTXt", b"xmp") + chunk(b"tIME", b"1234567")
    colours = chunk(b"iCCP", b"profile")
    assert undressed(PNG + HEAD + colours + telling + BODY + END) == PNG + HEAD + colours + BODY + END


def test_a_jpeg_loses_exif_and_comments_and_keeps_its_colours() -> None:
    telling = segment(0xE1, b"Exif\0\0GPS") + segment(0xED, b"Photoshop") + segment(0xFE, b"by me")
    assert undressed(JPEG + JFIF + telling + PROFILE + SCAN) == JPEG + JFIF + PROFILE + SCAN


def test_what_tells_nothing_stays_byte_for_byte() -> None:
    for data in (PNG + HEAD + BODY + END, JPEG + JFIF + PROFILE + SCAN):
        assert undressed(data) is data


def test_pixels_stay_whatever_they_look_like() -> None:
    scan = segment(0xDA, b"\x01") + b"\xff\x00\xe1\xff\xd0\xff\xff\x00"
    data = JPEG + JFIF + scan + segment(0xC4, b"table") + scan + b"\xff\xd9"
    assert undressed(data) is data


def test_further_pictures_behind_the_end_go_too() -> None:
    listed = segment(0xE2, b"MPF\0offsets")
    assert undressed(JPEG + JFIF + listed + SCAN + JPEG + segment(0xE1, b"GPS") + SCAN) == JPEG + JFIF + SCAN


@given(st.binary(max_size=200), st.sampled_from([b"", PNG, JPEG, PNG + HEAD, JPEG + JFIF]))
def test_any_bytes_are_taken(data: bytes, head: bytes) -> None:
    assert len(undressed(head + data)) <= len(head + data)
