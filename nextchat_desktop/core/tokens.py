"""Estimates of how many tokens a text is. No tokenizer: the factors are NextChat's, by kind of character."""


def estimate(text: str) -> int:
    """Tokens, rounded up. Letters count a quarter, other ASCII a half, everything else one and a half."""
    return -int(-sum(_weight(character) for character in text) // 1)


def _weight(character: str) -> float:
    code = ord(character)
    if 65 <= code <= 122:
        return 0.25
    return 0.5 if code < 128 else 1.5
