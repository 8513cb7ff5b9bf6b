import pytest
from hypothesis import given
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
        ("+new=New", (*MODELS, Model("new", "New"))),
        ("+new,-all", ()),
        ("-unknown", MODELS),
    ],
)
def test_applies_from_left_to_right(text: str, models: tuple[Model, ...]) -> None:
    assert catalog.apply(catalog.parse(text), MODELS) == models


@given(st.text(alphabet="ab+-@=, \n，") | st.text())
def test_what_is_written_reads_the_same(text: str) -> None:
    rules = catalog.parse(text)
    assert catalog.parse(catalog.format(rules)) == rules
