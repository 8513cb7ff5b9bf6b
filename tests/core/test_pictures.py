"""Pictures by their bytes and addresses, and drawings from elsewhere that are made harmless."""

import base64
import struct
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.measuring import Measure, measure
from nextchat_desktop.core.pictures import (
    TOO_LARGE,
    Trouble,
    data_picture,
    file_name,
    kind_of,
    suffix_of,
    trouble,
)
from nextchat_desktop.core.svg import MOST_BYTES, harmless

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 640, 480) + b"\x08\x02\0\0\0"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def as_data(data: bytes, media: str = "image/png") -> str:
    return f"data:{media};base64,{base64.b64encode(data).decode()}"


def drawing(*inside: str) -> bytes:
    return f"<svg {NAMESPACES}>{''.join(inside)}</svg>".encode()


def made_harmless(data: bytes) -> str:
    clean = harmless(data)
    assert clean is not None
    return clean.decode()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PNG, "png"),
        (JPEG, "jpeg"),
        (b"GIF89a\x01\0\x01\0", "gif"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "webp"),
        (b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", "bmp"),
        (b"\0\0\x01\0\x01\0\x10\x10\0\0\x01\0", "ico"),
        (SVG, "svg"),
        (b'\xef\xbb\xbf <?xml version="1.0"?>\n<!-- made by hand > -->\n<!DOCTYPE svg>\n' + SVG, "svg"),
        (b'<!DOCTYPE svg PUBLIC "-//W3C" "x" [ <!ENTITY ns "http://x"> ]>\n<svg:svg/>', "svg"),
    ],
)
def test_a_picture_is_known_by_its_first_bytes(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"BMW drives past the house, and on",
        b"<!doctype html><html><body><svg></svg></body></html>",
        b"<svgs>",
        b"%PDF-1.7",
        b"<!-- without an end",
        b"RIFF\x24\0\0\0WAVEfmt ",
    ],
)
def test_what_is_no_picture_is_not_taken_for_one(data: bytes) -> None:
    assert kind_of(data) is None


@given(st.binary(max_size=60))
def test_any_bytes_can_be_asked_what_they_are(data: bytes) -> None:
    assert kind_of(b"<!" + data) in (None, "svg")
    assert harmless(data) is None
    assert isinstance(measure(b"\xff\xd8" + data), Measure | None)


@pytest.mark.parametrize("url", [as_data(PNG), as_data(PNG, "IMAGE/PNG;charset=utf-8"), as_data(PNG).rstrip("=")])
def test_an_address_can_hold_the_picture(url: str) -> None:
    assert data_picture(url) == PNG


@pytest.mark.parametrize("more", [0, 1, 2])
def test_a_large_picture_comes_whole_and_nothing_ends_in_its_middle(more: int) -> None:
    large = PNG + bytes(range(256)) * 3_000 + b"x" * more
    url = as_data(large)
    assert data_picture(url) == large
    assert data_picture(f"{url[:300_000]}={url[300_000:]}") is None


def test_an_address_over_several_lines_and_one_with_percent_signs_hold_it_too() -> None:
    broken = as_data(PNG)
    assert data_picture(broken[:40] + "\n  " + broken[40:]) == PNG
    assert data_picture(broken.replace("+", "%2B").replace("/", "%2F").replace("image%2F", "image/")) == PNG


def test_a_drawing_needs_no_base64() -> None:
    assert data_picture("data:image/svg+xml;utf8," + quote(SVG.decode())) == SVG
    assert data_picture("data:image/svg+xml," + SVG.decode()) == SVG


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://example.org/a.png",
        "data:text/html;base64," + base64.b64encode(PNG).decode(),
        "data:image/png;base64,this is not base64!",
        as_data(b"<html></html>"),
        "data:image/png;base64,",
        "data:image/png;base64",
    ],
)
def test_other_addresses_hold_none(url: str) -> None:
    assert data_picture(url) is None


def test_a_picture_that_is_too_large_is_not_taken_from_an_address() -> None:
    assert data_picture(as_data(PNG), limit=len(PNG)) == PNG
    assert data_picture(as_data(PNG), limit=len(PNG) - 1) is None


@given(st.text())
def test_any_address_can_be_asked(text: str) -> None:
    assert data_picture(text) is None
    assert data_picture("data:image/png;base64," + text) is None


@pytest.mark.parametrize(
    ("failed", "meaning"),
    [
        (Failed(FailureKind.BAD_ENDPOINT, status=404), Trouble.GONE),
        (Failed(FailureKind.BAD_ENDPOINT, status=200), Trouble.NOT_A_PICTURE),
        (Failed(FailureKind.FORBIDDEN, status=403), Trouble.REFUSED),
        (Failed(FailureKind.SERVER, code=TOO_LARGE), Trouble.TOO_LARGE),
        (Failed(FailureKind.SERVER, status=500), Trouble.SERVER),
        (Failed(FailureKind.NO_TLS), Trouble.NOT_SAFE),
        (Failed(FailureKind.CERTIFICATE_EXPIRED), Trouble.NOT_SAFE),
        (Failed(FailureKind.CERTIFICATE_NAME), Trouble.NOT_SAFE),
        (Failed(FailureKind.NAME_NOT_FOUND), Trouble.UNREACHABLE),
        (Failed(FailureKind.NETWORK), Trouble.UNREACHABLE),
    ],
)
def test_a_failure_means_something_to_the_person(failed: Failed, meaning: Trouble) -> None:
    assert trouble(failed) is meaning


