"""What NextChat calls a conversation that nobody has called anything. It knows no conversation."""

from collections.abc import Mapping

_USUAL: Mapping[str, str] = {
    "en": "New Conversation",
    "cn": "新的聊天",
    "tw": "新的對話",
    "jp": "新しいチャット",
    "ko": "새 채팅",
    "de": "Neuer Chat",
    "fr": "Nouvelle discussion",
    "es": "Nuevo chat",
    "it": "Nuova chat",
    "pt": "Nova Conversa",
    "ru": "Новый чат",
    "tr": "Yeni Sohbet",
    "vi": "Trò chuyện mới",
    "id": "Obrolan Baru",
    "cs": "Nový chat",
    "sk": "Nová konverzácia",
    "da": "Ny samtale",
    "no": "Ny samtale",
    "ar": "دردشة جديدة",
    "bn": "নতুন চ্যাট",
}
"""By NextChat's names of languages."""

_FOLDED = frozenset(title.casefold() for title in _USUAL.values())


def is_usual(title: str) -> bool:
    """Whether this says no more than that it is new, in any of NextChat's languages."""
    return not title.strip() or title.strip().casefold() in _FOLDED


def usual(language: str) -> str:
    """In NextChat's name of a language; in English where it has no such one."""
    return _USUAL.get(language, _USUAL["en"])
