"""Masks: what is found, what a person does to them with a way back, and how a conversation begins with one."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import MemoryKeyring
from engine.test_models import SMALL, House
from engine.world import MODEL, Desk
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.keeping import NotWritten
from nextchat_desktop.core.masks import Mask, TakenMasks
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parameters import Parameters
from nextchat_desktop.core.parts import Text
from nextchat_desktop.engine.deeds import Deeds
from nextchat_desktop.engine.library import Library
from nextchat_desktop.engine.mask_finding import EVERY, FAVOURITES, MINE, Wanted
from nextchat_desktop.engine.masks import Masks, MaskWorld
from nextchat_desktop.resources import resource
from nextchat_desktop.words.catalogue import Words


def said(text: str, role: Role = Role.SYSTEM) -> tuple[Message, ...]:
    return (Message("1", role, (Text(text),)),)


EDITOR = Mask("en/editor", "Editor", "✍️", "Half the words", "en", "writing", said("Shorten it."), builtin=True)
TUTOR = Mask("en/tutor", "Tutor", "🧪", "Asks until you know", "en", "study", said("Ask."), builtin=True)
CHEF = Mask("zh_CN/chef", "冰箱有啥做啥", "🍜", "按食材做饭", "zh_CN", "life", said("你会做饭。"), builtin=True)
OWN = Mask("m1", "翻译", "🌐", "Keeps the tone", "zh_CN", "Odd jobs", said("你是翻译。"), created=5)


class Shelf:
    """Masks in memory, as their store keeps them."""

    def __init__(self) -> None:
        self.masks = {OWN.id: OWN}
        self.starred: set[str] = set()
        self.broken: tuple[str, ...] = ()
        self.is_full = False

    def own(self) -> Sequence[Mask]:
        return tuple(sorted(self.masks.values(), key=lambda mask: -mask.created))

    def get(self, id: str) -> Mask | None:
        return self.masks.get(id)

    def shipped(self, language: str) -> Sequence[Mask]:
        return [mask for mask in (EDITOR, TUTOR, CHEF) if mask.language == language]

    def keep(self, masks: Iterable[Mask]) -> None:
        if self.is_full:
            raise NotWritten("full")
        self.masks |= {mask.id: mask for mask in masks}

    def delete(self, ids: Iterable[str], now: int) -> None:
        for id in ids:
            self.masks.pop(id, None)

    def favourites(self) -> frozenset[str]:
        return frozenset(self.starred)

    def favour(self, id: str, is_favourite: bool) -> None:
        (self.starred.add if is_favourite else self.starred.discard)(id)


class Room:
    """The masks with everything around them."""

    def __init__(self, desk: Desk, library: Library, house: House) -> None:
        self.desk = desk
        self.shelf, self.deeds = Shelf(), Deeds()
        self.shows_shipped = True
        self.file = TakenMasks()
        self.house = house
        self.library = library
        self.masks = Masks(
            MaskWorld(
                self.shelf,
                library,
                house.models,
                self.deeds,
                Words(resource("locales"), "en"),
                lambda: 1000,
                desk.world.new_id,
                lambda data: self.file,
                lambda masks: b"",
                lambda: self.shows_shipped,
            )
        )
        self.done: list[str] = []
        self.told: list[str] = []
        self.deeds.done.listen(self.done.append)
        self.masks.told.listen(self.told.append)

    def names(self, text: str = "", category: str = "all", language: str = "usual") -> list[str]:
        return [mask.name for mask in self.masks.found(Wanted(text, category, language))]


@pytest.fixture
def room(desk: Desk, library: Library, tmp_path: Path, memory_keyring: MemoryKeyring) -> Room:
    return Room(desk, library, House(tmp_path, memory_keyring))


def test_ones_own_masks_come_first_then_those_in_the_language_of_the_program(room: Room) -> None:
    assert room.names() == ["翻译", "Editor", "Tutor"]
    assert room.names(language=EVERY) == ["翻译", "Editor", "Tutor", "冰箱有啥做啥"]
    assert room.names(language="zh_CN") == ["翻译", "冰箱有啥做啥"]


def test_whoever_does_not_want_the_shipped_ones_sees_their_own(room: Room) -> None:
    room.shows_shipped = False
    assert room.names(language=EVERY) == ["翻译"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("half WORDS", ["Editor"]),
        ("shorten", ["Editor"]),
        ("你是", ["翻译"]),
        ("食材", ["冰箱有啥做啥"]),
        ("ed", ["Editor"]),
        ("nothing like it", []),
    ],
)
def test_masks_are_found_by_name_by_what_they_are_about_and_by_their_words(
    room: Room, text: str, found: list[str]
) -> None:
    assert room.names(text, language=EVERY) == found


def test_who_is_called_so_comes_before_who_only_says_it(room: Room) -> None:
    room.shelf.keep([Mask("m2", "Poet", context=said("Be no tutor."), created=9)])
    assert room.names("tutor") == ["Tutor", "Poet"]


def test_favourites_come_first_and_have_a_place_of_their_own(room: Room) -> None:
    room.masks.star("en/tutor")
    assert room.names() == ["Tutor", "翻译", "Editor"]
    assert room.names(category=FAVOURITES) == ["Tutor"]
    room.masks.star("en/tutor")
    assert room.names(category=FAVOURITES) == []


def test_categories_are_those_there_are_in_their_order(room: Room) -> None:
    assert room.masks.categories("usual") == ("writing", "study", "Odd jobs")
    assert room.names(category="study") == ["Tutor"]
    assert room.names(category=MINE) == ["翻译"]


def test_a_new_mask_is_there_and_can_be_undone_and_done_again(room: Room) -> None:
    mask = replace(room.masks.new(), name="Poet")
    assert (mask.language, mask.created) == ("en", 1000)
    assert room.masks.keep(mask)
    assert room.done == ["Made the mask “Poet”"]
    room.deeds.undo()
    assert "Poet" not in room.names()
    room.deeds.redo()
    assert room.names()[0] == "Poet"


def test_an_edit_can_be_undone_and_saying_the_same_is_none(room: Room) -> None:
    assert not room.masks.keep(OWN)
    assert room.masks.keep(replace(OWN, name="Translator"))
    assert room.names()[0] == "Translator"
    room.deeds.undo()
    assert room.names()[0] == "翻译"


def test_what_is_being_written_is_kept_at_once_and_is_one_deed_in_the_end(room: Room) -> None:
    for name in ("Tr", "Transl", "Translator"):
        room.masks.jot(replace(OWN, name=name))
        assert room.shelf.masks["m1"].name == name
    assert room.done == []
    assert room.masks.keep(replace(OWN, name="Translator"))
    assert len(room.done) == 1
    room.deeds.undo()
    assert room.shelf.get("m1") == OWN


def test_what_was_begun_while_there_was_room_can_be_kept_or_thrown_away_when_there_is_room_again(room: Room) -> None:
    room.masks.jot(replace(OWN, name="Tr"))
    room.shelf.is_full = True
    for end in (room.masks.keep, room.masks.discard):
        with pytest.raises(NotWritten):
            end(replace(OWN, name="Tr"))
    room.shelf.is_full = False
    assert room.masks.keep(replace(OWN, name="Tr"))
    room.deeds.undo()
    assert room.shelf.get("m1") == OWN


def test_a_mask_that_could_not_be_put_back_for_want_of_room_is_put_back_later(room: Room) -> None:
    room.masks.jot(replace(OWN, name="Tr"))
    room.shelf.is_full = True
    with pytest.raises(NotWritten):
        room.masks.discard(OWN)
    room.shelf.is_full = False
    room.masks.discard(OWN)
    assert room.shelf.get("m1") == OWN


def test_what_was_written_back_to_what_it_was_is_no_deed(room: Room) -> None:
    room.masks.jot(replace(OWN, name="Tr"))
    assert not room.masks.keep(OWN)
    assert (room.shelf.get("m1"), room.done) == (OWN, [])


def test_a_mask_that_came_to_nothing_is_none(room: Room) -> None:
    blank = room.masks.new()
    room.masks.jot(replace(blank, name="P"))
    room.masks.discard(blank)
    assert room.shelf.get(blank.id) is None
    room.masks.jot(replace(OWN, name="P"))
    room.masks.discard(OWN)
    assert room.shelf.get("m1") == OWN


def test_a_deleted_mask_comes_back(room: Room) -> None:
    room.masks.delete(OWN)
    assert "翻译" not in room.names()
    room.deeds.undo()
    assert room.shelf.get("m1") == OWN


def test_a_duplicate_of_a_shipped_mask_is_ones_own(room: Room) -> None:
    copy = room.masks.duplicate(EDITOR)
    assert (copy.name, copy.builtin, copy.context) == ("Editor (copy)", False, EDITOR.context)
    assert room.shelf.get(copy.id) == copy
    room.deeds.undo()
    assert room.shelf.get(copy.id) is None


def test_a_conversation_with_a_mask_begins_with_all_it_says(room: Room) -> None:
    mask = replace(OWN, choice=SMALL, hides_context=True, parameters=Parameters(temperature=0.1))
    session = room.masks.begin(mask)
    head = session.conversation
    assert (head.mask, head.context, head.hides_context, head.choice) == (mask, mask.context, True, SMALL)
    session.send("Hello?", SMALL, "small")
    kept = room.desk.store.get(head.id)
    assert kept is not None
    assert (kept.mask, kept.context) == (mask, mask.context)
    assert [message.text for message in room.desk.asked[-1].messages] == ["你是翻译。", "Hello?"]
    assert room.told == []


@pytest.mark.parametrize("name", ["small", "SMALL"])
def test_a_mask_from_elsewhere_finds_its_model_by_name(room: Room, name: str) -> None:
    assert room.masks.begin(replace(OWN, model=name)).conversation.choice == SMALL
    gone = replace(OWN, choice=ModelChoice("gone", name))
    assert room.masks.begin(gone).conversation.choice == SMALL
    assert room.told == []


def test_where_its_model_is_not_there_the_usual_one_answers_and_that_is_told(room: Room) -> None:
    assert room.masks.begin(replace(OWN, model="gpt-3.5-turbo")).conversation.choice is None
    assert room.told == ["This mask asks for gpt-3.5-turbo, which is not set up here. Big one answers instead."]


def test_a_conversation_becomes_a_mask_with_or_without_what_was_said(room: Room) -> None:
    session = room.masks.begin(replace(OWN, parameters=Parameters(temperature=0.1, top_p=0.5)))
    room.desk.exchange(session, "Hello?", "Hi.")
    session.conversation = replace(session.conversation, parameters=Parameters(temperature=0.9))
    bare, whole = room.masks.from_chat(session), room.masks.from_chat(session, with_turns=True)
    assert [one.text for one in bare.context] == ["你是翻译。"]
    assert [(one.role, one.text) for one in whole.context] == [
        (Role.SYSTEM, "你是翻译。"),
        (Role.USER, "Hello?"),
        (Role.ASSISTANT, "Hi."),
    ]
    assert (bare.name, bare.avatar, bare.choice) == ("Hello?", "🌐", MODEL)
    assert bare.parameters == Parameters(temperature=0.9, top_p=0.5)
    assert room.shelf.get(bare.id) is None
    assert len({bare.id, whole.id, OWN.id, *(one.id for one in whole.context)}) == 6


def test_what_a_file_held_is_taken_at_once_and_told_with_what_was_not(room: Room) -> None:
    room.file = TakenMasks((Mask("", "A", model="gpt-9"), Mask("", "B", created=7)), nameless=1, pictures=2)
    assert room.masks.take([b""]) == ""
    assert room.done[-1].splitlines() == [
        "2 masks were taken in.",
        "1 entry without a name was left out.",
        "2 pictures could not be taken, since they are not in the file.",
        "Not set up here, so the usual model will answer: gpt-9.",
    ]
    assert {"A", "B"} <= set(room.names())
    room.deeds.undo()
    assert not {"A", "B"} & set(room.names())


def test_a_file_of_something_else_is_told_and_nothing_is_taken(room: Room) -> None:
    room.file = TakenMasks(is_readable=False)
    assert room.masks.take([b"", b""]).startswith("This file holds no masks.")
    assert room.done == []


def test_a_mask_whose_own_model_is_gone_says_who_answers(room: Room) -> None:
    room.masks.begin(replace(OWN, choice=ModelChoice("gone", "gpt-9")))
    (told,) = room.told
    assert "gpt-9" in told


def test_a_mask_that_wants_nobody_says_nothing(room: Room) -> None:
    assert room.masks.begin(OWN).conversation.choice is None
    assert room.told == []


def test_what_goes_before_in_a_mask_made_of_a_conversation_is_its_own(room: Room) -> None:
    session = room.masks.begin(EDITOR)
    made = room.masks.from_chat(session)
    assert [one.text for one in made.context] == ["Shorten it."]
    assert {one.id for one in made.context}.isdisjoint(one.id for one in EDITOR.context)


def test_a_mask_made_of_a_conversation_wants_who_answered_there_and_is_not_called_at_length(room: Room) -> None:
    session = room.masks.begin(replace(OWN, model="gpt-9"))
    room.desk.exchange(session, "word " * 40, "Fine.")
    session.rename("word " * 40)
    made = room.masks.from_chat(session)
    assert (made.choice, made.model, len(made.name)) == (MODEL, "", 60)


def test_an_answer_that_failed_is_not_said_before_everything(room: Room) -> None:
    session = room.masks.begin(OWN)
    session.send("Hello?", MODEL, "GPT")
    room.desk.say(Failed(FailureKind.QUOTA))
    assert [one.text for one in room.masks.from_chat(session, with_turns=True).context] == ["你是翻译。", "Hello?"]


def test_masks_of_a_file_keep_the_day_they_were_made(room: Room) -> None:
    room.file = TakenMasks((Mask("", "A"), Mask("", "B", created=7)))
    room.masks.take([b""])
    assert {mask.name: mask.created for mask in room.shelf.masks.values() if mask.name in "AB"} == {"A": 1000, "B": 7}


def test_a_file_in_which_no_mask_is_whole_says_so(room: Room) -> None:
    room.file = TakenMasks(nameless=1)
    assert len(room.masks.take([b""]).splitlines()) == 2
