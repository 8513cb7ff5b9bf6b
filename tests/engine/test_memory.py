"""Conversations remember what no longer goes along, in one request, when enough has gathered."""

from dataclasses import replace

import pytest

from engine.world import MODEL, Desk
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.conversation import Conversation, Memory
from nextchat_desktop.core.events import Failed, FailureKind, Finished, TextDelta, TextWasReasoning
from nextchat_desktop.core.parameters import USUAL
from nextchat_desktop.core.plan import Sayings, plan
from nextchat_desktop.core.tokens import estimate
from nextchat_desktop.core.wire import ChatRequest, Purpose
from nextchat_desktop.engine.acts import Acts
from nextchat_desktop.engine.asides import Asides
from nextchat_desktop.engine.briefing import Brief, with_nothing
from nextchat_desktop.engine.deeds import Deeds
from nextchat_desktop.engine.library import Library
from nextchat_desktop.engine.memory import MOST, Remembering
from nextchat_desktop.engine.session import Session
from nextchat_desktop.resources import resource
from nextchat_desktop.storage.memories import MemoryStore
from nextchat_desktop.words.catalogue import Words

LONG = "word " * 40
SMALL = ModelChoice("ours", "small")


class Lasting:
    """A library in which the last turn alone goes along, and what comes of that."""

    def __init__(self, desk: Desk, store: MemoryStore) -> None:
        self.desk = desk
        self.parameters = replace(USUAL, turns=1, memory_threshold=100)
        self.most = 0
        self.world = replace(desk.world, brief=self._brief, memories=store)
        self.library = Library(self.world)
        self.asides = Asides(desk.world.start_reply)
        self.present = {MODEL, SMALL}
        clock, new_id = desk.world.clock, desk.world.new_id
        self.remembering = Remembering(
            self.library, self.asides, store, lambda: "Sum up.", self.present.__contains__, clock, new_id
        )
        self.failures: list[str] = []
        self.remembering.failed.listen(self.failures.append)
        self.deeds = Deeds()
        self.acts = Acts(self.library, self.deeds, Words(resource("locales"), "en"), clock, new_id, store)
        self.session = self.library.new()

    def _brief(self, head: Conversation, path: object, memories: object, choice: ModelChoice, least: int = 0) -> Brief:
        found = plan(head, path, memories, self.parameters, Sayings("M: {}".format, with_nothing))  # type: ignore[arg-type]
        return Brief(found, self.parameters, most=self.most)

    def exchange(self, question: str = LONG, answer: str = LONG) -> None:
        self.desk.now += 10
        self.desk.exchange(self.session, question, answer)

    @property
    def summaries(self) -> list[ChatRequest]:
        return [chat for chat in self.desk.asked if chat.purpose is Purpose.MEMORY]


@pytest.fixture
def lasting(desk: Desk) -> Lasting:
    return Lasting(desk, desk.memories)


def test_nobody_is_asked_while_everything_goes_along(lasting: Lasting) -> None:
    lasting.exchange()
    assert lasting.summaries == []


def test_what_no_longer_goes_along_is_summed_up_and_goes_along_in_short(lasting: Lasting) -> None:
    lasting.exchange("First " + LONG)
    lasting.exchange()
    (asked,) = lasting.summaries
    assert asked.messages[0].text.startswith("Sum up.\n\nuser: First word")
    assert (asked.choice, asked.subject) == (MODEL, lasting.session.path[-1].id)
    lasting.desk.say(TextDelta("They spoke "), TextDelta("of words."), Finished())
    memory = lasting.session.memory
    assert memory is not None
    assert (memory.text, memory.choice) == ("They spoke of words.", MODEL)
    lasting.exchange("And now?")
    assert (
        lasting.desk.asked[-2 if lasting.summaries[1:] else -1].messages[0].text.startswith("M: They spoke of words.")
    )


def test_the_next_summary_begins_with_the_last(lasting: Lasting) -> None:
    for _ in range(2):
        lasting.exchange()
    lasting.desk.say(TextDelta("One."), Finished())
    lasting.exchange()
    assert "system: One." in lasting.summaries[1].messages[0].text
    lasting.desk.say(TextDelta("Two."), Finished())
    assert lasting.session.memory is not None
    assert lasting.session.memory.text == "Two."


def test_little_is_not_worth_a_request(lasting: Lasting) -> None:
    for _ in range(4):
        lasting.exchange("Hm?", "Hm.")
    assert lasting.summaries == []


