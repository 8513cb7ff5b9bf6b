"""What the settings say of the parameters, and that it can be left open."""

import pytest

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.parameter_table import PARAMETERS
from nextchat_desktop.core.parameters import NOTHING_SAID, Parameters
from nextchat_desktop.settings.saying import keep_parameters, parameters_in
from nextchat_desktop.settings.store import Settings
from settings.test_store import Paper

EVERYTHING = Parameters(
    temperature=0.3,
    top_p=1,
    max_tokens=4096,
    presence_penalty=-1.5,
    frequency_penalty=0,
    reasoning_effort="none",
    reasoning_budget=0,
    stop=("END", "two\nlines"),
    seed=0,
    json_mode=False,
    size="16:9",
    quality="hd",
    style="vivid",
    background="opaque",
    system="Be brief.",
    template="{{input}}!",
    turns=0,
    budget=5000,
    memory=False,
    memory_threshold=500,
    memory_model=ModelChoice("a", "maker/model"),
)


def test_at_first_everything_is_left_open() -> None:
    assert parameters_in(Settings(Paper())) == NOTHING_SAID


def test_what_is_said_is_there_at_the_next_start_and_can_be_left_open_again() -> None:
    assert len(EVERYTHING.said) == len(PARAMETERS)
    paper = Paper()
    keep_parameters(Settings(paper), EVERYTHING)
    again = Settings(paper)
    assert parameters_in(again) == EVERYTHING
    keep_parameters(again, NOTHING_SAID)
    assert (paper.text, parameters_in(again)) == ("", NOTHING_SAID)


@pytest.mark.parametrize("text", ['"chat.temperature" = 7', '"chat.stop" = "END"', "[chat]\nturns = -1"])
def test_what_cannot_be_is_as_if_it_were_left_open(text: str) -> None:
    assert parameters_in(Settings(Paper(text))) == NOTHING_SAID
