"""What is done to the turns of a conversation, as a change that can be turned round."""

from dataclasses import replace

from nextchat_desktop.core import editing
from nextchat_desktop.core.changes import Change, applied
from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.editing import Tree, Wording
from nextchat_desktop.core.events import Failed, FailureKind, Usage
from nextchat_desktop.core.messages import Message, Role, State
from nextchat_desktop.core.parts import Part, Picture, Reasoning, Text

PICTURE = Picture("0" * 64, "image/png")


def said(id: str, parent: str | None, *parts: Part, **more: object) -> Message:
    role = Role.USER if id.startswith("q") else Role.ASSISTANT
    return replace(Message(id, role, parts or (Text(id),), parent), **more)  # type: ignore[arg-type]


PATH = [said("q1", None), said("a1", "q1"), said("q2", "a1"), said("a2", "q2")]


def tree(*others: Message, leaf: str = "a2", **head: object) -> Tree:
    messages = {message.id: message for message in (*PATH, *others)}
    return Tree(replace(Conversation("c", leaf=leaf), **head), messages)  # type: ignore[arg-type]


def done(tree: Tree, change: Change) -> Tree:
    head, moved = applied(change, tree.head, tree.messages)
    return Tree(head, {**tree.messages, **{message.id: message for message in moved}})


def read(tree: Tree) -> list[str]:
    return [message.text for message in tree.path if message.deleted is None]


def wanted(*turns: Message | str) -> list[Wording]:
    return [
        Wording(None, Role.USER, (Text(turn),)) if isinstance(turn, str) else Wording(turn.id, turn.role, turn.parts)
        for turn in turns
    ]


def test_what_was_deleted_already_is_not_deleted_again() -> None:
    gone = done(tree(), editing.deleted(tree(), ["q1"], 5))
    assert not editing.deleted(gone, ["q1"], 9)


def test_where_an_answer_with_siblings_is_deleted_the_newest_of_them_is_read() -> None:
    there = tree(said("b2", "q2"), said("c2", "q2"))
    assert read(done(there, editing.deleted(there, ["a2"], 5)))[-1] == "c2"


def test_a_branch_that_is_restored_is_read() -> None:
    there = tree(said("b1", "q1", deleted=5), said("q3", "b1"))
    assert read(done(there, editing.restored(there, ["b1"]))) == ["q1", "b1", "q3"]


def test_of_several_branches_that_are_restored_the_last_is_read() -> None:
    there = tree(said("b1", "q1", deleted=5), said("c1", "q1", deleted=5))
    assert read(done(there, editing.restored(there, ["b1", "c1"]))) == ["q1", "c1"]


def test_what_is_restored_on_the_branch_being_read_leads_nowhere_else() -> None:
    there = tree(said("b2", "q2"))
    gone = done(there, editing.deleted(there, ["q1"], 5))
    assert read(done(gone, editing.restored(gone, ["q1"]))) == ["q1", "a1", "q2", "a2"]


def test_to_clear_once_more_without_a_word_between_sends_everything_again() -> None:
    once = done(tree(), editing.cleared(tree()))
    assert once.head.cleared == "a2"
    assert done(once, editing.cleared(once)).head.cleared is None
    assert done(once, editing.uncleared(once)).head.cleared is None


def test_to_clear_again_after_more_was_said_moves_the_divider() -> None:
    assert done(tree(cleared="a1"), editing.cleared(tree(cleared="a1"))).head.cleared == "a2"


def test_what_is_pinned_stands_behind_what_was_pinned_before_and_without_thoughts() -> None:
    there = tree(said("t", "a2", Reasoning("Hm."), Text("Yes."), PICTURE), leaf="t", context=(PATH[0],))
    assert editing.pinned(there, "t", "new").after.context == (
        PATH[0],
        Message("new", Role.ASSISTANT, (Text("Yes."), PICTURE)),
    )


def test_what_goes_before_can_be_hidden() -> None:
    assert editing.with_context(tree(), (PATH[0],), hidden=True).after.hides_context


def test_a_copy_leaves_out_what_was_deleted_and_knows_what_became_of_each() -> None:
    gone = done(tree(), editing.deleted(tree(), ["q1", "q2"], 5))
    copies, became = editing.copied(gone, "a2", ["1", "2", "3", "4"])
    assert [(one.id, one.parent, one.text) for one in copies] == [("1", None, "a1"), ("2", "1", "a2")]
    assert became == {"a1": "1", "q2": "1", "a2": "2"}