def test_where_it_is_switched_off_nobody_is_asked(lasting: Lasting) -> None:
    lasting.parameters = replace(lasting.parameters, memory=False)
    for _ in range(4):
        lasting.exchange()
    assert lasting.summaries == []


def test_the_model_that_was_chosen_for_it_is_asked_and_who_answers_where_that_is_gone(lasting: Lasting) -> None:
    lasting.parameters = replace(lasting.parameters, memory_model=SMALL)
    for _ in range(2):
        lasting.exchange()
    lasting.desk.say(Finished())
    lasting.present.discard(SMALL)
    for _ in range(2):
        lasting.exchange()
    assert [chat.choice for chat in lasting.summaries] == [SMALL, MODEL]


def test_a_failure_is_told_and_it_is_asked_again_only_when_as_much_again_has_gathered(lasting: Lasting) -> None:
    lasting.exchange()
    lasting.exchange("Hm?", "Hm.")
    lasting.desk.say(Failed(FailureKind.NETWORK))
    assert lasting.failures == [lasting.session.conversation.id]
    lasting.exchange("Hm?", "Hm.")
    lasting.exchange()
    assert len(lasting.summaries) == 1
    lasting.exchange("Hm?", "Hm.")
    assert len(lasting.summaries) == 2


def test_more_than_fits_is_summed_up_bit_by_bit(lasting: Lasting) -> None:
    for number in range(3):
        lasting.exchange(f"{number} " + "word " * MOST, "Hm.")
    assert 0 < len(lasting.summaries[0].messages[0].text) < MOST


def test_who_stops_an_answer_wants_no_other_request_in_its_place(lasting: Lasting) -> None:
    lasting.exchange()
    lasting.session.send(LONG, MODEL, "GPT")
    lasting.desk.say(TextDelta(LONG))
    lasting.session.stop()
    assert lasting.summaries == []


def test_a_summary_that_the_disk_does_not_take_is_not_asked_for_again_with_every_answer(lasting: Lasting) -> None:
    lasting.exchange()
    lasting.exchange("Hm?", "Hm.")
    lasting.desk.fill_disk()
    lasting.desk.say(TextDelta("They spoke. " * 2000), Finished())
    lasting.desk.free_disk()
    assert lasting.session.memory is None
    lasting.exchange("Hm?", "Hm.")
    assert len(lasting.summaries) == 1


def test_two_are_never_asked_for_at_once(lasting: Lasting) -> None:
    for _ in range(5):
        lasting.exchange()
    assert len(lasting.summaries) == 1


def test_a_conversation_deleted_meanwhile_remembers_nothing(lasting: Lasting) -> None:
    for _ in range(2):
        lasting.exchange()
    lasting.library.delete(lasting.session.conversation.id)
    lasting.desk.say(TextDelta("They spoke."), Finished())
    assert lasting.session.memories == ()


@pytest.mark.parametrize("act", ["delete", "reword"])
def test_what_was_taken_back_while_it_was_being_summed_up_is_not_remembered(lasting: Lasting, act: str) -> None:
    for _ in range(2):
        lasting.exchange()
    lasting.desk.now += 10
    question = lasting.session.path[0].id
    if act == "delete":
        lasting.acts.delete(lasting.session, [question])
    else:
        lasting.acts.reword(lasting.session, question, "Something else")
    lasting.desk.now += 10
    lasting.desk.say(TextDelta("They spoke of a secret."), Finished())
    assert lasting.session.memory is None


def test_after_a_memory_was_made_an_earlier_failure_no_longer_counts(lasting: Lasting) -> None:
    for _ in range(2):
        lasting.exchange()
    lasting.desk.say(Failed(FailureKind.NETWORK))
    lasting.exchange()
    lasting.desk.say(TextDelta("One."), Finished())
    lasting.exchange()
    assert len(lasting.summaries) == 3


