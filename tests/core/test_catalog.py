from collections.abc import Iterable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nextchat_desktop.core import catalog
from nextchat_desktop.core.catalog import Rule
from nextchat_desktop.core.connections import Model

MODELS = (Model("gpt-4o"), Model("o3-mini", "o3"))


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("", ()),
        (" , ,", ()),
        ("gpt-4o", (Rule(True, "gpt-4o"),)),
        ("-all, +gpt-4o", (Rule(False, "all"), Rule(True, "gpt-4o"))),
        ("+mine@Azure=gpt-4-turbo", (Rule(True, "mine", "Azure", "gpt-4-turbo"),)),
        ("claude@20240620@Google", (Rule(True, "claude@20240620", "Google"),)),
        ("a=b=c", (Rule(True, "a", display="b"),)),
        ("-a，b", (Rule(False, "a"), Rule(True, "b"))),
    ],
)
def test_parses(text: str, rules: tuple[Rule, ...]) -> None:
    assert catalog.parse(text) == rules


@pytest.mark.parametrize(
    ("text", "models"),
    [
        ("", MODELS),
        ("-o3-mini", MODELS[:1]),
        ("-all,+o3-mini", MODELS[1:]),
        ("-all,+o3-mini=Thinker", (Model("o3-mini", "Thinker"),)),
        ("+new=New", (Model("new", "New"), *MODELS)),
        ("+new,-all", ()),
        ("-unknown", MODELS),
        ("-all,all", MODELS),
        ("-all,all=One", MODELS),
        ("-all,+all@openai", (Model("all@openai"),)),
        ("-all@openai", MODELS),
        ("gpt-4o=Four,-o3-mini", (Model("gpt-4o", "Four"),)),
        ("-gpt-4o@azure", MODELS),
        ("-all,gpt-4o@OpenAI", MODELS[:1]),
    ],
)
def test_applies_from_left_to_right(text: str, models: tuple[Model, ...]) -> None:
    assert catalog.apply(catalog.parse(text), MODELS) == models


TWO = (Model("gpt-4o"), Model("gpt-4o@ai302"))


@pytest.mark.parametrize(
    ("text", "models"),
    [
        ("-gpt-4o", ()),
        ("-gpt-4o@302.AI", TWO[:1]),
        ("-all,+gpt-4o", TWO),
        ("-all,+gpt-4o@azure=our-dep", (Model("gpt-4o@azure=our-dep", "our-dep"),)),
        ("-all,+gpt-4o@Azure=a,gpt-4o@azure=b,-gpt-4o@openai", (Model("gpt-4o@azure=b", "b"),)),
        ("-all,+mine@Azure", (Model("mine@azure"),)),
        ("-all,+Doubao-lite-4k@ByteDance=ep-1", (Model("ep-1@bytedance", "Doubao-lite-4k"),)),
        ("-all,+Doubao@bytedance=ep-1,+Doubao=ep-2", (Model("ep-2@bytedance", "Doubao"),)),
        ("-all,+Doubao@bytedance=ep-1,-Doubao", ()),
        ("-all,+claude@20240620@Google", (Model("claude@20240620@google"),)),
        ("-all,+new@MyGate=New", (Model("new@MyGate", "New"),)),
    ],
)
def test_a_rule_with_a_provider_means_that_one_and_without_any_of_the_name(
    text: str, models: tuple[Model, ...]
) -> None:
    assert catalog.apply(catalog.parse(text), TWO) == models


OFFERED = (*TWO, Model("gpt-4@azure=our-dep", "our-dep"), Model("ep-1@bytedance", "Doubao"), Model("a@b@google"))


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("", ""),
        ("gpt-4o", "gpt-4o"),
        ("gpt-4o@openai", "gpt-4o"),
        ("gpt-4o@OpenAI", "gpt-4o"),
        ("gpt-4o@302.AI", "gpt-4o@ai302"),
        ("gpt-4@azure", "gpt-4@azure=our-dep"),
        ("Doubao@bytedance", "ep-1@bytedance"),
        ("a@b@google", "a@b@google"),
        ("gpt-4o@xai", ""),
        ("unknown", ""),
    ],
)
def test_a_server_names_its_default_model(text: str, id: str) -> None:
    assert catalog.default_of(text, OFFERED) == id


def written(models: Iterable[Model]) -> str:
    return catalog.format(catalog.as_rules(models))


def read(text: str) -> tuple[Model, ...]:
    return catalog.from_rules(catalog.parse(text))


def test_the_models_of_a_connection_are_written_as_nextchat_does() -> None:
    hidden = Model("old", shown=False)
    assert written([Model("gpt-4o", "Four, oh"), hidden, *OFFERED[2:4]]) == (
        "-all,+gpt-4o=Four  oh,-old,+gpt-4@azure=our-dep,+Doubao@bytedance=ep-1"
    )


@pytest.mark.parametrize("id", ["a,b", "all", "a=b", " a", "", "a\nb", "a@ b"])
def test_an_id_that_cannot_be_written_is_left_out_rather_than_made_another(id: str) -> None:
    assert written([Model(id), Model("gpt-4o")]) == "-all,+gpt-4o"


@pytest.mark.parametrize("models", [MODELS, OFFERED, (Model("x", shown=False), Model("org/x@Q4", "X"))])
def test_the_models_of_a_connection_are_read_back(models: tuple[Model, ...]) -> None:
    assert read(written(models)) == models


def test_what_comes_later_counts_for_a_connection_too() -> None:
    assert read("a,-b,-all,+b,c=C") == (Model("a", shown=False), Model("b"), Model("c", "C"))


NAMES = st.text(alphabet="abl+-@=, \n，") | st.text() | st.sampled_from(["a@azure=b", "ep@bytedance", "a@Azure"])


@given(st.lists(st.builds(Model, NAMES, NAMES, shown=st.booleans()), unique_by=lambda model: model.id))
def test_no_model_becomes_another_on_the_way_through_the_text(models: list[Model]) -> None:
    originals = {(model.id, model.shown) for model in models}
    assert {(model.id, model.shown) for model in read(written(models))} <= originals


@given(st.text(alphabet="alb+-@=, \n，"))
@example("+Other@bytedance=ep-1")
def test_no_rule_shows_a_model_twice(text: str) -> None:
    ids = [model.id for model in catalog.apply(catalog.parse(text), OFFERED)]
    assert len(set(ids)) == len(ids)


@given(st.text(alphabet="ab+-@=, \n，") | st.text())
def test_what_is_written_reads_the_same(text: str) -> None:
    rules = catalog.parse(text)
    assert catalog.parse(catalog.format(rules)) == rules
