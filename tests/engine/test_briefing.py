"""What counts of all that is said: program, model, mask, conversation, and only what the model takes."""

import pytest

from nextchat_desktop.core.capabilities import Capabilities
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import GUIDE, Connection, Model
from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.masks import Mask
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parameters import ALL_TURNS, NOTHING_SAID, OPTIONS, Parameters
from nextchat_desktop.core.parts import Text
from nextchat_desktop.engine.briefing import Brief, Briefing
from nextchat_desktop.resources import resource
from nextchat_desktop.words.catalogue import Words

OURS = ModelChoice("c", "ours")
LAB = Connection("c", "Lab", "compatible", models=(Model("ours", options={"temperature": 0.2, "top_p": 0.5}),))
UNKNOWN, PLAIN = Capabilities(), Conversation("one")
QUESTION = Message("q", Role.USER, (Text("What is tea?"),))


class Known:
    """What is known of every model here."""

    def __init__(self, can: Capabilities = UNKNOWN, keeps: bool = False) -> None:
        self._can = can
        self._keeps = keeps

    def label(self, choice: ModelChoice) -> str:
        return choice.model.title()

    def capabilities(self, choice: ModelChoice) -> Capabilities:
        return self._can

    def keeps_history(self, choice: ModelChoice) -> bool:
        return self._keeps


def briefed(
    head: Conversation = PLAIN,
    program: Parameters = NOTHING_SAID,
    accepts: frozenset[str] = frozenset(OPTIONS),
    known: Known | None = None,
    choice: ModelChoice = OURS,
    settled: frozenset[str] = frozenset(),
) -> Brief:
    words = Words(resource("locales"), "en")
    connection = {"c": LAB}.get
    briefing = Briefing(lambda: program, connection, known or Known(), words, lambda _: accepts, settled)
    return briefing(head, (QUESTION,), (), choice)


def head_of(mask: Parameters = NOTHING_SAID, own: Parameters = NOTHING_SAID) -> Conversation:
    return Conversation("one", mask=Mask("m", "Poet", parameters=mask), parameters=own)


@pytest.mark.parametrize(
    ("program", "mask", "own", "temperature"),
    [
        (NOTHING_SAID, NOTHING_SAID, NOTHING_SAID, 0.2),
        (Parameters(temperature=0.1), NOTHING_SAID, NOTHING_SAID, 0.2),
        (Parameters(temperature=0.1), Parameters(temperature=0.3), NOTHING_SAID, 0.3),
        (Parameters(temperature=0.1), Parameters(temperature=0.3), Parameters(temperature=0), 0),
    ],
)
def test_the_highest_level_that_says_something_counts(
    program: Parameters, mask: Parameters, own: Parameters, temperature: float
) -> None:
    brief = briefed(head_of(mask, own), program)
    assert (brief.options["temperature"], brief.options["top_p"]) == (temperature, 0.5)


@pytest.mark.parametrize(
    ("program", "system", "options"),
    [
        (Parameters(temperature=0.1, system="Be kind."), ["Be kind."], {"temperature": 0.1, "top_p": 0.5}),
        (NOTHING_SAID, [], {"top_p": 0.5}),
    ],
    ids=["to a value", "to being left open"],
)
def test_what_others_have_settled_no_level_above_says_otherwise(
    program: Parameters, system: list[str], options: dict[str, float]
) -> None:
    head = head_of(Parameters(temperature=0.3, system="Rhyme."), Parameters(temperature=2, system="Shout."))
    brief = briefed(head, program, settled=frozenset({"temperature", "system"}))
    assert brief.options == options
    assert [piece.message.text for piece in brief.plan.pieces] == [*system, "What is tea?"]


def test_what_the_model_does_not_take_is_kept_and_not_sent() -> None:
    own = Parameters(temperature=0.9, seed=7)
    brief = briefed(head_of(own=own), accepts=frozenset({"seed"}))
    assert brief.options == {"seed": 7}
    assert brief.parameters.temperature == 0.9


def test_a_switch_that_is_off_here_counts_over_one_that_is_on_below() -> None:
    brief = briefed(head_of(Parameters(json_mode=True, stop=("END",)), Parameters(json_mode=False, stop=())))
    assert (brief.options["json_mode"], brief.options["stop"]) == (False, ())


def test_the_system_prompt_is_off_until_somebody_writes_one_and_can_be_switched_off_again() -> None:
    def said(head: Conversation, program: Parameters) -> list[str]:
        return [piece.message.text for piece in briefed(head, program).plan.pieces]

    assert said(head_of(), NOTHING_SAID) == ["What is tea?"]
    assert said(head_of(), Parameters(system="You are {{model}}.")) == ["You are Ours.", "What is tea?"]
    assert said(head_of(own=Parameters(system="")), Parameters(system="You are {{model}}.")) == ["What is tea?"]


def test_the_template_is_put_around_what_was_asked() -> None:
    pieces = briefed(head_of(own=Parameters(template="In short: {{input}}"))).plan.pieces
    assert [piece.message.text for piece in pieces] == ["In short: What is tea?"]


def test_the_length_of_the_answer_and_what_goes_along_are_two_things() -> None:
    known = Known(Capabilities(context=100_000, output=8_000))
    assert briefed(known=known).most == 90_000 - 8_000
    assert briefed(head_of(own=Parameters(max_tokens=500)), known=known).most == 90_000 - 500
    assert briefed(head_of(own=Parameters(max_tokens=500, budget=3_000)), known=known).most == 3_000


def test_the_guide_and_servers_that_remember_by_themselves_need_no_memory() -> None:
    wish = Parameters(memory=True, turns=2)
    assert briefed(program=wish, known=Known(keeps=True)).parameters.memory is False
    guided = briefed(program=wish, choice=ModelChoice(GUIDE, GUIDE)).parameters
    assert (guided.memory, guided.turns) == (False, ALL_TURNS)


def test_an_answer_that_could_be_as_long_as_all_leaves_room_for_what_goes_along() -> None:
    assert briefed(known=Known(Capabilities(context=8_000, output=8_000))).most == 7_200 - 4_000


def test_a_template_says_the_language_as_others_write_it() -> None:
    words = Words(resource("locales"), "zh_CN")
    briefing = Briefing(lambda: Parameters(template="{{lang}}: {{input}}"), lambda id: None, Known(), words)
    assert briefing(PLAIN, (QUESTION,), (), OURS).plan.messages[0].text == "zh-CN: What is tea?"


def test_an_answer_that_goes_on_is_shown_what_it_goes_on_with_whatever_is_said() -> None:
    words = Words(resource("locales"), "en")
    briefing = Briefing(lambda: Parameters(turns=0), lambda id: None, Known(), words)
    path = (QUESTION, Message("a", Role.ASSISTANT, (Text("Tea is"),)), Message("", Role.USER, (Text("Go on."),)))
    assert len(briefing(PLAIN, path, (), OURS).plan.messages) == 1
    assert len(briefing(PLAIN, path, (), OURS, least=1).plan.messages) == 3
