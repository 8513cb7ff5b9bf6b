"""Tokens as chat completions count them → an event. Total."""

from collections.abc import Iterator

from nextchat_desktop.core.events import Usage
from nextchat_desktop.providers.chunks import count, fields


def usage_of(usage: object) -> Iterator[Usage]:
    """Nothing where nothing was counted. DeepSeek and Moonshot say elsewhere what they had read before."""
    if not isinstance(usage, dict):
        return
    cached = fields(usage.get("prompt_tokens_details")).get("cached_tokens")
    prompt, said = count(usage.get("prompt_tokens")), count(usage.get("completion_tokens"))
    thought = count(fields(usage.get("completion_tokens_details")).get("reasoning_tokens"))
    beside = _thought_beside(count(usage.get("total_tokens")) - prompt - said, thought)
    yield Usage(
        prompt=prompt,
        reply=said + beside,
        reasoning=thought or beside,
        cached=count(cached) or count(usage.get("prompt_cache_hit_tokens")) or count(usage.get("cached_tokens")),
    )


def _thought_beside(more: int, thought: int) -> int:
    """What was thought and is not among the tokens of the answer, `more` being what the total has over both counts.

    xAI says how much that is; Gemini, spoken to like OpenAI, does not. All of them ask money for it.
    """
    return more if more > 0 and thought in (0, more) else 0
