"""The masks and prompts that come with the program: enough of them, whole, and written in each language by itself."""

import re
import tomllib
from typing import Any

import pytest

from nextchat_desktop.core.templates import names
from nextchat_desktop.resources import resource
from nextchat_desktop.words.languages import SHIPPED_IN

CATEGORIES = {"writing", "code", "study", "work", "life", "play"}
HAN = re.compile(r"[\u4e00-\u9fff]")


def read(kind: str, language: str) -> list[dict[str, Any]]:
    with (resource(f"{kind}s") / f"{language}.toml").open("rb") as file:
        found: list[dict[str, Any]] = tomllib.load(file)[kind]
    return found


@pytest.mark.parametrize("language", SHIPPED_IN)
def test_there_are_masks_for_every_day_in_every_category(language: str) -> None:
    masks = read("mask", language)
    assert len(masks) >= 24
    assert {mask["category"] for mask in masks} == CATEGORIES
    assert len({mask["id"] for mask in masks}) == len({mask["name"] for mask in masks}) == len(masks)


@pytest.mark.parametrize("language", SHIPPED_IN)
def test_every_mask_says_who_it_is_and_what_is_expected_of_it(language: str) -> None:
    for mask in read("mask", language):
        assert mask["avatar"], mask["id"]
        assert 0 < len(mask["about"]) <= 60, mask["id"]
        assert all(one["role"] in ("system", "user", "assistant") for one in mask["context"]), mask["id"]
        assert sum(len(one["text"]) for one in mask["context"]) > 100, mask["id"]


@pytest.mark.parametrize("language", SHIPPED_IN)
def test_there_are_prompts_enough_to_look_among(language: str) -> None:
    prompts = read("prompt", language)
    assert len(prompts) >= 60
    assert len({prompt["id"] for prompt in prompts}) == len({prompt["title"] for prompt in prompts}) == len(prompts)


@pytest.mark.parametrize("language", SHIPPED_IN)
def test_what_a_prompt_asks_for_has_a_name_a_person_can_read(language: str) -> None:
    asked = [name for prompt in read("prompt", language) for name in names(prompt["text"])]
    assert asked
    assert all(len(name) <= 16 and "_" not in name for name in asked)


@pytest.mark.parametrize("kind", ["mask", "prompt"])
def test_each_language_speaks_for_itself(kind: str) -> None:
    english, chinese = (str(read(kind, language)) for language in ("en", "zh_CN"))
    assert not HAN.search(english)
    assert len(HAN.findall(chinese)) > 3000
