"""The text of files that people wrote in some editor or spreadsheet. It opens no file."""

_ENCODINGS = ("utf-8-sig", "gb18030")
_WESTERN = "cp1252"


def decoded(data: bytes) -> str:
    """As UTF-16 where it says so, else as UTF-8, else as tables are saved in China or in the west, unless all but a few
    letters are UTF-8; nothing it cannot read."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    is_western = broken > sum(not letter.isascii() for letter in text) - broken
    return data.decode(_WESTERN, "replace") if is_western else text
