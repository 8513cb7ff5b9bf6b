"""Anything a person may paste → service, address, deployment, version, model; does not know whether it answers."""

import re
from dataclasses import dataclass, field, replace
from ipaddress import IPv6Address
from urllib.parse import parse_qs, unquote

from nextchat_desktop.core import pasted
from nextchat_desktop.core.connections import COMPATIBLE, is_v1
from nextchat_desktop.core.pasted import Found


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a connection can be filled in with; empty where the text says nothing.

    `service` is azure, openai or compatible. For Azure's deployments `base_url` is the root of the resource.
    """

    service: str
    base_url: str
    deployment: str = ""
    api_version: str = ""
    model: str = ""
    key: str = field(default="", repr=False)


OPENAI = "https://api.openai.com/v1"

_PATHS = {
    "api.deepseek.com": "/v1",
    "api.moonshot.cn": "/v1",
    "api.moonshot.ai": "/v1",
    "api.siliconflow.cn": "/v1",
    "api.x.ai": "/v1",
    "openrouter.ai": "/api/v1",
    "dashscope.aliyuncs.com": "/compatible-mode/v1",
    "dashscope-intl.aliyuncs.com": "/compatible-mode/v1",
    "open.bigmodel.cn": "/api/paas/v4",
    "ark.cn-beijing.volces.com": "/api/v3",
    "generativelanguage.googleapis.com": "/v1beta/openai",
    "api.groq.com": "/openai/v1",
    "api.perplexity.ai": "",
    "models.github.ai": "/inference",
    "localhost:11434": "/v1",
}
"""Where a known host keeps its chat service; every other host: `/v1`."""

_KEYS = {
    "sk-ant-": "",
    "sk-or-": "openrouter.ai",
    "sk-": "api.openai.com",
    "gsk_": "api.groq.com",
    "xai-": "api.x.ai",
}
"""Whose a key is by the way it begins; the first that fits."""

_BRANDS = {
    "deepseek": "api.deepseek.com",
    "moonshot": "api.moonshot.cn",
    "siliconflow": "api.siliconflow.cn",
    "openrouter": "openrouter.ai",
    "dashscope": "dashscope.aliyuncs.com",
}
"""Whose a key is by the name it is given, as in DEEPSEEK_API_KEY."""

_AZURE_HOSTS = (".openai.azure.com", ".services.ai.azure.com", ".cognitiveservices.azure.com")
_GATEWAY_HOSTS = (".azure-api.net",)
_AZURE_KEY = re.compile(r"[0-9a-f]{32}|(?=\w*ACOG)[A-Za-z0-9]{84}", re.A)

_LONGEST = 4_000
_ADDRESS = re.compile(
    r"(?:(?P<scheme>https?)://)?(?:[^/?#]*@)?(?P<host>\[[0-9a-f:.]+\]|[a-z0-9_](?:[\w.-]*\w)?)\.?(?::(?P<port>\d{0,5}))?"
    r"(?P<path>/[^?#]*)?(?:\?(?P<query>[^#]*))?(?P<fragment>#.*)?",
    re.I | re.A,
)
_NEARBY = re.compile(
    r"localhost|0\.0\.0\.0|\[.*\]|127\..*|10\.[\d.]+|192\.168\.[\d.]+|172\.(?:1[6-9]|2\d|3[01])\.[\d.]+|.*\.local"
)
_ENDPOINT = re.compile(r"/(?:chat/completions|chat|completions|models|responses|embeddings)$", re.I)
_VERSION = re.compile(r"/v\d+(?:beta\d*|alpha\d*)?(?=/|$)", re.I)
_DOUBLED = re.compile(r"(/v\d+)\1+(?=/|$)", re.I)


@dataclass(frozen=True, slots=True)
class _Address:
    """An address in its parts. `exact` tells that the person ended it with `#`: nothing is to be added."""

    scheme: str
    host: str
    path: str
    query: str
    exact: bool

    @property
    def root(self) -> str:
        return f"{self.scheme}://{self.host}"


def recognise(text: str) -> Recognised | None:
    """What a connection can be made of, or None where there is no address and no key whose service is known."""
    found = pasted.read(text)
    if found.url:
        spot = normalise_base(found.url, "azure" if found.azure else "")
    else:  # a key beside an address that cannot be read belongs to nobody we know
        spot = None if found.has_address else _owner(found)
    return _completed(spot, found) if spot else None


def normalise_base(url: str, service: str = "") -> Recognised | None:
    """What a person typed as an address. `service` is what they say it is; a host that is known knows better."""
    address = _address(url.strip()[:_LONGEST])
    if address is None:
        return None
    if _is_openai(address.host):
        return Recognised("openai", f"https://{address.host}/v1")
    if address.host.endswith(_AZURE_HOSTS):
        return _azure(replace(address, scheme="https"))
    if _is_azure(address) or (service == "azure" and address.host not in _PATHS):
        return _azure(address)
    return Recognised(COMPATIBLE, _compatible(address))


def _address(text: str) -> _Address | None:
    parts = _ADDRESS.fullmatch(text.strip("\"'<> ").rstrip(".,;:!?"))
    if parts is None or int(parts["port"] or 0) > 65535:
        return None
    host, port, path = parts["host"].lower(), (parts["port"] or "").lstrip("0"), parts["path"] or ""
    if host.startswith("[") and not _is_ipv6(host[1:-1]):
        return None
    if not (parts["scheme"] or port or "." in host or host.startswith("[") or host == "localhost"):
        return None
    scheme = "https" if port == "443" else (parts["scheme"] or _scheme(host, port)).lower()
    usual = port in ("", {"http": "80", "https": "443"}[scheme])
    path = re.sub(r"/{2,}", "/", re.sub(r"[\s\x00-\x1f\x7f]", "", path))
    return _Address(scheme, host if usual else f"{host}:{port}", path, parts["query"] or "", parts["fragment"] == "#")


def _is_ipv6(text: str) -> bool:
    try:
        IPv6Address(text)
    except ValueError:
        return False
    return True


def _scheme(host: str, port: str) -> str:
    return "http" if port or _NEARBY.fullmatch(host) else "https"


def _is_openai(host: str) -> bool:
    return host == "api.openai.com" or host.endswith(".api.openai.com")


def _is_azure(address: _Address) -> bool:
    return address.host.endswith(_AZURE_HOSTS + _GATEWAY_HOSTS) or "/openai/deployments/" in address.path.lower()


def _azure(address: _Address) -> Recognised:
    prefix, rest = _split(address.path)
    if rest[:2] == ["openai", "v1"]:
        return Recognised("azure", f"{address.root}{prefix}/openai/v1", api_version=_asked_version(address))
    if address.host.endswith(_AZURE_HOSTS):
        prefix = ""
    at = rest.index("deployments") + 1 if "deployments" in rest else len(rest)
    deployment = unquote("".join(rest[at : at + 1]))
    deployment = "" if pasted.placeholder(deployment) else deployment
    return Recognised("azure", address.root + prefix, deployment, _asked_version(address), deployment)


def _split(path: str) -> tuple[str, list[str]]:
    """What stands before Azure's own part of a path, and the segments of that part."""
    segments = [segment for segment in path.split("/") if segment]
    start = next((i for i, it in enumerate(segments) if it.lower() in ("openai", "deployments")), None)
    if start is None:
        return _stripped(path), []
    own = [it.lower() if it.lower() in ("openai", "deployments", "v1") else it for it in segments[start:]]
    return "".join(f"/{segment}" for segment in segments[:start]), own


