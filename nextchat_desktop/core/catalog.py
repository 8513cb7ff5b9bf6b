"""NextChat's "custom models" mini-language: which models a list shows and what they are called; asks no service.

A model is written `name@provider`; the last `@` counts. Of some providers the display name is more than a name: at
Azure it is the deployment, at ByteDance it is what the service calls the model.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from nextchat_desktop.core.connections import Model

ALL = "all"
OPENAI, AZURE, BYTEDANCE = "openai", "azure", "bytedance"

PROVIDERS = frozenset(
    {
        OPENAI, AZURE, BYTEDANCE, "google", "anthropic", "deepseek", "moonshot", "xai", "chatglm", "siliconflow",
        "ai302", "alibaba", "baidu", "iflytek", "tencent", "stability",
    }
)  # fmt: skip
"""NextChat's ids of the services it knows. They are compared in lower case."""

_ALIASES = {"302ai": "ai302", "302.ai": "ai302"}

_BETWEEN = str.maketrans(dict.fromkeys(",，=\n", " "))
"""Signs that a display name cannot hold in this language."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`+name@provider=display` shows a model, `-name` hides it; the name `all` means every model there is so far."""

    available: bool
    name: str
    provider: str = ""
    display: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """What the id of a model says: `provider` is one of PROVIDERS or somebody's own word, empty where none is named."""

    name: str
    provider: str = ""
    deployment: str = ""


def named(id: str) -> Named:
    """The parts of `name@provider`, or `name@azure=deployment`."""
    who, _, deployment = id.partition("=")
    name, provider = _who(who)
    return Named(name, canonical(provider), deployment)


def parse(text: str) -> tuple[Rule, ...]:
    """The rules in the order they apply. Items without a name are passed over."""
    rules = (_rule(item.strip()) for item in text.replace("，", ",").replace("\n", ",").split(","))
    return tuple(rule for rule in rules if rule.name)


def format(rules: Iterable[Rule]) -> str:
    """The text that `parse` reads back as these rules."""
    return ",".join(_item(rule) for rule in rules)


def apply(rules: Iterable[Rule], models: Iterable[Model]) -> tuple[Model, ...]:
    """The models after the rules, left to right. An unknown model that is to be shown stands before those that were.

    A rule without a provider means the models of that name of every provider, and a new one of OpenAI.
    """
    listed = {_key(named(model.id)): (model, True) for model in models}
    added: dict[tuple[str, str], tuple[Model, bool]] = {}
    for rule in rules:
        display = "" if is_all(rule) else rule.display
        for table in (listed, added):
            for key in filter(lambda key: _means(rule, key), table):
                table[key] = (_renamed(table[key][0], key, display), rule.available)
        key = _key(Named(rule.name, canonical(rule.provider)))
        if rule.available and not is_all(rule) and not any(_means(rule, one) for one in (*listed, *added)):
            added[key] = (_model(replace(rule, provider=canonical(rule.provider))), True)
    shown = (model for model, available in (*added.values(), *listed.values()) if available)
    return tuple({model.id: model for model in shown}.values())


def default_of(text: str, models: Iterable[Model]) -> str:
    """The id of the model that a server's `defaultModel` names; empty where none of these is meant."""
    name, provider = _who(text.strip())
    rule = Rule(True, name, provider)
    return next((model.id for model in models if name and _means(rule, _key_of(model))), "")


def as_rules(models: Iterable[Model]) -> tuple[Rule, ...]:
    """The models of a connection, and no others, as NextChat writes them.

    An id that this language cannot write is left out. A comma or equals sign in a name becomes a blank. Of a model
    at Azure the deployment is written, and no other name.
    """
    rules = ((_rule_of(model), model.id) for model in models)
    return (Rule(False, ALL), *(rule for rule, id in rules if _says(rule, id)))


def from_rules(rules: Iterable[Rule]) -> tuple[Model, ...]:
    """The models of a connection that has none but those of the rules. Those that a rule hides are there, not shown."""
    models: dict[str, Model] = {}
    for rule in rules:
        if is_all(rule):
            models = {id: replace(model, shown=rule.available) for id, model in models.items()}
        else:
            model = replace(_model(rule), shown=rule.available)
            models[model.id] = model
    return tuple(models.values())


def is_all(rule: Rule) -> bool:
    """Whether it means every model there is so far."""
    return rule.name == ALL and not rule.provider


def _means(rule: Rule, key: tuple[str, str]) -> bool:
    name, provider = key
    return is_all(rule) or (rule.name == name and (not rule.provider or canonical(rule.provider) == provider))


def _key(who: Named) -> tuple[str, str]:
    return who.name, who.provider or OPENAI


def _key_of(model: Model) -> tuple[str, str]:
    """Under which name and provider the rules speak of the model."""
    who = named(model.id)
    return _key(replace(who, name=model.name) if who.provider == BYTEDANCE and model.name else who)


def _renamed(model: Model, key: tuple[str, str], display: str) -> Model:
    name, provider = key
    if display and provider in (AZURE, BYTEDANCE):
        return _model(Rule(True, name, provider, display))
    return replace(model, name=display) if display else model


def _model(rule: Rule) -> Model:
    provider = canonical(rule.provider)
    if provider == BYTEDANCE and rule.display:
        return Model(f"{rule.display}@{rule.provider}", rule.name)
    id = f"{rule.name}@{rule.provider}" if rule.provider else rule.name
    if provider == AZURE and rule.display:
        return Model(f"{id}={rule.display}", rule.display)
    return Model(id, rule.display)


def _rule_of(model: Model) -> Rule:
    who, _, deployment = model.id.partition("=")
    name, provider = _who(who)
    label = model.name.translate(_BETWEEN).strip()
    if canonical(provider) == BYTEDANCE and label:
        return Rule(model.shown, label, provider, name)
    return Rule(model.shown, name, provider, deployment if canonical(provider) == AZURE else label)


def _says(rule: Rule, id: str) -> bool:
    """Whether the rule, once written and read, makes a model with this id."""
    return parse(_item(rule)) == (rule,) and not is_all(rule) and _model(rule).id == id


def canonical(provider: str) -> str:
    """The provider's id in lower case; a word that is no id as it is."""
    lower = provider.lower()
    lower = _ALIASES.get(lower, lower)
    return lower if lower in PROVIDERS else provider


def _who(text: str) -> tuple[str, str]:
    name, _, provider = (part.strip() for part in text.rpartition("@"))
    return (name, provider) if name and provider else (text.strip(), "")


def _rule(item: str) -> Rule:
    who, _, display = (item[1:] if item.startswith(("+", "-")) else item).partition("=")
    name, provider = _who(who)
    return Rule(not item.startswith("-"), name, provider, display.partition("=")[0].strip())


def _item(rule: Rule) -> str:
    provider = f"@{rule.provider}" if rule.provider else ""
    display = f"={rule.display}" if rule.display else ""
    return f"{'+' if rule.available else '-'}{rule.name}{provider}{display}"
