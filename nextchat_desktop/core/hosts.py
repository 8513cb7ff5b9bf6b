"""Where each service is at home and what its keys look like: data, without a word on how it is spoken to."""

import re
from collections.abc import Mapping
from typing import NamedTuple


class Home(NamedTuple):
    """The service of a host, and the path that its base URL has there.

    `aside` begins the paths of another of the service's APIs on the same host; without it all of the host is that
    one's. `api` is its id, empty where it is the usual one.
    """

    service: str
    path: str = ""
    aside: str = ""
    api: str = ""


CLOUDFLARE = "gateway.ai.cloudflare.com"
AZURE_HOSTS = (".openai.azure.com", ".services.ai.azure.com", ".cognitiveservices.azure.com")
AZURE_GATEWAYS = (".azure-api.net",)

HOMES: Mapping[str, Home] = {
    "api.openai.com": Home("openai", "/v1"),
    "api.anthropic.com": Home("anthropic"),
    "generativelanguage.googleapis.com": Home("google"),
    "api.x.ai": Home("xai", "/v1"),
    "api.mistral.ai": Home("mistral", "/v1"),
    "codestral.mistral.ai": Home("mistral", "/v1"),
    "api.groq.com": Home("groq", "/openai/v1"),
    "api.together.xyz": Home("together", "/v1"),
    "api.together.ai": Home("together", "/v1"),
    "api.fireworks.ai": Home("fireworks", "/inference/v1"),
    "api.perplexity.ai": Home("perplexity"),
    "api.cerebras.ai": Home("cerebras", "/v1"),
    "integrate.api.nvidia.com": Home("nvidia", "/v1"),
    "models.github.ai": Home("github", "/inference"),
    "models.inference.ai.azure.com": Home("github"),
    "api.stability.ai": Home("stability"),
    "api.deepseek.com": Home("deepseek", "/v1"),
    "api.moonshot.cn": Home("moonshot", "/v1"),
    "api.moonshot.ai": Home("moonshot-intl", "/v1"),
    "open.bigmodel.cn": Home("zhipu", "/api/paas/v4"),
    "api.z.ai": Home("zhipu-intl", "/api/paas/v4"),
    "api.siliconflow.cn": Home("siliconflow", "/v1"),
    "api.siliconflow.com": Home("siliconflow", "/v1"),
    "ark.cn-beijing.volces.com": Home("volcengine", "/api/v3"),
    "api.minimaxi.com": Home("minimax", "/v1"),
    "api.minimax.chat": Home("minimax", "/v1"),
    "api.minimax.io": Home("minimax", "/v1"),
    "api.stepfun.com": Home("stepfun", "/v1"),
    "dashscope.aliyuncs.com": Home("alibaba", "/compatible-mode/v1", "/api/v1", "dashscope"),
    "dashscope-intl.aliyuncs.com": Home("alibaba", "/compatible-mode/v1", "/api/v1", "dashscope"),
    "qianfan.baidubce.com": Home("baidu", "/v2"),
    "aip.baidubce.com": Home("baidu", api="wenxin"),
    "hunyuan.tencentcloudapi.com": Home("tencent"),
    "spark-api-open.xf-yun.com": Home("iflytek", "/v1"),
    "openrouter.ai": Home("openrouter", "/api/v1"),
    "api.302.ai": Home("302ai", "/v1"),
    "api.302ai.cn": Home("302ai", "/v1"),
}
"""Each service's usual host before its others."""

PAGES = frozenset(
    {
        "github.com",
        "docs.github.com",
        "platform.openai.com",
        "chat.openai.com",
        "chatgpt.com",
        "help.openai.com",
        "console.anthropic.com",
        "platform.claude.com",
        "docs.anthropic.com",
        "claude.ai",
        "aistudio.google.com",
        "ai.google.dev",
        "console.cloud.google.com",
        "gemini.google.com",
        "console.x.ai",
        "docs.x.ai",
        "console.mistral.ai",
        "docs.mistral.ai",
        "console.groq.com",
        "docs.perplexity.ai",
        "www.perplexity.ai",
        "cloud.cerebras.ai",
        "build.nvidia.com",
        "platform.stability.ai",
        "portal.azure.com",
        "ai.azure.com",
        "oai.azure.com",
        "learn.microsoft.com",
        "platform.deepseek.com",
        "api-docs.deepseek.com",
        "chat.deepseek.com",
        "www.deepseek.com",
        "platform.moonshot.cn",
        "platform.moonshot.ai",
        "platform.kimi.com",
        "bigmodel.cn",
        "www.bigmodel.cn",
        "docs.bigmodel.cn",
        "z.ai",
        "docs.z.ai",
        "cloud.siliconflow.cn",
        "cloud.siliconflow.com",
        "docs.siliconflow.cn",
        "console.volcengine.com",
        "www.volcengine.com",
        "platform.minimaxi.com",
        "platform.stepfun.com",
        "bailian.console.aliyun.com",
        "help.aliyun.com",
        "dashscope.console.aliyun.com",
        "console.bce.baidu.com",
        "cloud.baidu.com",
        "console.cloud.tencent.com",
        "cloud.tencent.com",
        "console.xfyun.cn",
        "www.xfyun.cn",
        "dash.cloudflare.com",
        "developers.cloudflare.com",
    }
)
"""Hosts of pages that people read and fetch their keys from. Nobody chats with these."""