def test_a_rewriting_that_says_the_same_is_none() -> None:
    assert not editing.rewritten(tree(), wanted(*PATH), ["1", "2", "3", "4"], 9)


def test_more_turns_at_the_end_go_on_where_the_branch_ended() -> None:
    after = done(tree(), editing.rewritten(tree(), wanted(*PATH, "More"), list("12345"), 9))
    assert [message.id for message in after.path] == ["q1", "a1", "q2", "a2", "1"]


def test_a_shorter_branch_is_one_of_its_own_beside_the_longer() -> None:
    after = done(tree(), editing.rewritten(tree(), wanted(*PATH[:2]), ["1", "2"], 9))
    assert [(message.id, message.text) for message in after.path] == [("q1", "q1"), ("1", "a1")]
    assert after.messages["a2"] == PATH[3]


def test_without_any_turn_all_are_deleted() -> None:
    assert read(done(tree(), editing.rewritten(tree(), [], [], 9))) == []


def test_the_divider_stays_where_it_was_in_a_branch_that_is_written_anew() -> None:
    change = editing.rewritten(tree(cleared="a1"), wanted("First", PATH[1], PATH[2]), list("123"), 9)
    assert change.after.cleared == "2"


def test_a_divider_whose_turn_is_gone_stands_behind_the_one_before_it() -> None:
    change = editing.rewritten(tree(cleared="a1"), wanted(PATH[0], PATH[2]), list("12"), 9)
    assert change.after.cleared == "q1"


def test_a_divider_of_another_branch_is_left_alone() -> None:
    assert editing.rewritten(tree(cleared="b9"), wanted("New"), ["1"], 9).after.cleared == "b9"


def test_a_turn_of_other_words_has_not_cost_what_the_first_did_and_has_not_failed() -> None:
    told = replace(PATH[3], usage=Usage(1, 2), state=State.INTERRUPTED, failure=Failed(FailureKind.INTERRUPTED))
    there = tree(told)
    wording = Wording("a2", Role.ASSISTANT, (Text("Mine"),))
    ((_, new),) = editing.rewritten(there, [*wanted(*PATH[:3]), wording], ["1"], 9).messages
    assert (new.usage, new.failure, new.state, new.edited) == (None, None, State.COMPLETE, 9)
    ((_, copy),) = editing.rewritten(there, wanted(*PATH[:2], told), ["1"], 9).messages
    assert (copy.usage, copy.state, copy.edited) == (Usage(1, 2), State.INTERRUPTED, None)


def test_new_words_stand_where_the_old_ones_did_and_what_else_there_is_stays() -> None:
    parts = (Reasoning("Hm."), Text("a"), PICTURE, Text("b"))
    assert editing.with_text(parts, "new") == (Reasoning("Hm."), Text("new"), PICTURE)
    assert editing.with_text(parts, "") == (Reasoning("Hm."), PICTURE)
    assert editing.with_text((PICTURE,), "new") == (PICTURE, Text("new"))


def test_new_words_and_earlier_ones_are_known_by_when_they_were_written() -> None:
    ((_, new),) = editing.reworded(tree(), "q1", "Other", 7).messages
    ((_, old),) = editing.with_parts(tree(), "q1", (Text("q1 once"),), 8).messages
    assert (new.text, new.edited, old.text, old.edited) == ("Other", 7, "q1 once", 8)


def test_who_has_gone_on_meanwhile_is_not_led_away() -> None:
    there = tree(said("b2", "q2"))
    turn = editing.turned(there, "b2")
    went_on = Tree(replace(there.head, leaf="q3"), {**there.messages, "q3": said("q3", "a2")})
    assert done(went_on, turn).head.leaf == "q3"
    assert done(there, turn).head.leaf == "b2"


def test_what_is_undone_leaves_alone_what_else_has_become_of_a_message() -> None:
    change = editing.deleted(tree(), ["a1"], 5)
    reworded = replace(PATH[1], parts=(Text("Otherwise"),), deleted=5)
    back = change.back(9)
    assert applied(back, tree().head, {**tree().messages, "a1": reworded})[1] == (replace(reworded, deleted=None),)


def test_a_message_that_another_window_has_erased_is_there_again() -> None:
    change = editing.reworded(tree(), "a2", "Other", 7)
    left = {id: message for id, message in tree().messages.items() if id != "a2"}
    assert [message.text for message in applied(change, tree().head, left)[1]] == ["Other"]
