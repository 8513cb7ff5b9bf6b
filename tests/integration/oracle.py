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
    text, thoughts, finish, usage, calls = "", "", None, None, {}
    for chunk in client.chat.completions.create(model="m", messages=QUESTION, stream=True):
        usage = chunk.usage or usage
        for choice in chunk.choices:
            text += (choice.delta.content or "") + (choice.delta.refusal or "")
            thoughts += _thought(choice.delta)
            finish = choice.finish_reason or finish
            for call in choice.delta.tool_calls or []:
                said = calls.setdefault(call.index, ["", ""])
                said[0] = said[0] or call.function.name or ""
                said[1] += call.function.arguments or ""
    return {
        "text": text,
        "thought": thoughts,
        "calls": list(calls.values()),
        "finish": finish,
        "usage": [usage.prompt_tokens, usage.completion_tokens] if usage else None,
    }


def _thought(delta: Any) -> str:
    more = getattr(delta, "model_extra", None) or {}
    return more.get("reasoning_content") or more.get("reasoning") or ""


def responses(url: str) -> dict[str, Any]:
    client = openai.OpenAI(api_key="k", base_url=url, max_retries=0)
    last = None
    for event in client.responses.create(model="m", input="Hello?", stream=True):
        last = getattr(event, "response", None) or last
    thoughts = [part.text for item in last.output if item.type == "reasoning" for part in item.summary]
    usage = last.usage
    return {
        "text": last.output_text,
        "thought": "\n\n".join(thoughts),
        "calls": [[item.name, item.arguments] for item in last.output if item.type == "function_call"],
        "finish": last.status,
        "usage": [usage.input_tokens, usage.output_tokens] if usage else None,
    }


def messages(url: str) -> dict[str, Any]:
    client = anthropic.Anthropic(api_key="k", base_url=url, max_retries=0)
    with client.messages.stream(model="m", max_tokens=100, messages=QUESTION) as stream:
        message = stream.get_final_message()
    blocks = message.content
    return {
        "text": "".join(block.text for block in blocks if block.type == "text"),
        "thought": "".join(block.thinking for block in blocks if block.type == "thinking"),
        "calls": [[block.name, json.dumps(block.input)] for block in blocks if block.type == "tool_use"],
        "finish": message.stop_reason,
        "usage": [message.usage.input_tokens, message.usage.output_tokens],
    }


if __name__ == "__main__":
    kinds = {"chat": chat, "responses": responses, "messages": messages}
    print(json.dumps(kinds[sys.argv[1]](sys.argv[2])))
