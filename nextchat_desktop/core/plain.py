"""What strangers have written, without what turns letters around, hides them or works a terminal. Pure."""

CONTROLS = (*range(9), *range(11, 32), *range(127, 160))
"""All but tabs and line ends."""

TURNING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""What makes letters stand in another order than they are read. Marks that only say where a word belongs may stay."""

_ODD = {**dict.fromkeys((*CONTROLS, *TURNING), "\ufffd"), ord("\r"): None}


def plain(text: str) -> str:
    """The text with a sign in place of each of them."""
    return text.translate(_ODD)
