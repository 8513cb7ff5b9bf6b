"""Estimates of how many tokens a text is. No tokenizer: the factors are NextChat's, by kind of character."""

_LETTERS = bytes(range(65, 123))


def estimate(text: str) -> int:
    """Tokens, rounded up. Letters count a quarter, other ASCII a half, everything else one and a half."""
    ascii = text.encode("ascii", "ignore")
    signs = len(ascii.translate(None, _LETTERS))
    quarters = len(ascii) + signs + 6 * (len(text) - len(ascii))
    return -(-quarters // 4)
