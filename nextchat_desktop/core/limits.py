"""Which models may be used, as NextChat's "custom models" mini-language says it. It asks no service."""

from collections.abc import Iterable
from dataclasses import dataclass

from nextchat_desktop.core.catalog import AZURE, BYTEDANCE, OPENAI, Named, Rule, canonical, is_all, named
from nextchat_desktop.core.usual_models import is_gpt_4

_CALLED_OTHERWISE = {"volcengine": BYTEDANCE, "zhipu": "chatglm", "302ai": "ai302"}
"""Services whose id is another at NextChat."""

_OWN_NAMES = frozenset({"nextchat", "guide"})
_SPEAK_FOR_THEMSELVES = frozenset(
    {AZURE, BYTEDANCE, "google", "anthropic", "deepseek", "moonshot", "xai", "chatglm", "siliconflow", "ai302"}
    | {"alibaba", "baidu", "iflytek", "tencent", "stability"}
)
"""Providers of NextChat's that a rule about OpenAI does not speak of. To all others NextChat speaks as to OpenAI."""


@dataclass(frozen=True, slots=True)
class Limit:
    """What one policy says of models: its rules, left to right, and whether those of GPT-4 are left out after all."""

    rules: tuple[Rule, ...] = ()
    no_gpt_4: bool = False

    def permits(self, service: str, model: str) -> bool:
        """Whether the model of this id may be used at a service. What no rule speaks of may.

        A rule means the id, never what a person calls the model. Of Azure and Ark the display name of a rule is the id.
        """
        who, providers = _named(service, model)
        fitting = [rule for rule in self.rules if is_all(rule) or _fits(rule, providers)]
        ids = {who.deployment or who.name}
        names = _names(fitting, ids, providers) | ({who.name} if who.deployment else set())
        if self.no_gpt_4 and providers & {OPENAI, AZURE} and any(is_gpt_4(name) for name in names):
            return False
        allowed = True
        for rule in fitting:
            if is_all(rule) or _means(rule, names, ids, providers):
                allowed = rule.available
        return allowed


def providers_of(service: str) -> frozenset[str]:
    """What NextChat's rules call a service of ours."""
    own = _CALLED_OTHERWISE.get(service.removesuffix("-intl"), service.removesuffix("-intl"))
    return frozenset({own} if own in _SPEAK_FOR_THEMSELVES else {own, OPENAI})


def _named(service: str, model: str) -> tuple[Named, frozenset[str]]:
    """A server that passes on to many has the provider in the ids of its models."""
    if service not in _OWN_NAMES:
        return Named(model), providers_of(service)
    who = named(model)
    return who, frozenset({who.provider or OPENAI})


def _fits(rule: Rule, providers: frozenset[str]) -> bool:
    return not rule.provider or canonical(rule.provider) in providers


def _names(rules: Iterable[Rule], ids: set[str], providers: frozenset[str]) -> set[str]:
    """Under which names the rules speak of a model: its id, and those that a rule gives this id."""
    aliases = {rule.name for rule in rules if rule.display in ids} if providers & {AZURE, BYTEDANCE} else set()
    return ids | aliases


def _means(rule: Rule, names: set[str], ids: set[str], providers: frozenset[str]) -> bool:
    leads_elsewhere = bool(rule.display) and bool(providers & {AZURE, BYTEDANCE}) and rule.display not in ids
    return rule.name in names and not leads_elsewhere