def _asked_version(address: _Address) -> str:
    return parse_qs(address.query).get("api-version", [""])[0].strip()


def _compatible(address: _Address) -> str:
    if address.exact:
        return address.root + address.path
    path = _DOUBLED.sub(r"\1", _stripped(address.path))
    if _VERSION.search(path):
        return address.root + path
    if address.host in _PATHS:
        return address.root + _PATHS[address.host]
    return f"{address.root}{path}/v1"


def _stripped(path: str) -> str:
    """The path without what a client adds to it for a request."""
    path = path.rstrip("/")
    while _ENDPOINT.search(path):
        path = _ENDPOINT.sub("", path).rstrip("/")
    return path


def _owner(found: Found) -> Recognised | None:
    """The service that a key without an address belongs to."""
    if not found.key:
        return None
    brands = (host for brand, host in _BRANDS.items() if brand in found.key_label)
    host = next(brands, None) or next((host for start, host in _KEYS.items() if found.key.startswith(start)), "")
    if host:
        return normalise_base(host)
    azure = "azure" in found.key_label or _AZURE_KEY.fullmatch(found.key)
    return Recognised("azure", "") if azure else None


def _completed(spot: Recognised, found: Found) -> Recognised:
    """The place together with what else the text says. An address is surer of its deployment than a label."""
    whole = replace(spot, key=found.key, model=spot.model or found.model)
    if spot.service != "azure":
        return whole
    whole = replace(whole, api_version=spot.api_version or found.api_version)
    if is_v1(spot.base_url):
        return replace(whole, model=found.model or found.deployment)
    deployment = spot.deployment or found.deployment or found.model
    return replace(whole, deployment=deployment, model=deployment)
