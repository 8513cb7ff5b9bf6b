"""How texts name those who speak in them, in the languages that people's programs have. It reads no file."""

import re
from collections.abc import Mapping

from nextchat_desktop.core.messages import Role

_USERS = (
    "user you human me i prompt question q 用户 我 你 您 问 提问 使用者 用戶 ユーザー あなた 사용자 나 "
    "utilisateur vous benutzer usuario tú você utente вы пользователь kullanıcı"
)
_ASSISTANTS = (
    "assistant ai chatgpt gpt bot chatbot model answer response a claude gemini bard copilot bing deepseek kimi qwen "
    "grok 助手 回答 答 模型 机器人 機器人 アシスタント 어시스턴트 assistent asistente assistente ассистент"
)
_ALSO_ELSEWHERE = frozenset(("model", "answer", "response", "a", "模型", "回答", "答"))
"""Names that stand as often where nobody talks to a program: in lists of questions, and in data of things."""
_SYSTEMS = "system 系统 系統 システム 시스템 système sistema система"
_PHRASES: Mapping[str, Role] = {
    "you said": Role.USER,
    "i said": Role.USER,
    "my question": Role.USER,
    "người dùng": Role.USER,
    "chatgpt said": Role.ASSISTANT,
    "ai assistant": Role.ASSISTANT,
    "ai 助手": Role.ASSISTANT,
    "the assistant": Role.ASSISTANT,
}
_ROLES: Mapping[str, Role] = {
    **dict.fromkeys(_USERS.split(), Role.USER),
    **dict.fromkeys(_ASSISTANTS.split(), Role.ASSISTANT),
    **dict.fromkeys(_SYSTEMS.split(), Role.SYSTEM),
    **_PHRASES,
}
_MODEL = re.compile(r"(?:chat)?gpt[- ]?\d[\w. -]{0,20}|claude[- ][\w. -]{1,20}|gemini[- ][\w. -]{1,20}")
_ROBOT = "🤖"
"""Cherry Studio puts it before the name of any model."""
_BESIDE = re.compile(r"[^\w\s.'·-]+|^[\d. ]+|\([^)]*\)")
"""Signs, numbers and times around a name."""
_LONGEST = 60


def role_of(name: str) -> Role | None:
    """Who is meant; None for whom nobody knows."""
    plain = _plain(name)
    role = _ROLES.get(plain)
    is_model = plain and (_ROBOT in name or _MODEL.fullmatch(plain))
    return role or (Role.ASSISTANT if is_model else None)


def is_clear(name: str) -> bool:
    """Whether one who is called so is surely a program that somebody talks to."""
    return _plain(name) not in _ALSO_ELSEWHERE


def _plain(name: str) -> str:
    return " ".join(_BESIDE.sub(" ", name).casefold().split()) if len(name) <= _LONGEST else ""
