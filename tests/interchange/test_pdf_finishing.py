"""A PDF is finished behind what is there: the right letters, bookmarks, words for drawings; or it stays as it is."""

import random
import zlib
from collections import Counter
from collections.abc import Sequence
from io import BytesIO

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from nextchat_desktop.interchange.pdf.finishing import Bookmark, Finish, finished
from nextchat_desktop.interchange.pdf.letters import Letters
from nextchat_desktop.interchange.pdf.objects import is_whole

TABLE = "<0001> <0004> [<0048> <0009> <2F42> <FB03> ]"
"""What the signs of the font are said to stand for: H, a tab, a radical, three letters in one."""


def stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return b"<< /Length %d\n/Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(packed), packed)


def a_file(content: bytes, link: bytes = b"(https://example.org)") -> bytes:
    """Of one page with a font, a picture of one pixel and a link."""
    bodies = [
        b"<< /Type /Catalog\n/Pages 2 0 R >>",
        b"<< /Type /Pages\n/Kids [3 0 R]\n/Count 1 >>",
        b"<< /Type /Page\n/Parent 2 0 R\n/Contents 4 0 R\n/Resources 5 0 R\n/Annots 9 0 R\n/MediaBox [0 0 200 200] >>",
        stream(content),
        b"<<\n/Font <<\n/F6 6 0 R\n>>\n/XObject <<\n/Im8 8 0 R\n>> >>",
        b"<< /Type /Font\n/Subtype /Type0\n/BaseFont /X\n/Encoding /Identity-H\n/DescendantFonts [11 0 R]\n"
        b"/ToUnicode 7 0 R >>",
        stream(f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n1 beginbfrange\n{TABLE}\nendbfrange".encode()),
        b"<< /Type /XObject\n/Subtype /Image\n/Width 1\n/Height 1\n/BitsPerComponent 8\n/ColorSpace /DeviceGray\n"
        b"/Length 1 >>\nstream\n\x00\nendstream",
        b"[10 0 R]",
        b"<< /Type /Annot\n/Subtype /Link\n/Rect [0 0 9 9]\n/A << /S /URI\n/URI %b >> >>" % link,
        b"<< /Type /Font\n/Subtype /CIDFontType2\n/BaseFont /X\n/DW 1000 >>",
    ]
    out, places = b"%PDF-1.4\n", [0]
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    lines = b"".join(b"%010d 00000 n \n" % place for place in places[1:])
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(places), lines)
    return out + b"trailer\n<< /Size %d\n/Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(places), start)


WORDS = b"BT /F6 9 Tf 10 100 Td <0001000200030004> Tj ET\n"
MARK = b"q 9 0 0 9 10 50 cm /Im8  Do\nQ\n"


def done(file: bytes, finish: Finish) -> PdfReader:
    return PdfReader(BytesIO(file + b"".join(finished(file, finish))), strict=True)


def text(finish: Finish, content: bytes = WORDS) -> str:
    return done(a_file(content), finish).pages[0].extract_text()


def test_letters_that_share_a_sign_are_those_that_were_written() -> None:
    assert text(Finish(Counter("H 文ffi"))) == "H 文ffi"


def test_a_letter_that_was_written_is_not_taken_for_another() -> None:
    assert text(Finish(Counter("H ⽂文ﬃ"))) == "H ⽂ﬃ"


def test_what_nobody_can_know_stays() -> None:
    assert Letters(Counter("abc")).meant("x") == "x"
    assert Letters({}).meant("") == ""
    assert Letters(Counter("，")).meant(",") == "，"


def test_what_is_drawn_can_be_copied_in_its_place() -> None:
    found = text(Finish(Counter("H 文ffi"), [["😀", "$x^2$"]]), MARK + WORDS + MARK)
    assert found.split() == ["😀", "H", "文ffi", "$x^2$"]


def test_a_long_formula_can_be_copied_whole() -> None:
    long = "+".join(f"x_{number}" for number in range(200))
    assert text(Finish({}, [[long]]), MARK).strip() == long


@pytest.mark.parametrize("drawn", [[], ["one"], ["one", "two", "three"]])
def test_words_are_left_out_where_nobody_knows_which_is_which(drawn: Sequence[str]) -> None:
    assert text(Finish({}, [drawn]), MARK + MARK).strip() == ""


def test_bookmarks_lie_in_each_other_as_headings_do() -> None:
    marks = [Bookmark(f"{level} 章", level, 0, 100.0) for level in (0, 1, 3, 1, 0)]
    assert titles(done(a_file(WORDS), Finish(bookmarks=marks)).outline) == ["0 章", ["1 章", ["3 章"], "1 章"], "0 章"]


def titles(outline: object) -> list[object]:
    assert isinstance(outline, list)
    return [each.title if isinstance(each, Destination) else titles(each) for each in outline]


def test_a_bookmark_of_a_page_that_is_not_there_is_left_out() -> None:
    assert done(a_file(WORDS), Finish(bookmarks=[Bookmark("x", 0, 7, 0.0)])).outline == []


def test_a_link_to_a_footnote_leads_nowhere_and_others_lead_on() -> None:
    pages = [done(a_file(WORDS, link), Finish()).pages[0] for link in (b"(note:1)", b"(https://example.org)")]
    assert [len(page["/Annots"].get_object()) for page in pages] == [0, 1]


def test_the_language_is_said() -> None:
    assert done(a_file(WORDS), Finish(language="zh-CN")).trailer["/Root"]["/Lang"] == "zh-CN"


def test_nothing_is_written_behind_a_file_of_another_kind() -> None:
    for data in (b"", b"%PDF-1.7\n", b"startxref\n12345\n", a_file(WORDS).replace(b"/Pages 2 0 R", b"/Pages 99 0 R")):
        assert b"".join(finished(data, Finish(bookmarks=[Bookmark("x", 0, 0, 0.0)]))) == b""


def test_a_file_of_which_something_was_lost_is_not_whole() -> None:
    file = a_file(WORDS)
    assert is_whole(file)
    assert not any(is_whole(file[:end]) for end in range(0, len(file) - 2, 7))
    assert not any(is_whole(file[:at] + file[at + 5 :]) for at in range(0, file.index(b"xref\n") - 5, 7))


def test_nothing_that_is_broken_raises() -> None:
    dice, whole = random.Random(7), a_file(MARK + WORDS)
    finish = Finish(Counter("H 文"), [["x"]], [Bookmark("x", 0, 0, 0.0)], "en")
    for _ in range(400):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 8)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        cut = bytes(data[: dice.randrange(len(data))] if dice.random() < 0.3 else data)
        b"".join(finished(cut, finish))
