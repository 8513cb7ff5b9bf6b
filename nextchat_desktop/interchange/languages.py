"""NextChat's names of languages ↔ ours; what is named alike in both, or in one only, is left as it is."""

_OURS = {"cn": "zh_CN", "tw": "zh_TW"}
_THEIRS = {ours: theirs for theirs, ours in _OURS.items()}


def ours(language: str) -> str:
    return _OURS.get(language, language)


def theirs(language: str) -> str:
    return _THEIRS.get(language, language)
