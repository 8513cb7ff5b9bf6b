"""The model that stands for a connection: the first one that can be chosen. Pure; knows no service."""

from collections.abc import Iterable
from dataclasses import replace

from nextchat_desktop.core.connections import Model


def first_of(models: Iterable[Model]) -> Model | None:
    """Hidden ones do not count."""
    return next((model for model in models if model.shown), None)


def id_of_first(models: Iterable[Model]) -> str:
    """Empty where none can be chosen."""
    first = first_of(models)
    return first.id if first else ""


def with_first_called(models: tuple[Model, ...], id: str) -> tuple[Model, ...]:
    """As `with_first`, with the name that the first has; without an id as they are."""
    first = first_of(models)
    return with_first(models, id, first.name if first else "") if id else models


def with_first(models: tuple[Model, ...], id: str, name: str) -> tuple[Model, ...]:
    """The models with this one in the first one's place; without an id, with none in it.

    One that is among them already comes before the first, and the first stays. Otherwise the first is called that from
    now on, and what a person has wished for it stays. A name that says no more than the id is none.
    """
    id, name = id.strip(), name.strip()
    first = first_of(models)
    if not id:
        return models if first is None else tuple(_without(models, first))
    if first is None or first.id == id:
        return _placed(models, replace(first or _known(models, id) or Model(id), name=_name(id, name), shown=True))
    is_old_name = name in (first.id, first.name)
    known = _known(models, id)
    if known is not None:
        moved = replace(known, name=known.name if is_old_name else _name(id, name), shown=True)
        return _before(tuple(model for model in models if model is not known), first, moved)
    new = Model(id, _name(id, "" if name == first.id else name), favourite=first.favourite, options=first.options)
    return tuple(new if model is first else model for model in models)


def _name(id: str, name: str) -> str:
    return "" if name == id else name


def _known(models: Iterable[Model], id: str) -> Model | None:
    return next((model for model in models if model.id == id), None)


def _without(models: Iterable[Model], first: Model) -> Iterable[Model]:
    """What a person has said of it is not thrown away: then it is hidden only."""
    is_plain = first == Model(first.id, first.name)
    kept = (model for model in models if model is not first or not is_plain)
    return (replace(model, shown=False) if model is first else model for model in kept)


def _placed(models: tuple[Model, ...], model: Model) -> tuple[Model, ...]:
    """In the place of the one with its id, else before all others."""
    if _known(models, model.id) is None:
        return (model, *models)
    return tuple(model if one.id == model.id else one for one in models)


def _before(models: tuple[Model, ...], place: Model, model: Model) -> tuple[Model, ...]:
    index = models.index(place)
    return (*models[:index], model, *models[index:])
