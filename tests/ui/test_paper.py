"""A conversation on paper: every word once, in order, to be selected and found; pages, bookmarks, links, cancelling."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PageObject, PdfReader
from PySide6.QtCore import QLocale
from PySide6.QtGui import QFontDatabase, QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from nextchat_desktop.core.exporting import Told
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Text
from nextchat_desktop.resources import resource
from nextchat_desktop.ui.sharing.drawn.paper import usual_page
from nextchat_desktop.ui.sharing.drawn.printing import ask_printer, wanted
from nextchat_desktop.ui.sharing.drawn.studio import Outcome, Sheet
from nextchat_desktop.words.catalogue import Words
from ui.studios import CAT, Desk, asked, body, has_letters, letters, opened, said, sheet

ENGLISH = "Difficult affluent office fjord: “quoted” – dashed… 3 × 4 = 12, naïve café."
HEBREW, ARABIC = "שלום זהו משפט בעברית", "مرحبا كيف حالك يا صديقي"
CHINESE = "文字和见马车青龙，长食黄齐风：一二三。"


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    yield from opened(qtbot, tmp_path / "out")


def numbered(count: int, words: str = "sentence") -> str:
    return " ".join(f"{words} {number}." for number in range(count))


def test_what_can_be_copied_is_what_was_written(desk: Desk) -> None:
    found = desk.pdf(sheet(asked(ENGLISH), said(ENGLISH)))
    assert " ".join(body(found).split()).count(ENGLISH) == 2


def test_chinese_is_what_was_written_and_not_what_looks_alike(desk: Desk) -> None:
    if not has_letters(QFontDatabase.WritingSystem.SimplifiedChinese):
        pytest.skip("no font for Chinese on this machine")
    assert letters(body(desk.pdf(sheet(asked(CHINESE), said(CHINESE))))).count(CHINESE) == 2


def test_hebrew_and_arabic_stand_as_they_are_seen_so_that_readers_turn_them_round(desk: Desk) -> None:
    if not has_letters(QFontDatabase.WritingSystem.Hebrew, QFontDatabase.WritingSystem.Arabic):
        pytest.skip("no font for Hebrew or Arabic on this machine")
    found = letters(body(desk.pdf(sheet(asked(HEBREW), said(ARABIC)))))
    assert [word for word in f"{HEBREW} {ARABIC}".split() if word[::-1] not in found] == []


def test_emoji_and_formulas_are_copied_in_their_places(desk: Desk) -> None:
    found = body(
        desk.pdf(sheet(said("one 😀 two 👍🏽 three $x^2$ four\n\n$$\\frac12$$\n\n| a | b |\n|---|---|\n| 🎉 | $y$ |")))
    )
    assert letters("one 😀 two 👍🏽 three $x^2$ four $$\\frac12$$ a b 🎉 $y$") in letters(found)


def test_every_word_is_there_once_however_many_pages_there_are(desk: Desk) -> None:
    rows = "\n".join(f"| row{number} | {numbered(30, f'cell{number}x')} |" for number in range(40))
    code = "\n".join(f"line_{number} = {'long_' * (number % 40)}0" for number in range(150))
    items = "\n".join(f"1. item{number}\n   > quoted{number} {numbered(40)}" for number in range(20))
    text = f"{numbered(900, 'word')}\n\n| a | b |\n|---|---|\n{rows}\n\n```python\n{code}\n```\n\n{items}"
    reader = desk.pdf(sheet(asked(numbered(500, "question")), said(text)))
    found = letters(body(reader))
    assert len(reader.pages) > 8
    for number in range(900):
        assert found.count(f"word{number}.") == 1, number
    for number in range(500):
        assert found.count(f"question{number}.") == 1, number
    for number in range(150):
        assert found.count(f"line_{number}=") == 1, number
    assert [found.count(f"|row{number}|") for number in range(40)] == [0] * 40
    assert [found.count(f"row{number}cell{number}x0.") for number in range(40)] == [1] * 40
    assert [found.count(f"item{number}quoted{number}sentence0.") for number in range(20)] == [1] * 20
    assert found.count("Python") == 1
    order = [found.index(f"line_{number}=") for number in range(150)]
    assert order == sorted(order)


def test_the_head_of_a_table_stands_above_it_on_every_page_and_no_row_is_torn(desk: Desk) -> None:
    rows = "\n".join(f"| row{number} | {numbered(9, f'cell{number}x')} end{number}. |" for number in range(60))
    reader = desk.pdf(sheet(said(f"| First | Second $x^2$ |\n|---|---|\n{rows}\n\nBelow.")))
    pages = [letters(page.extract_text()) for page in reader.pages]
    assert len(pages) > 2
    assert [page.count("FirstSecond$x^2$") for page in pages] == [1] * len(pages)
    assert all(page.startswith("FirstSecond$x^2$row") for page in pages[1:])
    for number in range(60):
        assert whereabouts(pages, f"end{number}.") == whereabouts(pages, f"row{number}cell")


def whereabouts(pages: list[str], words: str) -> int:
    """The page on which they are."""
    return next(number for number, page in enumerate(pages) if words in page)


def test_a_little_code_is_not_torn(desk: Desk) -> None:
    for count in range(240, 300, 10):
        pages = desk.pdf(sheet(said(f"{numbered(count)}\n\n```\nfirst\nsecond\nthird\nlast\n```"))).pages
        found = [letters(page.extract_text()) for page in pages]
        assert whereabouts(found, "second") == whereabouts(found, "last")


def test_a_question_stands_on_the_page_of_its_answer(desk: Desk) -> None:
    for count in range(210, 310, 10):
        turns = said(numbered(count)), asked("Why?", 1), said(f"| a | b |\n|---|---|\n| {numbered(30, 'x')} | y |", 2)
        pages = [letters(page.extract_text()) for page in desk.pdf(sheet(*turns)).pages]
        assert whereabouts(pages, "Why?") == whereabouts(pages, "x0.")


def test_a_row_higher_than_a_page_goes_on_without_losing_a_word(desk: Desk) -> None:
    reader = desk.pdf(sheet(said(f"| a | b |\n|---|---|\n| {numbered(700, 'left')} | {numbered(300, 'right')} |")))
    found = letters(body(reader))
    assert len(reader.pages) > 2
    assert [found.count(f"left{number}.") for number in range(700)] == [1] * 700
    assert [found.count(f"right{number}.") for number in range(300)] == [1] * 300


def test_a_line_of_code_that_is_longer_than_a_page_is_cut_between_its_rows(desk: Desk) -> None:
    code = "".join(f"<{number}>" for number in range(4000))
    reader = desk.pdf(sheet(said(f"```\n{code}\n```")))
    assert len(reader.pages) > 2
    assert letters(body(reader)).partition("<0>")[2] == code.removeprefix("<0>")


def test_a_table_and_a_formula_that_are_too_wide_are_made_smaller(desk: Desk) -> None:
    row = " | ".join(f"column{number}" for number in range(20))
    formula = "+".join(f"x_{{{number}}}" for number in range(120))
    reader = desk.pdf(sheet(said(f"| {row} |\n|{'---|' * 20}\n| {row} |\n\n$${formula}$$")))
    across = reader.pages[0].mediabox.width
    assert 0 < max(edges(reader.pages[0])) <= across - 40
    assert letters(body(reader)).count("column19") == 2


def edges(page: PageObject) -> list[float]:
    """How far from the left the words of a page begin, in points."""
    found: list[float] = []

    def note(text: str, around: list[float], own: list[float], _font: object, _size: float) -> None:
        if text.strip() and not text.strip().startswith("$"):
            found.append(around[0] * own[4] + around[4])

    page.extract_text(visitor_text=note)
    return found


def test_each_page_has_its_number_and_the_title(desk: Desk) -> None:
    reader = desk.pdf(sheet(said(numbered(2500)), title="My title"))
    count = len(reader.pages)
    assert count > 2
    for number, page in enumerate(reader.pages, 1):
        assert page.extract_text().rstrip().endswith(f"My title\n{number} / {count}")
    assert reader.pages[0].extract_text().startswith("My title\n")


def test_who_answered_when_and_how_much_stands_at_the_beginning(desk: Desk) -> None:
    reader = desk.pdf(sheet(asked("One?"), said("Yes.", author="gpt-4"), said("No.", 9000, author="claude")))
    first = reader.pages[0].extract_text()
    assert "gpt-4, claude · Sep 21 – 27, 2026 · 3 messages" in " ".join(first.split())
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("A title", "gpt-4, claude")


def test_the_beginning_is_headed_by_what_is_told_of_all_of_it(desk: Desk) -> None:
    whole = sheet(asked("One?"), said("Yes.", author="gpt-4"), said("No.", author="claude")).told
    found = body(desk.pdf(Sheet(replace(whole, messages=whole.messages[:1]), whole=whole)))
    assert "gpt-4, claude · Sep 21, 2026 · 3 messages" in " ".join(found.split())


def test_turns_and_headings_are_bookmarks_that_lead_to_their_page(desk: Desk) -> None:
    reader = desk.pdf(sheet(asked("Why?"), said(f"# First\n\n{numbered(1500)}\n\n## Second\n\nEnd.")))
    outline = reader.outline
    assert [outline[0].title, outline[1].title] == ["You: Why?", "gpt-4: First"]
    first, (second,) = outline[2]
    assert (first.title, second.title) == ("First", "Second")
    assert reader.get_destination_page_number(first) == 0
    page = reader.get_destination_page_number(second)
    assert page > 0
    assert "Second" in (reader.pages[page or 0].extract_text())


def test_links_lead_on_and_footnotes_nowhere(desk: Desk) -> None:
    reader = desk.pdf(sheet(said("[a link](https://example.org/a) and a note[^1]\n\n[^1]: The note.")))
    links = [each.get_object()["/A"]["/URI"] for page in reader.pages for each in page.get("/Annots", [])]
    assert links == ["https://example.org/a"]


def test_thoughts_context_and_pictures_come_along_where_they_are_wanted(desk: Desk) -> None:
    rule = Message("s", Role.SYSTEM, (Text("Be brief."),))
    told = Told(sheet().told.head, (asked("Look.", 0, CAT), said("Yes.", 1, "I wonder.")), (rule,), True)
    full, bare = body(desk.pdf(Sheet(told))), body(desk.pdf(sheet(*told.messages, pictures=False)))
    assert "I wonder." in full
    assert "Before every question: System" in " ".join(full.split())
    assert "[Picture: cat.png]" not in full
    assert "I wonder." not in bare
    assert "Be brief." not in bare
    assert "[Picture: cat.png]" in " ".join(bare.split())


def test_a_picture_is_on_the_page(desk: Desk) -> None:
    sizes = [size for page in desk.pdf(sheet(asked("Look.", 0, CAT))).pages for size in pictures_on(page)]
    assert any(width > 300 and height > 150 for width, height in sizes)


def pictures_on(page: object) -> list[tuple[int, int]]:
    """Their sizes in pixels, be they pictures or what something is filled with."""
    resources = page["/Resources"]  # type: ignore[index]
    kinds = [*resources.get("/XObject", {}).values()]
    for pattern in resources.get("/Pattern", {}).values():
        kinds += pattern.get_object().get("/Resources", {}).get("/XObject", {}).values()
    return [(int(each.get_object()["/Width"]), int(each.get_object()["/Height"])) for each in kinds]


def test_an_empty_conversation_is_a_page(desk: Desk) -> None:
    assert len(desk.pdf(sheet()).pages) == 1


def test_nothing_is_left_of_what_was_cancelled(desk: Desk) -> None:
    work = desk.studio.pdf(sheet(*(said(numbered(300), number) for number in range(30))), str(desk.folder / "x.pdf"))
    outcomes: list[Outcome] = []
    work.ended.connect(outcomes.append)
    work.progressed.connect(lambda done, _all: work.cancel() if done > 300 else None)
    work.start()
    desk.qtbot.waitUntil(lambda: bool(outcomes), timeout=30_000)
    work.cancel()
    assert [outcome.cancelled for outcome in outcomes] == [True]
    assert desk.files == []


def test_what_was_there_stays_when_a_new_one_is_cancelled(desk: Desk) -> None:
    (desk.folder / "x.pdf").write_bytes(b"old")
    work = desk.studio.pdf(sheet(said("new")), str(desk.folder / "x.pdf"))
    work.start()
    work.cancel()
    assert (desk.folder / "x.pdf").read_bytes() == b"old"


def test_what_cannot_be_written_is_said(desk: Desk) -> None:
    outcome = desk.done(desk.studio.pdf(sheet(said("x")), str(desk.folder / "none" / "x.pdf")))
    assert outcome.reason.startswith("It could not be saved: ")
    assert not outcome.is_done


def test_a_disk_that_gets_full_while_it_is_drawn_leaves_no_half_of_it(desk: Desk) -> None:
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8_000, before[1]))
    try:
        outcome = desk.done(desk.studio.pdf(sheet(said(numbered(900))), str(desk.folder / "x.pdf")))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert outcome.reason.startswith("The disk is full")
    assert desk.files == []


def test_a_printer_gets_the_pages_that_were_chosen(desk: Desk) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(desk.folder / "printed.pdf"))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    text = said(numbered(3000))
    assert desk.done(desk.studio.print_to(sheet(text), printer, frozenset({2, 4}))).is_done
    feet = [page.extract_text().split("\n")[-1].split()[0] for page in PdfReader(desk.folder / "printed.pdf").pages]
    assert feet == ["2", "4"]


@pytest.mark.parametrize(
    ("territory", "page"),
    [
        (QLocale.Country.UnitedStates, QPageSize.PageSizeId.Letter),
        (QLocale.Country.Canada, QPageSize.PageSizeId.Letter),
        (QLocale.Country.China, QPageSize.PageSizeId.A4),
        (QLocale.Country.Germany, QPageSize.PageSizeId.A4),
    ],
)
def test_the_paper_is_what_people_have_there(territory: QLocale.Country, page: QPageSize.PageSizeId) -> None:
    assert usual_page(QLocale(QLocale.Language.AnyLanguage, territory)).id() == page


def test_the_systems_dialog_says_which_pages(desk: Desk, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    chosen: list[frozenset[int]] = []
    words = Words(resource("locales"), "en")
    assert ask_printer(window, words, "A title", lambda _printer, pages: chosen.append(pages)) == ""
    dialog = window.findChild(QPrintDialog, "printDialog")
    assert dialog is not None
    assert dialog.printer().docName() == "A title"
    dialog.printer().setPrintRange(QPrinter.PrintRange.PageRange)
    dialog.printer().setPageRanges(QPageRanges.fromString("2-3,7"))
    dialog.accepted.emit(dialog.printer())
    assert chosen == [frozenset({2, 3, 7})]
    dialog.reject()


def test_all_pages_are_wanted_unless_some_are_chosen() -> None:
    assert wanted(QPrinter()) == frozenset()
