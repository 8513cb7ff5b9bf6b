"""What the official SDKs make of a reply, printed as JSON. Used as a script, by a Python that has them.

python oracle.py chat|responses|messages URL
"""

import json
import sys
from typing import Any

import anthropic
import openai

QUESTION = [{"role": "user", "content": "Hello?"}]


def chat(url: str) -> dict[str, Any]:
    client = openai.OpenAI(api_key="k", base_url=url, max_retries=0)
    text, thoughts, finish, usage, calls, refused = "", "", None, None, {}, False
    for chunk in client.chat.completions.create(model="m", messages=QUESTION, stream=True):
        usage = chunk.usage or usage
        for choice in chunk.choices:
            text += (choice.delta.content or "") + (choice.delta.refusal or "")
            refused = refused or bool(choice.delta.refusal)
            thoughts += _thought(choice.delta)
            finish = choice.finish_reason or finish
            for call in choice.delta.tool_calls or []:
                said = calls.setdefault(call.index, ["", ""])
                said[0] = said[0] or call.function.name or ""
                said[1] += call.function.arguments or ""
    return {
        "text": text,
        "refused": refused,
        "thought": thoughts,
        "calls": list(calls.values()),
        "finish": finish,
        "usage": [usage.prompt_tokens, _written(usage)] if usage else None,
    }


def _thought(delta: Any) -> str:
    more = getattr(delta, "model_extra", None) or {}
    return more.get("reasoning_content") or more.get("reasoning") or ""


def responses(url: str) -> dict[str, Any]:
    client = openai.OpenAI(api_key="k", base_url=url, max_retries=0)
    last = None
    for event in client.responses.create(model="m", input="Hello?", stream=True):
        last = getattr(event, "response", None) or last
    output = last.output
    thoughts = [
        part.text for item in output if item.type == "reasoning" for part in (*item.summary, *(item.content or []))
    ]
    said = [part for item in output if item.type == "message" for part in item.content]
    refused = [part.refusal for part in said if part.type == "refusal"]
    usage = last.usage
    return {
        "text": last.output_text + "".join(refused),
        "refused": bool(refused),
        "thought": "\n\n".join(thoughts),
        "calls": [call for item in output for call in _call(item)],
        "finish": last.status,
        "usage": [usage.input_tokens, usage.output_tokens] if usage else None,
    }


def _call(item: Any) -> list[list[str]]:
    if item.type == "function_call":
        return [[item.name, item.arguments]]
    return [[item.name, item.input]] if item.type == "custom_tool_call" else []


def messages(url: str) -> dict[str, Any]:
    client = anthropic.Anthropic(api_key="k", base_url=url, max_retries=0)
    with client.messages.stream(model="m", max_tokens=100, messages=QUESTION) as stream:
        message = stream.get_final_message()
    blocks = message.content
    return {
        "text": "".join(block.text for block in blocks if block.type == "text"),
        "refused": message.stop_reason == "refusal",
        "thought": "".join(block.thinking for block in blocks if block.type == "thinking"),
        "calls": [[block.name, json.dumps(block.input)] for block in blocks if block.type == "tool_use"],
        "finish": message.stop_reason,
        "usage": [_read(message.usage), message.usage.output_tokens],
    }


def _written(usage: Any) -> int:
    """All that was written, also what xAI thinks beside the answer and counts in the total only."""
    return max(usage.completion_tokens, (usage.total_tokens or 0) - usage.prompt_tokens)


def _read(usage: Any) -> int:
    """All tokens of the question; Anthropic counts those from its cache apart."""
    return usage.input_tokens + (usage.cache_read_input_tokens or 0) + (usage.cache_creation_input_tokens or 0)


if __name__ == "__main__":
    kinds = {"chat": chat, "responses": responses, "messages": messages}
    print(json.dumps(kinds[sys.argv[1]](sys.argv[2])))
