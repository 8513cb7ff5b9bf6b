"""Which models a person had made up in NextChat, and which connection each belongs to. It knows no address."""

from dataclasses import dataclass, replace

from nextchat_desktop.core.catalog import (
    AZURE,
    BYTEDANCE,
    OPENAI,
    PROVIDERS,
    Rule,
    canonical,
    from_rules,
    is_all,
    parse,
)
from nextchat_desktop.core.connections import Model
from nextchat_desktop.core.limits import providers_of
from nextchat_desktop.interchange.foreign.loose import line, text
from nextchat_desktop.records.reading import mapping


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is said of models: the rules, and who answers where nobody says otherwise.

    `is_azure` tells of the versions in which one provider was set for everything, and that it was Azure. `seeing` are
    models that take pictures.
    """

    rules: tuple[Rule, ...] = ()
    model: str = ""
    provider: str = ""
    is_azure: bool = False
    seeing: frozenset[str] = frozenset()


def wishes_of(access: object, config: object) -> Wishes:
    """`access` and `config` are NextChat's stores of those names."""
    own, shared = mapping(config), mapping(access)
    usual = mapping(own.get("modelConfig"))
    rules = ",".join(filter(None, (text(own.get("customModels")), text(shared.get("customModels")))))
    provider = line(usual.get("providerName"))
    is_azure = not provider and line(shared.get("provider")) == "Azure"
    seeing = frozenset(one.strip() for one in text(shared.get("visionModels")).split(","))
    return Wishes(parse(rules), line(usual.get("model")), provider, is_azure, seeing)


def models_for(service: str, deployment: str, wishes: Wishes) -> tuple[Model, ...]:
    """The models of a connection, the usual one first. `deployment` is the one in its address, which is then meant by
    every name."""
    models = _models(service, deployment, wishes)
    return tuple(replace(one, vision=True) if wishes.seeing & {one.id, one.name} - {""} else one for one in models)


def _models(service: str, deployment: str, wishes: Wishes) -> tuple[Model, ...]:
    if service == "nextchat":
        return _first(from_rules(wishes.rules), _id_there(wishes))
    providers = providers_of(service)
    mine = [rule for rule in wishes.rules if not is_all(rule) and _is_for(rule.provider, providers, wishes)]
    is_usual = bool(wishes.model) and _is_for(wishes.provider, providers, wishes)
    if deployment:
        names = [*(rule.name for rule in mine if rule.available), *([wishes.model] if is_usual else [])]
        name = next((one for one in names if one != deployment), "")
        return (Model(deployment, name),)
    models = tuple({model.id: model for model in (_model(rule, providers) for rule in mine)}.values())
    return _first(models, wishes.model) if is_usual else models


def _is_for(provider: str, providers: frozenset[str], wishes: Wishes) -> bool:
    """Whom NextChat does not know it speaks to as to OpenAI."""
    who = canonical(provider) if provider else (AZURE if wishes.is_azure else OPENAI)
    return (who if who in PROVIDERS else OPENAI) in providers


def _id_there(wishes: Wishes) -> str:
    who = canonical(wishes.provider)
    return f"{wishes.model}@{who}" if wishes.model and who not in ("", OPENAI) else wishes.model


def _model(rule: Rule, providers: frozenset[str]) -> Model:
    """Of these two the display name is what the service calls the model."""
    if providers & {AZURE, BYTEDANCE} and rule.display:
        return Model(rule.display, rule.name if rule.name != rule.display else "", shown=rule.available)
    return Model(rule.name, rule.display, shown=rule.available)


def _first(models: tuple[Model, ...], id: str) -> tuple[Model, ...]:
    """With the one of this id, or called so, before the others."""
    if not id:
        return models
    known = next((one for one in models if id in (one.id, one.name)), None) or Model(id)
    return (known, *(one for one in models if one.id != known.id))
