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
    thoughts = []
    with client.chat.completions.stream(model="m", messages=QUESTION) as stream:
        for event in stream:
            if event.type == "chunk":
                thoughts += [_thought(choice.delta) for choice in event.chunk.choices]
        completion = stream.get_final_completion()
    choice = completion.choices[0]
    usage = completion.usage
    return {
        "text": (choice.message.content or "") + (choice.message.refusal or ""),
        "thought": "".join(thoughts),
        "calls": [[call.function.name, call.function.arguments] for call in choice.message.tool_calls or []],
        "finish": choice.finish_reason,
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
