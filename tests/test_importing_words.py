"""Everything that an import may have to say can be said in both languages."""

import pytest

from nextchat_desktop.core.arriving import FileReport, ImportReport, Tally, Trouble
from nextchat_desktop.core.found import Sort, Unread, Why
from nextchat_desktop.engine.telling_imports import TellingImports, has_losses
from nextchat_desktop.resources import resource
from nextchat_desktop.words.catalogue import Words
from tongues import WRITTEN


@pytest.fixture(params=sorted(WRITTEN))
def words(request: pytest.FixtureRequest) -> Words:
    return Words(resource("locales"), request.param)


def test_every_reason_and_every_sort_has_its_words(words: Words) -> None:
    for count in (1, 2):
        said = [words.plural(f"import.why.{why}", count) for why in Why]
        said += [words.plural(f"import.sort.{sort}", count) for sort in Sort]
        assert all(said)
        assert len(set(said)) == len(said)


def test_every_trouble_has_its_words(words: Words) -> None:
    telling = TellingImports(words)
    said = {telling.trouble(ImportReport(trouble=trouble, detail="/log")) for trouble in Trouble}
    assert len(said) == len(Trouble)


def report(*unread: Unread, is_trial: bool = True) -> ImportReport:
    tallies = {
        Sort.CONVERSATIONS: Tally(found=1_220, new=1_200, here=3, grown=2, binned=15),
        Sort.MESSAGES: Tally(found=9_310, new=9_310),
        Sort.MASKS: Tally(found=1, here=1),
    }
    wheres = {"picture": ("About Rome", "About Paris")}
    return ImportReport((FileReport("a.json", "x", "ChatGPT", tallies, unread, wheres),), is_trial)


def told(report: ImportReport) -> list[str]:
    telling = TellingImports(Words(resource("locales"), "en"))
    return [note.text for file in telling.files(report) for note in file.notes]


def test_what_would_come_and_what_is_here_is_counted_in_words() -> None:
    assert told(report(Unread(Why.PICTURE, count=2))) == [
        "New here: 1,200 conversations, 9,310 messages",
        "Already here: 3 conversations, 1 mask",
        "2 conversations that are here go on there; their new messages come along",
        "15 conversations were deleted here before, and stay deleted",
        "2 pictures are damaged or of a kind that cannot be shown",
    ]


def test_the_deed_names_messages_only_where_nothing_else_is_new() -> None:
    telling = TellingImports(Words(resource("locales"), "en"))
    assert telling.deed(report(is_trial=False)) == "Imported 1,200 conversations"
    grown = FileReport("a", tallies={Sort.CONVERSATIONS: Tally(1, grown=1), Sort.MESSAGES: Tally(3, new=1, here=2)})
    assert telling.deed(ImportReport((grown,))) == "Imported 1 message"
    assert telling.deed(ImportReport()) == "Imported connections and settings"


def test_what_is_only_marked_or_guessed_is_no_loss() -> None:
    assert not has_losses(report(Unread(Why.TIME), Unread(Why.EMPTY), Unread(Why.FAILURE)))
    assert has_losses(report(Unread(Why.TIME), Unread(Why.PICTURE_ELSEWHERE)))
