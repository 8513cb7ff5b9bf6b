"""What is sent for a question, and what stays here."""

from dataclasses import replace

from nextchat_desktop.core.conversation import Conversation, Memory
from nextchat_desktop.core.messages import Message, Role, State
from nextchat_desktop.core.parameters import USUAL, Parameters
from nextchat_desktop.core.parts import Picture, Text
from nextchat_desktop.core.plan import PICTURE_TOKENS, Plan, Sayings, Source, plan, weight
from nextchat_desktop.core.templates import with_input

HEAD = Conversation("c")
SAYINGS = Sayings("Remember: {}".format, lambda template, said, at: with_input(template, said, {"time": str(at)}))


def said(id: str, role: Role, text: str, **more: object) -> Message:
    return replace(Message(id, role, (Text(text),)), **more)  # type: ignore[arg-type]


def talk(count: int) -> list[Message]:
    """So many questions with their answers, q1, a1, q2 …, and the question that is asked now."""
    turns = [
        said(f"{letter}{number}", role, f"{letter}{number}", created=10 * number)
        for number in range(1, count + 1)
        for letter, role in (("q", Role.USER), ("a", Role.ASSISTANT))
    ]
    return [*turns, said("now", Role.USER, "now", created=1000)]


def planned(
    path: list[Message], head: Conversation = HEAD, memories: tuple[Memory, ...] = (), most: int = 0, **says: object
) -> Plan:
    return plan(head, path, memories, replace(USUAL, **says), SAYINGS, most)  # type: ignore[arg-type]


def texts(of: Plan) -> list[str]:
    return [message.text for message in of.messages]


def test_all_that_was_said_goes_along_where_nobody_says_anything() -> None:
    assert texts(planned(talk(2))) == ["q1", "a1", "q2", "a2", "now"]
    assert planned(talk(2)).left_out == ()


def test_the_last_turns_go_along_each_whole() -> None:
    found = planned(talk(3), turns=1)
    assert texts(found) == ["q3", "a3", "now"]
    assert [message.id for message in found.left_out] == ["q1", "a1", "q2", "a2"]


def test_the_question_goes_even_where_nothing_else_may() -> None:
    assert texts(planned(talk(3), turns=0)) == ["now"]
    assert texts(planned(talk(3), most=1)) == ["now"]


def test_a_budget_is_never_gone_beyond_by_a_turn() -> None:
    path = [*talk(1)[:-1], said("q2", Role.USER, "x" * 400), said("a2", Role.ASSISTANT, "y" * 400), talk(0)[0]]
    room = sum(map(weight, path)) - weight(path[0])
    assert texts(planned(path, most=room)) == ["x" * 400, "y" * 400, "now"]


def test_a_turn_that_is_too_long_ends_what_goes_along_though_older_ones_would_fit() -> None:
    path = [*talk(1)[:-1], said("q2", Role.USER, "x" * 4000), said("a2", Role.ASSISTANT, "y"), talk(0)[0]]
    assert texts(planned(path, most=100)) == ["now"]


def test_pictures_weigh() -> None:
    seen = replace(said("q", Role.USER, "look"), parts=(Text("look"), Picture("b", "image/png")))
    assert weight(seen) == PICTURE_TOKENS + weight(said("q", Role.USER, "look"))


def test_each_picture_weighs() -> None:
    two = replace(said("q", Role.USER, "look"), parts=(Picture("b", "image/png"), Picture("c", "image/png")))
    assert weight(two) == 2 * PICTURE_TOKENS


def test_a_budget_is_used_up_to_its_last_token() -> None:
    path = talk(1)
    room = sum(map(weight, path))
    assert [len(planned(path, most=most).pieces) for most in (room, room - 1)] == [3, 1]


def test_what_stands_before_and_around_the_turns_takes_of_the_budget() -> None:
    path, memory = talk(2), (Memory("m", "a1", "They met. " * 20, 900),)
    room = sum(map(weight, path))
    assert texts(planned(path, most=room)) == ["q1", "a1", "q2", "a2", "now"]
    assert texts(planned(path, most=room, system="Hi")) == ["Hi", "q2", "a2", "now"]
    assert texts(planned(path, most=room, template="x" * 40 + "{{input}}"))[1:] == []
    assert len(planned(path, memories=memory, most=room - 1).pieces) == 2


