"""How NextChat reached its models → connections, each key with the address beside it. It knows no file.

What it reads is what NextChat's server reads from its environment, under other names.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from nextchat_desktop.core.addresses import address_of
from nextchat_desktop.core.connections import Connection
from nextchat_desktop.core.endpoints import Recognised, normalise_base
from nextchat_desktop.core.environment import PREFIX, policy_of
from nextchat_desktop.core.found import Found, FoundConnection, Unread, Why
from nextchat_desktop.core.hosts import HOMES
from nextchat_desktop.core.origins import host
from nextchat_desktop.interchange.foreign.loose import text
from nextchat_desktop.interchange.foreign.nextchat.models import Wishes, models_for
from nextchat_desktop.records.reading import mapping


@dataclass(frozen=True, slots=True)
class _Row:
    """The names of one provider's address and secrets, each with that of the variable that says the same."""

    label: str
    url: tuple[str, str]
    keys: Mapping[str, str]


def _row(label: str, own: str, variable: str, **further: str) -> _Row:
    keys = (
        {f"{own}ApiKey": f"{variable}_API_KEY"}
        if not further
        else {f"{own}{name}": one for name, one in further.items()}
    )
    return _Row(label, (f"{own}Url", f"{variable}_URL"), keys)


_ROWS = (
    _Row("OpenAI", ("openaiUrl", "BASE_URL"), {"openaiApiKey": "OPENAI_API_KEY"}),
    _row("Azure", "azure", "AZURE"),
    _row("Google", "google", "GOOGLE"),
    _row("Anthropic", "anthropic", "ANTHROPIC"),
    _row("DeepSeek", "deepseek", "DEEPSEEK"),
    _row("Moonshot", "moonshot", "MOONSHOT"),
    _row("XAI", "xai", "XAI"),
    _row("ChatGLM", "chatglm", "CHATGLM"),
    _row("SiliconFlow", "siliconflow", "SILICONFLOW"),
    _row("302.AI", "ai302", "AI302"),
    _row("Alibaba", "alibaba", "ALIBABA"),
    _row("ByteDance", "bytedance", "BYTEDANCE"),
    _row("Baidu", "baidu", "BAIDU", ApiKey="BAIDU_API_KEY", SecretKey="BAIDU_SECRET_KEY"),
    _row("Tencent", "tencent", "TENCENT", SecretId="TENCENT_SECRET_ID", SecretKey="TENCENT_SECRET_KEY"),
    _row("Iflytek", "iflytek", "IFLYTEK", ApiKey="IFLYTEK_API_KEY", ApiSecret="IFLYTEK_API_SECRET"),
    _row("Stability", "stability", "STABILITY"),
)
"""`label` is what NextChat calls the provider."""

_RELAY = re.compile(r"(?:https?://)?api\.nextchat\.dev(?:/.*)?", re.I)
"""Where NextChat's desktop program once sent everything unless told otherwise."""
_RELAYED_AZURE = re.compile(
    r"(?:https?://)?api\.nextchat\.dev/api/proxy/azure/(?P<resource>[\w-]+)(?P<rest>/.*)?", re.I
)
_OPENAIS_OWN = re.compile(r"sk-(?:proj|svcacct|admin|None)-|sk-\w*T3BlbkFJ")
"""How keys begin, or what is in them, that OpenAI alone gives out."""
_CODE = "accessCode"


def connections(access: object, wishes: Wishes) -> Iterator[Found]:
    """One for each provider that has a secret or an address of its own, and one for a server that asks for a code."""
    fields = mapping(access)
    said = {name: text(value).strip() for name, value in fields.items() if isinstance(value, str)}
    said["openaiApiKey"] = said.get("openaiApiKey") or said.get("token", "")  # its name in the first versions
    server = _server(said)
    if said.get(_CODE) and server is None:
        yield Unread(Why.NO_ADDRESS, _CODE)
    elif said.get(_CODE) and server is not None:
        own = Connection("server", host(server.base_url), server.service, server.base_url)
        yield FoundConnection(_with_models(own, server, wishes), said[_CODE])
    for row in _ROWS:
        yield from _of_row(row, said, bool(said.get(_CODE)), wishes)


def _of_row(row: _Row, said: Mapping[str, str], has_code: bool, wishes: Wishes) -> Iterator[Found]:
    variables = {variable: said[name] for name, variable in row.keys.items() if said.get(name)}
    url = _address(said.get(row.url[0], ""))
    if url.startswith("/"):
        url = "" if _is_makers_own(row, variables) else url
        if url and variables:
            yield Unread(Why.NO_ADDRESS, row.label)
        if url:
            return
    if not variables and (not url or _is_home(url) or (has_code and _is_server(url))):
        return
    if not variables and row.url[1] == "BASE_URL":
        yield from _keyless(row, url, wishes)
        return
    if url:
        variables[row.url[1]] = url
    if row.label == "Azure" and said.get("azureApiVersion"):
        variables["AZURE_API_VERSION"] = said["azureApiVersion"]
    policy = policy_of(variables)
    if not policy.given and any(said.get(name) for name in row.keys):
        yield Unread(Why.NO_ADDRESS, row.label)
    for given in policy.given:
        place = given.place
        id = given.id.removeprefix(PREFIX)
        version = place.api_version if place.service == "azure" else ""
        made = Connection(id, row.label, place.service, place.base_url, version, api=place.api)
        yield FoundConnection(_with_models(made, place, wishes), place.key)


def _keyless(row: _Row, url: str, wishes: Wishes) -> Iterator[Found]:
    """A server that asks for no key, as those that people run for themselves."""
    place = normalise_base(url, "openai")
    if place is not None:
        made = Connection("openai", row.label, place.service, place.base_url, api=place.api)
        yield FoundConnection(_with_models(made, place, wishes))


def _with_models(connection: Connection, place: Recognised, wishes: Wishes) -> Connection:

    return replace(connection, models=models_for(connection.service, place.deployment or place.model, wishes))


def _address(url: str) -> str:
    """Without NextChat's own relay, which is not there any more."""
    azure = _RELAYED_AZURE.fullmatch(url)
    if azure is not None:
        return f"https://{azure['resource']}.openai.azure.com/openai{azure['rest'] or ''}"
    return "" if _RELAY.fullmatch(url) else url


def _is_home(url: str) -> bool:
    address = address_of(url)
    return address is not None and address.host in HOMES


def _is_makers_own(row: _Row, variables: Mapping[str, str]) -> bool:
    """Whether the key can only have been meant for the service itself, whoever passed it on."""
    return row.label == "OpenAI" and any(_OPENAIS_OWN.match(key) for key in variables.values())


def _server(said: Mapping[str, str]) -> Recognised | None:
    """A NextChat server that one of the addresses leads to."""
    urls = (_address(said.get(row.url[0], "")) for row in _ROWS)
    return next((found for url in urls if (found := _nextchat(url)) is not None), None)


def _is_server(url: str) -> bool:
    return _nextchat(url) is not None


def _nextchat(url: str) -> Recognised | None:
    found = normalise_base(url) if url and not url.startswith("/") else None
    return found if found is not None and found.service == "nextchat" else None
