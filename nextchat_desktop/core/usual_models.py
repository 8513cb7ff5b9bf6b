"""The models that NextChat knows without being told, by its own ids; knows no service and no list but this."""

import re

USUAL = (
    "gpt-4o", "gpt-4o-mini", "gpt-4.1", "gpt-4.1-mini", "gpt-5", "gpt-5-mini", "o3", "o4-mini",
    "gemini-2.5-pro@google", "gemini-2.0-flash@google",
    "claude-3-5-sonnet-latest@anthropic", "claude-3-7-sonnet-latest@anthropic",
    "deepseek-chat@deepseek", "deepseek-reasoner@deepseek",
    "qwen-max@alibaba", "qwen-plus@alibaba", "qwen-turbo@alibaba",
    "moonshot-v1-auto@moonshot", "kimi-latest@moonshot",
    "glm-4-plus@chatglm", "glm-4-flash@chatglm",
    "grok-3@xai", "grok-4@xai",
    "ernie-4.0-8k@baidu", "ernie-3.5-8k@baidu",
    "hunyuan-turbo@tencent", "hunyuan-lite@tencent",
    "4.0Ultra@iflytek",
)  # fmt: skip
"""Of NextChat's own list what a server may well pass on; a name that is not on that list is refused by many."""

_GPT_4 = re.compile(r"gpt-4(?!o-mini)|chatgpt-4o|o1", re.I)


def is_gpt_4(name: str) -> bool:
    """Whether this is one of those that NextChat hides with DISABLE_GPT4."""
    return _GPT_4.match(name) is not None
