"""Connections as policies give them, and the secrets that are lent with them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Protocol

from nextchat_desktop.core.catalog import AZURE, OPENAI, Named, apply, named, parse
from nextchat_desktop.core.connections import COMPATIBLE, Connection, Model, Service, free_name
from nextchat_desktop.core.limits import providers_of
from nextchat_desktop.core.origins import host
from nextchat_desktop.core.policy import Given, Policy, Rules
from nextchat_desktop.core.secrets import PROXY_OF_ALL, headers_entry, headers_text, without_password
from nextchat_desktop.core.usual_models import USUAL
from nextchat_desktop.settings.schema import PROXY
from nextchat_desktop.words.catalogue import Words


class Lend(Protocol):
    """Has a key used for this run, and kept nowhere."""

    def __call__(self, connection_id: str, origin: str, key: str) -> None: ...


def connections_of(rules: Rules, services: tuple[Service, ...], words: Words) -> Iterator[Connection]:
    """Those that the policies give, the first of an id before the others, each by a name of its own."""
    known = {one.id: one for one in services}
    taken: set[str] = set()
    seen: set[str] = set()
    for given in (given for policy in rules.policies for given in policy.given):
        if given.id in seen:
            continue
        seen.add(given.id)
        service = known.get(given.place.service) or known[COMPATIBLE]
        name = free_name(given.name or words.bare(f"given.name.{given.giver}", name=_called(given, service)), taken)
        taken.add(name)
        yield _made(given, service, name)


def lend_all(rules: Rules, connections: Iterable[Connection], lend: Lend) -> None:
    """Every secret of the policies to the server it belongs to. One of no server is lent to none."""
    given = {one.id: one for policy in reversed(rules.policies) for one in policy.given}
    for connection in connections:
        one = given[connection.id]
        if one.place.key:
            lend(connection.id, connection.base_url, one.place.key)
        if one.headers:
            lend(headers_entry(connection.id), connection.base_url, headers_text(one.headers))
    for policy in reversed(rules.policies):
        clean, password = without_password(policy.proxy or _proxy_in(policy))
        if password:
            lend(PROXY_OF_ALL, clean, password)


def _proxy_in(policy: Policy) -> str:
    return str(policy.locked.get(PROXY.key) or policy.preset.get(PROXY.key, ""))


def _made(given: Given, service: Service, name: str) -> Connection:
    place = given.place
    return Connection(
        given.id,
        name,
        service.id,
        place.base_url or service.base_url,
        place.api_version if service.by_deployment or service.id == "nextchat" else "",
        tuple(_models(given, service)),
        api=place.api if place.api in service.apis else "",
        headers=tuple(given.headers),
    )


def _models(given: Given, service: Service) -> Iterable[Model]:
    """The one that the address names, else what the rules show and, where it is wanted, the usual ones."""
    if given.place.deployment or given.place.model:
        return [Model(given.place.deployment or given.place.model)]
    listed = apply(parse(given.models), _usual(given, service))
    if service.id == "nextchat":  # it passes on to many, and keeps the provider in the ids
        return listed
    providers = providers_of(service.id)
    return [_plain(model) for model in listed if _is_here(named(model.id), providers, given.usual)]


def _usual(given: Given, service: Service) -> Iterator[Model]:
    """What NextChat takes to be there: at Azure deployments that are called like OpenAI's models."""
    providers = providers_of(service.id)
    for who, id in ((named(id), id) for id in USUAL if given.usual):
        if service.id == AZURE and not who.provider:
            yield Model(f"{id}@{AZURE}")
        elif service.id == "nextchat" or (who.provider or OPENAI) in providers:
            yield Model(id)


def _is_here(who: Named, providers: frozenset[str], is_shared: bool) -> bool:
    """Rules that are about all services say by a provider which of them is meant; without one it is OpenAI."""
    if not who.provider and not is_shared:
        return True
    return (who.provider or OPENAI) in providers


def _plain(model: Model) -> Model:
    """As its service calls it, without the provider. At Azure that is the deployment."""
    who = named(model.id)
    if who.deployment:
        return Model(who.deployment, who.name if who.name != who.deployment else "")
    return replace(model, id=who.name)


def _called(given: Given, service: Service) -> str:
    is_nameless = service.id in (COMPATIBLE, "nextchat")
    return (host(given.place.base_url) if is_nameless else "") or service.label
