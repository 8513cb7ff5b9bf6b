"""The model that stands for a connection, and what becomes of the others when a person names another one."""

from hypothesis import given
from hypothesis import strategies as st

from nextchat_desktop.core.connections import Model
from nextchat_desktop.core.first_model import first_of, with_first

MODELS = st.lists(
    st.builds(
        Model,
        id=st.sampled_from("abcd"),
        name=st.sampled_from(["", "Ours"]),
        shown=st.booleans(),
        favourite=st.booleans(),
    ),
    unique_by=lambda model: model.id,
).map(tuple)
IDS, NAMES = st.sampled_from(["a", "b", "z", " c "]), st.sampled_from(["", "Ours", "New", "a"])


def test_what_is_hidden_does_not_count() -> None:
    assert first_of((Model("a", shown=False), Model("b"))) == Model("b")
    assert first_of((Model("a", shown=False),)) is None


@given(MODELS, IDS, NAMES)
def test_whoever_is_named_comes_first_and_nobody_comes_twice(models: tuple[Model, ...], id: str, name: str) -> None:
    after = with_first(models, id, name)
    first = first_of(after)
    assert first is not None
    assert first.id == id.strip()
    assert len({model.id for model in after}) == len(after)


@given(MODELS, IDS, NAMES)
def test_of_the_others_nothing_is_lost(models: tuple[Model, ...], id: str, name: str) -> None:
    first = first_of(models)
    others = [model for model in models if model is not first and model.id != id.strip()]
    assert all(model in with_first(models, id, name) for model in others)


@given(MODELS)
def test_naming_the_first_as_it_is_called_changes_nothing(models: tuple[Model, ...]) -> None:
    first = first_of(models)
    assert with_first(models, first.id if first else "", first.label if first else "") == models


def test_one_without_a_word_said_of_it_goes_and_any_other_is_hidden() -> None:
    assert with_first((Model("a", "Ours"), Model("b")), "", "") == (Model("b"),)
    hidden = Model("a", favourite=True, shown=False)
    assert with_first((Model("a", favourite=True),), "", "") == (hidden,)
