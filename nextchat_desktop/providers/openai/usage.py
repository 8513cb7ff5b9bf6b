"""Tokens as chat completions count them → an event. Total."""

from collections.abc import Iterator

from nextchat_desktop.core.events import Usage
from nextchat_desktop.providers.chunks import count, fields


def usage_of(usage: object) -> Iterator[Usage]:
    """Nothing where nothing was counted. DeepSeek and Moonshot say elsewhere what they had read before."""
    if not isinstance(usage, dict):
        return
    cached = fields(usage.get("prompt_tokens_details")).get("cached_tokens")
    yield Usage(
        prompt=count(usage.get("prompt_tokens")),
        reply=count(usage.get("completion_tokens")),
        reasoning=count(fields(usage.get("completion_tokens_details")).get("reasoning_tokens")),
        cached=count(cached) or count(usage.get("prompt_cache_hit_tokens")) or count(usage.get("cached_tokens")),
    )
