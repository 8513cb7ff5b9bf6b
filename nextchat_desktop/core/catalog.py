"""NextChat's "custom models" mini-language: which models a list shows and what they are called; knows no service."""

from collections.abc import Iterable
from dataclasses import dataclass

from nextchat_desktop.core.connections import Model

ALL = "all"


@dataclass(frozen=True, slots=True)
class Rule:
    """`+name@provider=display` shows a model, `-name` hides it; the name `all` means every model there is so far."""

    available: bool
    name: str
    provider: str = ""
    display: str = ""


def parse(text: str) -> tuple[Rule, ...]:
    """The rules in the order they apply. Items without a name are passed over."""
    rules = (_rule(item.strip()) for item in text.replace("，", ",").replace("\n", ",").split(","))
    return tuple(rule for rule in rules if rule.name)


def format(rules: Iterable[Rule]) -> str:
    """The text that `parse` reads back as these rules."""
    return ",".join(_item(rule) for rule in rules)


def apply(rules: Iterable[Rule], models: Iterable[Model]) -> tuple[Model, ...]:
    """The models after the rules, left to right. An unknown model that is to be shown joins at the end."""
    listed = {model.id: (model, True) for model in models}
    for rule in rules:
        if rule.name == ALL:
            listed = {id: (model, rule.available) for id, (model, _) in listed.items()}
        elif rule.available or rule.name in listed:
            listed[rule.name] = (_named(rule, listed.get(rule.name)), rule.available)
    return tuple(model for model, available in listed.values() if available)


def _named(rule: Rule, before: tuple[Model, bool] | None) -> Model:
    return before[0] if before and not rule.display else Model(rule.name, rule.display)


def _rule(item: str) -> Rule:
    who, _, display = (item[1:] if item.startswith(("+", "-")) else item).partition("=")
    name, _, provider = (part.strip() for part in who.rpartition("@"))
    if not (name and provider):
        name, provider = who.strip(), ""
    return Rule(not item.startswith("-"), name, provider, display.partition("=")[0].strip())


def _item(rule: Rule) -> str:
    provider = f"@{rule.provider}" if rule.provider else ""
    display = f"={rule.display}" if rule.display else ""
    return f"{'+' if rule.available else '-'}{rule.name}{provider}{display}"
