"""Every way in which a service may be spoken to, for tests that hold for all of them."""

from collections.abc import Iterator

from nextchat_desktop.core.wire import Endpoint
from nextchat_desktop.providers.row import Row

_MODELS = {
    "nextchat": (
        "gpt-4o", "gpt-4o@azure=ours", "claude-3-5-sonnet-latest@anthropic", "gemini-2.5-pro@google",
        "qwen-max@alibaba", "ernie-4.0-8k@baidu", "hunyuan-lite@tencent", "4.0Ultra@iflytek", "ultra@stability",
    ),
}  # fmt: skip
"""Models whose names lead to other dialects than the first."""


def endpoints_of(row: Row) -> Iterator[Endpoint]:
    service = row.service
    for api in ("", *service.apis):
        for model in _MODELS.get(service.id, ("our-model",)):
            for makes_pictures in (False, True):
                base = service.base_url or "https://ours.example/v1"
                yield Endpoint(base, model, service.api_version, api, makes_pictures=makes_pictures)
