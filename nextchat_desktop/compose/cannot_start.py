"""Why the program does not begin, for whoever is to tell it. It knows no words."""

from pathlib import Path


class CannotStart(Exception):
    """Nothing was changed. `sentence` is the id of the words that say why, `path` what they speak of, and `copy` a
    backup that could take its place."""

    def __init__(self, sentence: str, path: Path, detail: str = "") -> None:
        super().__init__(sentence, path, detail)
        self.sentence = sentence
        self.path = path
        self.detail = detail