def test_of_what_is_summed_up_bit_by_bit_the_rest_is_still_gathered(lasting: Lasting) -> None:
    lasting.parameters = replace(lasting.parameters, turns=0, memory_threshold=MOST)
    for number in range(2):
        lasting.exchange(f"{number} " + "word " * (MOST // 2), "Hm.")
    lasting.desk.say(TextDelta(" They spoke. "), Finished())
    memory = lasting.session.memory
    assert memory is not None
    assert (memory.text, memory.through) == ("They spoke.", lasting.session.path[1].id)


def test_a_memory_made_behind_a_divider_counts_as_long_as_that_is_there(lasting: Lasting) -> None:
    lasting.exchange()
    lasting.acts.clear(lasting.session)
    for _ in range(2):
        lasting.exchange()
    lasting.desk.say(TextDelta("They spoke."), Finished())
    assert _remembered(lasting.session) == "They spoke."
    lasting.acts.unclear(lasting.session)
    assert _remembered(lasting.session) == ""


def test_a_memory_that_the_disk_does_not_take_is_told(lasting: Lasting) -> None:
    told: list[str] = []
    lasting.library.not_kept.listen(told.append)
    for _ in range(2):
        lasting.exchange()
    lasting.desk.database.execute("PRAGMA query_only = ON")
    lasting.desk.say(TextDelta("They spoke."), Finished())
    assert (len(told), lasting.session.memory) == (1, None)


def test_an_answer_of_spaces_is_no_memory(lasting: Lasting) -> None:
    for _ in range(2):
        lasting.exchange()
    lasting.desk.say(TextDelta(" \n"), Finished())
    assert (lasting.session.memory, len(lasting.failures)) == (None, 1)


def test_thoughts_that_were_taken_for_words_are_not_remembered(lasting: Lasting) -> None:
    for _ in range(2):
        lasting.exchange()
    lasting.desk.say(TextDelta("Hm, what was it"), TextWasReasoning(), TextDelta("They spoke."), Finished())
    assert _remembered(lasting.session) == "They spoke."


def test_a_message_longer_than_all_that_is_summed_up_keeps_its_beginning_and_its_end(lasting: Lasting) -> None:
    lasting.exchange("Alpha " + "word " * (5 * MOST) + "Omega", "Hm.")
    lasting.exchange("Hm?", "Hm.")
    said = lasting.summaries[0].messages[0].text
    assert len(said) < 2 * MOST
    assert "Alpha" in said
    assert "Omega" in said


def test_words_of_the_person_count_and_can_be_taken_back(lasting: Lasting) -> None:
    for _ in range(2):
        lasting.exchange()
    lasting.desk.say(TextDelta("They spoke."), Finished())
    assert lasting.acts.remember(lasting.session, "I am Ada.")
    assert _remembered(lasting.session) == "I am Ada."
    lasting.deeds.undo()
    assert _remembered(lasting.session) == "They spoke."
    lasting.deeds.redo()
    assert _remembered(lasting.session) == "I am Ada."


def test_what_was_forgotten_is_not_summed_up_again(lasting: Lasting) -> None:
    for _ in range(2):
        lasting.exchange()
    lasting.desk.say(TextDelta("They spoke."), Finished())
    lasting.acts.remember(lasting.session, "")
    lasting.exchange("Hm?", "Hm.")
    assert len(lasting.summaries) == 2
    assert "They spoke." not in lasting.summaries[1].messages[0].text


def test_a_fork_remembers_what_lies_before_it(lasting: Lasting) -> None:
    for _ in range(2):
        lasting.exchange()
    lasting.desk.say(TextDelta("They spoke."), Finished())
    fork = lasting.acts.fork(lasting.session, lasting.session.path[-1].id)
    assert _remembered(fork) == "They spoke."
    early = lasting.acts.fork(lasting.session, lasting.session.path[0].id)
    assert early.memory is None


def _remembered(session: Session) -> str:
    memory: Memory | None = session.memory
    return memory.text if memory else ""


def test_what_a_person_writes_of_words_they_changed_since_counts(lasting: Lasting) -> None:
    for _ in range(2):
        lasting.exchange()
    lasting.desk.say(TextDelta("They spoke."), Finished())
    lasting.desk.now += 10
    lasting.acts.remember(lasting.session, "I am Ada.")
    (_, mine) = lasting.session.memories
    assert (mine.created, mine.choice) == (lasting.desk.now, None)


def test_a_divider_on_another_branch_is_none_of_what_is_remembered_here(lasting: Lasting) -> None:
    lasting.exchange()
    lasting.acts.clear(lasting.session)
    lasting.acts.answer_again(lasting.session, lasting.session.path[-1].id, MODEL, "GPT")
    lasting.desk.say(TextDelta(LONG), Finished())
    lasting.exchange()
    lasting.desk.say(TextDelta("They spoke."), Finished())
    assert _remembered(lasting.session) == "They spoke."


def test_what_is_summed_up_leaves_room_where_little_may_go_along(lasting: Lasting) -> None:
    lasting.most = 300
    for _ in range(4):
        lasting.exchange()
    assert 0 < estimate(lasting.summaries[0].messages[0].text) <= 200