def test_a_question_that_got_no_answer_goes_along_with_the_next() -> None:
    empty = Message("f", Role.ASSISTANT, state=State.FAILED)
    path = [said("q1", Role.USER, "q1"), empty, *talk(0)]
    assert texts(planned(path, turns=0)) == ["q1", "now"]


def test_what_says_nothing_is_not_sent_before_everything_either() -> None:
    head = replace(HEAD, context=(said("m", Role.SYSTEM, " "), said("n", Role.SYSTEM, "You are Ann.")))
    assert texts(planned(talk(0), head)) == ["You are Ann.", "now"]


def test_a_memory_of_nothing_but_spaces_is_not_sent() -> None:
    assert texts(planned(talk(3), memories=(Memory("m", "a2", " \n", 900),), turns=0)) == ["now"]


def test_a_divider_on_another_branch_takes_no_memory_away() -> None:
    memory = (Memory("m", "a2", "They met.", 900),)
    assert planned(talk(3), replace(HEAD, cleared="elsewhere"), memory, turns=0).memory is not None


def test_a_template_is_around_words_and_leaves_pictures_behind_them() -> None:
    picture = Picture("b", "image/png")
    words = replace(said("q", Role.USER, "look"), parts=(picture, Text("look")))
    (sent,) = planned([words], template="Say: {{input}}").messages
    assert sent.parts == (Text("Say: look"), picture)
    (alone,) = planned([replace(words, parts=(picture,))], template="Say: {{input}}").messages
    assert alone.parts == (picture,)


def test_instructions_come_first_then_the_context_of_the_mask_then_what_was_said() -> None:
    head = replace(HEAD, context=(said("m", Role.ASSISTANT, "Ahoy!"),))
    found = planned(talk(1), head, system="Be brief.")
    assert [piece.source for piece in found.pieces] == [Source.SYSTEM, Source.CONTEXT, *[Source.TURN] * 3]
    assert [message.role for message in found.messages[:2]] == [Role.SYSTEM, Role.ASSISTANT]


def test_all_that_is_said_in_the_name_of_the_system_comes_first_since_some_servers_want_that() -> None:
    head = replace(HEAD, context=(said("s", Role.SYSTEM, "You are Ann."), said("m", Role.ASSISTANT, "Ahoy!")))
    found = planned(talk(2), head, (Memory("m", "a2", "They met.", 900),), turns=0)
    assert texts(found) == ["You are Ann.", "Remember: They met.", "Ahoy!", "now"]


def test_an_empty_instruction_is_none() -> None:
    assert texts(planned(talk(0), system=" \n")) == ["now"]


def test_nothing_is_sent_from_above_where_the_context_was_cleared() -> None:
    found = planned(talk(2), replace(HEAD, cleared="a1"))
    assert texts(found) == ["q2", "a2", "now"]
    assert found.left_out == ()


def test_a_question_that_is_only_being_typed_has_no_id_and_goes_all_the_same() -> None:
    path = [*talk(1)[:-1], said("", Role.USER, "typed")]
    assert texts(planned(path)) == ["q1", "a1", "typed"]


def test_clearing_on_another_branch_changes_nothing_here() -> None:
    assert texts(planned(talk(1), replace(HEAD, cleared="elsewhere"))) == ["q1", "a1", "now"]


def test_context_stays_cleared_where_the_message_at_the_divider_was_deleted() -> None:
    path = talk(2)
    path[1] = replace(path[1], deleted=5)
    assert texts(planned(path, replace(HEAD, cleared="a1"))) == ["q2", "a2", "now"]


def test_neither_what_was_deleted_nor_what_is_only_arriving_is_sent() -> None:
    path = talk(2)
    path[0] = replace(path[0], deleted=5)
    path[3] = replace(path[3], state=State.STREAMING)
    assert texts(planned(path)) == ["a1", "q2", "now"]


