"""Every parameter has its row, its words and its limits."""

from dataclasses import fields

import pytest

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.parameter_table import BY_NAME, PARAMETERS, Parameter, checked
from nextchat_desktop.core.parameters import USUAL, Parameters
from nextchat_desktop.resources import resource
from nextchat_desktop.words.catalogue import Words

WORDS = [Words(resource("locales"), language) for language in ("en", "zh_CN")]


def test_each_parameter_has_one_row() -> None:
    assert sorted(one.name for one in PARAMETERS) == sorted(one.name for one in fields(Parameters))


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("one", PARAMETERS, ids=lambda one: str(one.name))
def test_each_is_called_something_and_says_what_it_does(one: Parameter, words: Words) -> None:
    ids = [f"parameter.{one.name}.{part}" for part in ("label", "help", *one.values, *one.named.values())]
    ids += [f"parameter.{one.name}.warning"] if one.hot is not None else []
    assert all(words(id) != id for id in (*ids, f"parameter.group.{one.group}"))


@pytest.mark.parametrize("name", USUAL.said)
def test_what_counts_usually_is_a_value_that_can_be_said(name: str) -> None:
    assert BY_NAME[name].fits(getattr(USUAL, name))


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("temperature", (0, 0.3, 2), (-0.1, 2.1, "1", True, None)),
        ("max_tokens", (1, 4096), (0, 1.5, "9", True)),
        ("presence_penalty", (-2, 2), (-2.1, 3)),
        ("reasoning_effort", ("none", "xhigh"), ("", "much", 1)),
        ("size", ("1024x1024", "16:9"), ("", 3)),
        ("stop", ((), ("a", "b")), ("a", (1,), ["a"])),
        ("json_mode", (True, False), (1, "")),
        ("memory_model", (ModelChoice("a", "b"),), ("a/b",)),
    ],
)
def test_what_fits_and_what_does_not(name: str, good: tuple[object, ...], bad: tuple[object, ...]) -> None:
    assert [BY_NAME[name].fits(value) for value in good] == [True] * len(good)
    assert [BY_NAME[name].fits(value) for value in bad] == [False] * len(bad)


def test_of_what_was_written_elsewhere_only_what_fits_is_taken() -> None:
    assert checked({"temperature": 9, "top_p": 0.5, "unheard_of": 1}) == Parameters(top_p=0.5)


def test_only_a_temperature_above_one_warns() -> None:
    warns = BY_NAME["temperature"].warns
    assert (warns(1), warns(1.1), warns(None), BY_NAME["top_p"].warns(5)) == (False, True, False, False)
