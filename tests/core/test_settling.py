"""A conversation from elsewhere stands here with ids of its own, no gaps or circles, and all that was said."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from nextchat_desktop.core.context import path_to
from nextchat_desktop.core.conversation import Conversation, Memory
from nextchat_desktop.core.found import FoundConversation
from nextchat_desktop.core.messages import Message, Role, State
from nextchat_desktop.core.parts import Text
from nextchat_desktop.core.settling import own_id, settled

NOW = 1_700_000_000_000


def message(id: str, parent: str | None = None, created: int = 0, state: State = State.COMPLETE) -> Message:
    return Message(id, Role.USER, (Text(id),), parent, created, state)


def found(*messages: Message, **head: object) -> FoundConversation:
    return FoundConversation(replace(Conversation("c"), **head), messages)  # type: ignore[arg-type]


def way(conversation: FoundConversation, to: str | None) -> list[str]:
    return [one.text for one in path_to(to, {one.id: one for one in conversation.messages})]


def texts(conversation: FoundConversation) -> list[str]:
    return way(conversation, conversation.head.leaf)


def test_the_same_conversation_gets_the_same_ids_every_time() -> None:
    one = found(message("a"), message("b", "a"))
    assert settled(one, "nextchat", NOW) == settled(one, "nextchat", NOW)


def test_the_same_ids_in_another_program_are_another_conversation() -> None:
    one = found(message("a"))
    here, there = settled(one, "nextchat", NOW), settled(one, "claude", NOW)
    assert here.head.id != there.head.id
    assert here.messages[0].id != there.messages[0].id


def test_names_that_run_together_differently_are_different() -> None:
    assert own_id("ab", "c") != own_id("a", "bc")


def test_what_this_program_wrote_keeps_its_ids() -> None:
    one = replace(found(message("a"), message("b", "a"), leaf="b"), is_ours=True)
    stands = settled(one, "own", NOW)
    assert (stands.head.id, stands.head.leaf, [m.id for m in stands.messages]) == ("c", "b", ["a", "b"])


def test_branches_hang_where_they_hung() -> None:
    stands = settled(found(message("q"), message("a1", "q"), message("a2", "q"), leaf="a1"), "x", NOW)
    question, first, second = stands.messages
    assert first.parent == second.parent == question.id
    assert texts(stands) == ["q", "a1"]


def test_the_last_message_is_read_where_nothing_is_said_of_it() -> None:
    assert texts(settled(found(message("q"), message("a", "q"), leaf="gone"), "x", NOW)) == ["q", "a"]


def test_two_messages_under_one_id_are_two() -> None:
    twice = found(message("a"), replace(message("a"), parts=(Text("other"),)))
    stands = settled(twice, "x", NOW)
    assert [one.text for one in stands.messages] == ["a", "other"]
    assert len({one.id for one in stands.messages}) == 2


def test_a_circle_is_cut_and_everybody_in_it_is_there() -> None:
    stands = settled(found(message("a", "c"), message("b", "a"), message("c", "b"), message("d", "d")), "x", NOW)
    assert len(stands.messages) == 4
    for one in stands.messages:
        assert way(stands, one.id)[-1] == one.text


def test_what_hangs_on_nothing_begins_a_branch() -> None:
    assert settled(found(message("a", "nowhere")), "x", NOW).messages[0].parent is None


def test_a_time_that_is_not_known_is_that_of_the_message_before() -> None:
    some = found(message("a"), message("b", created=500), message("c"), message("d", created=900))
    assert [one.created for one in settled(some, "x", NOW).messages] == [500, 500, 500, 900]


def test_without_any_time_it_is_that_of_the_conversation_and_else_now() -> None:
    assert settled(found(message("a"), updated=77), "x", NOW).messages[0].created == 77
    assert settled(found(message("a")), "x", NOW).messages[0].created == NOW
    assert settled(found(message("a", created=-5)), "x", NOW).messages[0].created == NOW
    assert settled(found(message("a", created=1 << 60)), "x", NOW).messages[0].created == NOW


def test_the_conversation_begins_with_its_first_message_and_was_used_with_its_last() -> None:
    head = settled(found(message("a", created=500), message("b", created=900)), "x", NOW).head
    assert (head.created, head.updated) == (500, 900)


def test_nothing_goes_on_arriving_here_that_was_arriving_there() -> None:
    assert settled(found(message("a", state=State.STREAMING)), "x", NOW).messages[0].state is State.INTERRUPTED


def test_a_time_to_come_is_not_believed_and_does_not_keep_a_conversation_on_top_for_ever() -> None:
    stands = settled(found(message("a", created=500), message("b", created=4 * NOW), updated=4 * NOW), "x", NOW)
    assert [one.created for one in stands.messages] == [500, 500]
    assert stands.head.updated == 500


def test_times_are_kept_where_it_is_the_clock_here_that_is_wrong() -> None:
    stands = settled(found(message("a", created=NOW), message("b", created=NOW + 1)), "x", NOW // 100)
    assert [one.created for one in stands.messages] == [NOW, NOW + 1]


def test_a_title_has_no_signs_that_nobody_can_see() -> None:
    assert settled(found(message("a"), title="a\x00b\x1b[0m"), "x", NOW).head.title == "a b [0m"


def test_a_title_is_one_line_and_no_novel() -> None:
    title = settled(found(message("a"), title=" two\nlines " + "x" * 5000), "x", NOW).head.title
    assert title.startswith("two lines xxx")
    assert len(title) <= 300


def test_what_names_messages_names_them_by_their_new_ids() -> None:
    memory, lost = Memory("m", "b", "In short", since="a"), Memory("n", "gone", "Of nothing")
    one = replace(found(message("a"), message("b", "a"), cleared="a"), memories=(memory, lost))
    stands = settled(one, "x", NOW)
    first, second = (message.id for message in stands.messages)
    assert stands.head.cleared == first
    assert [(kept.through, kept.since, kept.text) for kept in stands.memories] == [(second, first, "In short")]


IDS = st.sampled_from("abcdef")
MESSAGES = st.lists(st.builds(message, IDS, st.none() | IDS, st.integers(-1, 1 << 60)), max_size=12)


@given(MESSAGES, st.none() | IDS)
def test_whatever_hangs_on_whatever_is_a_forest_with_everything_in_it(some: list[Message], leaf: str | None) -> None:
    stands = settled(found(*some, leaf=leaf), "x", NOW)
    assert sorted(one.text for one in stands.messages) == sorted(one.text for one in some)
    known = {one.id: one.parent for one in stands.messages}
    assert len(known) == len(some)
    for id in known:
        at, steps = known[id], 0
        while at is not None:
            at, steps = known[at], steps + 1
            assert steps <= len(known)
    assert stands.head.leaf in known or not some


def test_what_cannot_be_an_id_of_this_program_gets_another_though_the_file_claims_to_be_its_own() -> None:
    one = replace(found(message(""), message("arriving/c", ""), id="arriving/x"), is_ours=True)
    stands = settled(one, "own", NOW)
    ids = [stands.head.id, *(m.id for m in stands.messages)]
    assert all(len(id) == 32 for id in ids)
    assert texts(stands) == ["", "arriving/c"]


def test_ten_thousand_messages_without_an_id_are_ten_thousand() -> None:
    stands = settled(found(*(message("") for _ in range(10_000))), "x", NOW)
    assert len({one.id for one in stands.messages}) == 10_000