def test_a_memory_goes_along_in_place_of_what_it_covers() -> None:
    found = planned(talk(4), memories=(Memory("m", "a2", "They met.", 900),), turns=1)
    assert texts(found) == ["Remember: They met.", "q4", "a4", "now"]
    assert [message.id for message in found.left_out] == ["q3", "a3"]


def test_a_memory_stays_here_where_everything_goes_along_anyway() -> None:
    found = planned(talk(2), memories=(Memory("m", "a1", "They met.", 900),))
    assert (texts(found), found.memory) == (["q1", "a1", "q2", "a2", "now"], None)


def test_of_several_memories_the_one_counts_that_reaches_farthest() -> None:
    memories = (Memory("new", "a1", "short", 950), Memory("old", "a2", "long", 900))
    assert texts(planned(talk(3), memories=memories, turns=0))[0] == "Remember: long"


def test_of_two_that_reach_as_far_the_newer_counts() -> None:
    memories = (Memory("mine", "a2", "mine", 950), Memory("old", "a2", "theirs", 900))
    assert texts(planned(talk(3), memories=memories, turns=0))[0] == "Remember: mine"


def test_a_memory_of_another_branch_is_none() -> None:
    assert texts(planned(talk(3), memories=(Memory("m", "b2", "no", 900),), turns=0)) == ["now"]


def test_a_memory_counts_no_more_when_something_in_it_was_changed_or_deleted_since() -> None:
    memories = (Memory("m", "a2", "They met.", 900),)
    for touched in ("edited", "deleted"):
        path = talk(3)
        path[1] = replace(path[1], **{touched: 901})  # type: ignore[arg-type]
        assert planned(path, memories=memories, turns=0).memory is None
        path[1] = replace(path[1], **{touched: 899})  # type: ignore[arg-type]
        assert planned(path, memories=memories, turns=0).memory is not None


def test_a_memory_counts_no_more_when_the_context_was_cleared_behind_it_and_again_when_it_was_not() -> None:
    memory = (Memory("m", "a1", "They met.", 900),)
    assert planned(talk(3), replace(HEAD, cleared="a1"), memory, turns=0).memory is None
    assert planned(talk(3), HEAD, memory, turns=0).memory is not None


def test_a_memory_that_begins_at_a_divider_is_none_when_that_is_gone() -> None:
    memory = (Memory("m", "a2", "They met.", 900, since="a1"),)
    assert planned(talk(3), replace(HEAD, cleared="a1"), memory, turns=0).memory is not None
    assert planned(talk(3), HEAD, memory, turns=0).memory is None


def test_what_was_forgotten_is_neither_sent_nor_gathered_again() -> None:
    found = planned(talk(3), memories=(Memory("m", "a2", "", 900),), turns=0)
    assert texts(found) == ["now"]
    assert [message.id for message in found.left_out] == ["q3", "a3"]


def test_without_memory_none_goes_along() -> None:
    found = planned(talk(3), memories=(Memory("m", "a2", "They met.", 900),), turns=0, memory=False)
    assert texts(found) == ["now"]


def test_a_template_is_around_each_question_with_its_own_time_and_around_no_answer() -> None:
    found = planned(talk(1), template="[{{time}}] {{ input }}")
    assert texts(found) == ["[10] q1", "a1", "[1000] now"]


def test_a_template_without_a_place_for_the_question_has_it_at_its_end() -> None:
    assert texts(planned(talk(0), template="In French:")) == ["In French:\nnow"]


def test_what_a_person_types_is_never_taken_for_a_template() -> None:
    path = [said("now", Role.USER, "What is {{time}}?")]
    assert texts(planned(path, template="Say: {{input}}")) == ["Say: What is {{time}}?"]


def test_a_level_says_only_what_it_says() -> None:
    own, mask = Parameters(temperature=0.0), Parameters(temperature=1.0, top_p=0.5)
    assert own.over(mask) == Parameters(temperature=0.0, top_p=0.5)
    assert own.said == ("temperature",)
    assert not Parameters()