_FORMS = {
    "sk-ant-": "anthropic",
    "sk-or-": "openrouter",
    "AIza": "google",
    "gsk_": "groq",
    "xai-": "xai",
    "nvapi-": "nvidia",
    "ghp_": "github",
    "github_pat_": "github",
    "pplx-": "perplexity",
    "csk-": "cerebras",
    "bce-v3/": "baidu",
    "nk-": "nextchat",
}
"""Whose a key is by the way it begins. `sk-` alone is what very many begin with."""

_NAMES: Mapping[str, tuple[str, ...]] = {
    "azure": ("azure",),
    "openai": ("openai",),
    "anthropic": ("anthropic", "claude"),
    "google": ("gemini", "google"),
    "xai": ("xai", "grok"),
    "mistral": ("mistral",),
    "groq": ("groq",),
    "together": ("together", "togetherai"),
    "fireworks": ("fireworks",),
    "perplexity": ("perplexity", "pplx"),
    "cerebras": ("cerebras",),
    "nvidia": ("nvidia",),
    "github": ("github",),
    "stability": ("stability",),
    "deepseek": ("deepseek", "深度求索"),
    "moonshot": ("moonshot", "kimi", "月之暗面"),
    "zhipu": ("zhipu", "bigmodel", "chatglm", "glm", "智谱"),
    "zhipu-intl": ("zai",),
    "siliconflow": ("siliconflow", "硅基流动"),
    "volcengine": ("ark", "volc", "volces", "volcengine", "doubao", "bytedance", "豆包", "火山", "方舟"),
    "minimax": ("minimax",),
    "stepfun": ("stepfun", "阶跃"),
    "alibaba": ("dashscope", "alibaba", "aliyun", "qwen", "bailian", "tongyi", "通义", "百炼", "阿里"),
    "baidu": ("baidu", "qianfan", "wenxin", "百度", "千帆", "文心"),
    "tencent": ("tencent", "hunyuan", "腾讯", "混元"),
    "iflytek": ("iflytek", "spark", "xunfei", "xfyun", "讯飞", "星火"),
    "openrouter": ("openrouter",),
    "302ai": ("302", "302ai"),
    "cloudflare": ("cloudflare",),
    "ollama": ("ollama",),
    "lmstudio": ("lmstudio",),
    "nextchat": ("nextchat",),
}
"""What a service is called in the names of settings, and by people; the first that fits."""

_CALLED_LIKE_OTHER_THINGS = frozenset({"azure", "openai", "github", "google", "spark", "together", "cloudflare", "302"})
"""Words that in a sentence need not mean the service."""


def is_home(host: str) -> bool:
    """Whether a service that everybody can use is at home at this host, which every system then trusts by itself."""
    return host in HOMES or host == CLOUDFLARE or host.endswith((*AZURE_HOSTS, ".api.openai.com"))


def home_url(service: str) -> str:
    """The base URL of a service at its usual host; empty where it has none."""
    return next((f"https://{host}{home.path}" for host, home in HOMES.items() if home.service == service), "")


def service_of_key(key: str) -> str:
    """The service whose keys alone look like this; empty where that cannot be told."""
    return next((service for start, service in _FORMS.items() if key.startswith(start)), "")


def named_in_label(label: str) -> str:
    """The service that the name of a setting names, as in DEEPSEEK_API_KEY or deepseekUrl."""
    words = _words(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", label))
    joined = "".join(words)
    return next((service for service, names in _NAMES.items() if any(_fits(it, words, joined) for it in names)), "")


def named_in_words(text: str) -> str:
    """The one service that a sentence names; empty where it names none or several."""
    words = _words(text)
    named = {
        service
        for service, names in _NAMES.items()
        if any(it in words or (not it.isascii() and it in text) for it in names if it not in _CALLED_LIKE_OTHER_THINGS)
    }
    return named.pop() if len(named) == 1 else ""


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+|\d+|[\u4e00-\u9fff]+", text.lower())


def _fits(name: str, words: list[str], joined: str) -> bool:
    """Short names stand alone only: `ark` is in many words."""
    return name in words or (name in joined and (len(name) > 4 or not name.isascii()))
