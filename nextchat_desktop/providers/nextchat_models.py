"""What a NextChat server offers: the usual models, as its owner's list changes them; knows no way of asking one."""

from dataclasses import replace
from typing import Any

from nextchat_desktop.core.catalog import OPENAI, apply, default_of, named, parse
from nextchat_desktop.core.connections import Model
from nextchat_desktop.core.events import Failed
from nextchat_desktop.core.usual_models import USUAL, is_gpt_4
from nextchat_desktop.core.wire import Answered, Credentials, Endpoint, HttpRequest, Listed
from nextchat_desktop.providers.failures import failure_of_body
from nextchat_desktop.providers.json_text import read_json
from nextchat_desktop.providers.nextchat import root_of

_DEFAULT = "gpt-4o-mini"
"""What NextChat begins with where the owner has not said otherwise."""

_ITS_FIELDS = frozenset({"needCode", "customModels", "defaultModel", "hideUserApiKey", "disableGPT4"})


def config_request(base_url: str) -> HttpRequest:
    """Asks the server what it has been set up for, which it tells everybody."""
    return HttpRequest(f"{root_of(base_url)}/api/config", {"Accept": "application/json"}, method="GET")


def config_of(answered: Answered) -> dict[str, Any] | Failed:
    """The answer to that, or why it is none."""
    reply = read_json(answered.body)
    if answered.status < 300 and isinstance(reply, dict) and reply.keys() & _ITS_FIELDS:
        return reply
    return failure_of_body(answered.status, answered.content_type, answered.body)


class ServerModels:
    """One request. Whether the access code is right is found out with the first question only."""

    def request(self, endpoint: Endpoint, credentials: Credentials, after: str = "") -> HttpRequest:
        return config_request(endpoint.base_url)

    def read(self, answered: Answered) -> Listed | Failed:
        config = config_of(answered)
        if isinstance(config, Failed):
            return config
        usual = (Model(id) for id in USUAL if not (config.get("disableGPT4") is True and _is_gpt_4(id)))
        models = apply(parse(_text(config, "customModels")), usual)
        seeing = {name.strip() for name in _text(config, "visionModels").split(",")}
        shown = tuple(replace(one, vision=True) if named(one.id).name in seeing else one for one in models)
        return Listed(shown, default=default_of(_text(config, "defaultModel") or _DEFAULT, shown))


def _is_gpt_4(id: str) -> bool:
    who = named(id)
    return (who.provider or OPENAI) == OPENAI and is_gpt_4(who.name)


def _text(config: dict[str, Any], name: str) -> str:
    value = config.get(name)
    return value if isinstance(value, str) else ""
