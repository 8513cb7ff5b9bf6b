"""Which optional part of a request a server does not take, by the words of its error. Knows no dialect."""

import re
from typing import Any

_LONG = (
    "stream_options", "temperature", "top_p", "max_completion_tokens", "max_output_tokens", "max_tokens",
    "presence_penalty", "frequency_penalty", "reasoning_effort", "parallel_tool_calls", "reasoning.summary",
    "reasoning.effort", "response_format", "enable_thinking", "thinking_budget",
)  # fmt: skip
_SHORT = ("reasoning", "include", "store", "seed", "stop", "thinking", "text", "n")
"""They are words of the language as well, so that they count only where they are set off as names."""

_OPTIONAL = frozenset(_LONG + _SHORT)
_NAME = re.compile(
    rf"\b(?P<long>{'|'.join(map(re.escape, _LONG))})\b"
    rf"|(?:['\"`]|\bbody\.|\barguments? supplied: |\bparameters?: )(?P<short>{'|'.join(_SHORT)})(?=['\"`:,.\[]|$)",
    re.M,
)
_REFUSAL = re.compile(
    "unsupported_parameter|unsupported_value|unsupported parameter|unrecognized request argument|unknown parameter"
    "|extra inputs are not permitted|unexpected keyword|not supported|does not support|must be verified"
    "|is allowed for this model",
    re.I,
)
_HUMP = re.compile(r"(?<=[a-z])[A-Z]")
_PSEUDO = {
    "chat": re.compile(
        "only supported in v1/responses|chatcompletion operation (?:is unsupported|does not work with the specified)",
        re.I,
    ),
    "developer": re.compile(
        r"developer( role| messages?)? (is |are )?not supported|does not support 'developer'"
        r"|role:? ['\"`]?developer|'developer' is not one of|unknown variant `developer`",
        re.I,
    ),
    "system": re.compile(
        r"system( role| messages?| prompts?)? (is |are )?not supported|does not support 'system'"
        r"|(?<!supported )role:? ['\"`]system|'system' is not one of|unknown variant `system`"
        r"|only user and assistant roles|(?<!optional system message, conversation )roles must alternate user/assistant"
        r"|developer instruction is not enabled",
        re.I,
    ),
    "encrypted_content": re.compile(
        r"invalid_encrypted_content|encrypted content .{0,400}could not be (verified|decrypted)", re.I | re.S
    ),
}
"""What is no field of the body, but can be done without all the same; `chat` is the API itself, beside Responses."""


def refused_field(error: dict[str, Any], sentence: str, everything: str) -> str | None:
    """The field that is refused; empty where one is, but the sentence does not name it; None where none is.

    Only what a reply can do without: any other field would be asked about again and again.
    """
    pseudo = next((field for field, words in _PSEUDO.items() if words.search(everything)), None)
    if pseudo or not _REFUSAL.search(everything):
        return pseudo
    named = str(error.get("param") or "")
    for field in (named, re.split(r"[.\[]", named)[0]):
        if field in _OPTIONAL:
            return field
    return _first(_snake(sentence)) or ("" if _NAME.search(_snake(everything)) else None)


def _snake(words: str) -> str:
    """With presencePenalty, as some call it, under the name it was sent by."""
    return _HUMP.sub(lambda hump: f"_{hump[0].lower()}", words)


def _first(sentence: str) -> str:
    """The one named first: after it others are recommended."""
    found = _NAME.search(sentence)
    return (found["long"] or found["short"]) if found else ""