@pytest.mark.parametrize(
    ("words", "url", "name"),
    [
        ("A cat", "https://x.org/1.png", "A cat"),
        ("", "https://x.org/a/my%20cat.png?size=9", "my cat"),
        ("../../etc/passwd", "", "etc passwd"),
        ('a<b>: "c"', "", "a b c"),
        ("", "https://x.org/", ""),
        ("", "https://[broken/cat.png", ""),
        ("", "data:image/png;base64,AAAA", ""),
        ("  .hidden. ", "", "hidden"),
    ],
)
def test_a_file_is_named_for_what_it_shows(words: str, url: str, name: str) -> None:
    assert file_name(words, url) == name


def test_a_file_ends_as_its_bytes_say() -> None:
    assert (suffix_of(JPEG), suffix_of(SVG), suffix_of(b"?")) == ("jpg", "svg", "bin")


def jpeg(frame: int, parts: int, in_first_scan: int) -> bytes:
    sizes = struct.pack(">HBHHB", 8 + 3 * parts, 8, 300, 400, parts) + bytes(3 * parts)
    scan = struct.pack(">HB", 6 + 2 * in_first_scan, in_first_scan) + bytes(2 * in_first_scan + 3)
    return b"\xff\xd8\xff\xe0\0\x04JF\xff" + bytes([0xFF, frame]) + sizes + b"\xff\xda" + scan


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (PNG, Measure(640, 480)),
        (jpeg(0xC0, 3, 3), Measure(400, 300, in_rows=True)),
        (jpeg(0xC2, 3, 3), Measure(400, 300)),
        (jpeg(0xC0, 3, 1), Measure(400, 300)),
        (jpeg(0xC0, 3, 3)[:30], None),
        (b"GIF89a", None),
    ],
)
def test_a_picture_is_measured_by_its_header(data: bytes, found: Measure | None) -> None:
    assert measure(data) == found


def test_a_plain_drawing_stays_what_it_is() -> None:
    plain = drawing(
        '<style>.a{fill:url(#shade)}</style><linearGradient id="shade"><stop offset="0"/></linearGradient>',
        '<g id="part"><circle class="a" r="2"/></g><use xlink:href="#part"/><text>1 &lt; 2 &amp; 3</text>',
    )
    clean = made_harmless(plain)
    assert made_harmless(clean.encode()) == clean
    for kept in ("url(#shade)", 'xlink:href="#part"', "1 &lt; 2 &amp; 3", 'class="a"'):
        assert kept in clean


@pytest.mark.parametrize(
    "inside",
    [
        '<image xlink:href="file:///etc/passwd.png"/>',
        '<image href="\\\\evil\\share\\passwd.png"/>',
        '<image href="&#92;&#92;evil&#92;passwd.png"/>',
        '<use xlink:href="passwd.svg#a"/>',
        "<style>@import 'passwd.css';</style>",
        "<style>rect { fill: url(passwd.svg#a) }</style>",
        "<style>rect { fill: URL( 'passwd.svg' ) }</style>",
        '<rect style="fill: u\\72l(passwd)"/>',
        "<script>passwd()</script>",
        '<foreignObject><iframe src="passwd"/></foreignObject>',
        "<?xml-stylesheet href='passwd.css'?>",
    ],
)
def test_a_drawing_names_no_file_and_no_server(inside: str) -> None:
    assert "passwd" not in made_harmless(drawing(inside, "<rect/>"))


def test_declarations_are_carried_out_and_left_out() -> None:
    declared = b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY e "<use href=\'passwd\'/><circle/>">]>' + drawing(
        "&e;<rect/>"
    )
    clean = made_harmless(declared)
    assert ("passwd" in clean, "ENTITY" in clean, "<circle" in clean) == (False, False, True)


def test_a_drawing_may_hold_a_picture_itself() -> None:
    assert as_data(PNG) in made_harmless(drawing(f'<image xlink:href="{as_data(PNG)}"/>'))


def test_pictures_within_a_drawing_are_no_way_around_the_limit() -> None:
    large = as_data(PNG.replace(struct.pack(">II", 640, 480), struct.pack(">II", 5000, 5000)))
    assert harmless(drawing(f'<image href="{large}"/>')) is not None
    assert harmless(drawing(f'<image href="{large}"/>' * 2)) is None
    assert "data:" not in made_harmless(drawing(f'<image href="{as_data(SVG, "image/svg+xml")}"/>'))


def multiplying(reference: str, levels: int) -> bytes:
    groups = (f'<g id="a{n}">{reference.format(n - 1) * 10}</g>' for n in range(1, levels))
    return drawing('<g id="a0"><rect/></g>', *groups, reference.format(levels - 1))


@pytest.mark.parametrize(
    "reference", ['<use xlink:href="#a{}"/>', '<rect fill="url(#a{})"/>', "<path style=\"marker: url( '#a{}' )\"/>"]
)
def test_a_drawing_that_multiplies_itself_is_refused(reference: str) -> None:
    assert harmless(multiplying(reference, 3)) is not None
    assert harmless(multiplying(reference, 9)) is None


@pytest.mark.parametrize(
    "inside",
    [
        '<g id="a"><use href="#a"/></g>',
        '<g id="a"/><g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
        "<g>" * 200 + "</g>" * 200,
        '<rect filter="url(#blur)"/>' * 40,
    ],
)
def test_a_drawing_without_end_or_bottom_is_refused(inside: str) -> None:
    assert harmless(drawing(inside)) is None


@pytest.mark.parametrize("data", [b"", b"<svg>", b"no drawing", b"<svg/>" + b" " * MOST_BYTES])
def test_what_cannot_be_read_is_refused(data: bytes) -> None:
    assert harmless(data) is None
