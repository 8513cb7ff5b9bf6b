"""NextChat's files as its many versions wrote them, piece by piece, for the tests of what reads them."""

import base64
from datetime import datetime
from typing import Any

from interchange.foreign.arrivals import Handed, handed

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (3).to_bytes(4) + (2).to_bytes(4) + b"\x08\x06\0\0\0"
DATA_URL = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"


def local(*clock: int) -> int:
    """UTC milliseconds of a moment by the clock on the wall here."""
    return round(datetime(*clock).timestamp() * 1000)  # type: ignore[arg-type,misc]


UPDATED = local(2024, 12, 5, 15, 30, 0)


def said(role: str, content: Any, **more: Any) -> dict[str, Any]:
    fields = {"id": f"m-{role}-{abs(hash(str(content))) % 10**9}", "date": "12/5/2024, 3:04:05 PM"}
    return {**fields, "role": role, "content": content, **more}


def asked(content: Any = "hi", **more: Any) -> dict[str, Any]:
    return said("user", content, **more)


def answered(content: Any = "hello", **more: Any) -> dict[str, Any]:
    return said("assistant", content, **{"model": "gpt-4o", "streaming": False, **more})


def config(**more: Any) -> dict[str, Any]:
    return {
        "model": "gpt-4o-mini",
        "providerName": "OpenAI",
        "temperature": 0.5,
        "top_p": 1,
        "max_tokens": 4000,
        "presence_penalty": 0,
        "frequency_penalty": 0,
        "sendMemory": True,
        "historyMessageCount": 4,
        "compressMessageLengthThreshold": 1000,
        "compressModel": "",
        "compressProviderName": "",
        "enableInjectSystemPrompts": True,
        "template": "{{input}}",
        "size": "1024x1024",
        "quality": "standard",
        "style": "vivid",
        **more,
    }


def empty_mask(**more: Any) -> dict[str, Any]:
    return {
        "id": "mask-of-this-session",
        "createdAt": 1688899480510,
        "avatar": "gpt-bot",
        "name": "New Conversation",
        "context": [],
        "syncGlobalConfig": True,
        "lang": "en",
        "builtin": False,
        "modelConfig": config(),
        **more,
    }


def session(*messages: Any, **more: Any) -> dict[str, Any]:
    return {
        "id": "V1StGXR8_Z5jdHi6B-myT",
        "topic": "Weather",
        "memoryPrompt": "",
        "messages": list(messages) or [asked(), answered()],
        "stat": {"tokenCount": 0, "wordCount": 0, "charCount": 7},
        "lastUpdate": UPDATED,
        "lastSummarizeIndex": 0,
        "mask": empty_mask(),
        **more,
    }


def stores(*sessions: Any, **more: Any) -> dict[str, Any]:
    chats = {"sessions": list(sessions), "currentSessionIndex": 0, "lastUpdateTime": 0, "_hasHydrated": True}
    return {"chat-next-web-store": chats, **more}


def backup(*sessions: Any, **more: Any) -> Handed:
    """A backup with these conversations, or with one, and further stores."""
    return handed(stores(*(sessions or (session(),)), **more), "Backup-12_5_2024, 15_31_00.json")
