"""The choices of a person: kept beside what others wrote, and held where the disk takes nothing."""

import pytest

from nextchat_desktop.core.policy import Giver
from nextchat_desktop.settings.option import InvalidValue
from nextchat_desktop.settings.schema import LANGUAGE, TEXT_SIZE, THEME
from nextchat_desktop.settings.store import Layer, Settings


class Paper:
    """Keeps text as a file would, until it is full."""

    def __init__(self, text: str = "") -> None:
        self.text = text
        self.is_full = False
        self.aside: list[str] = []

    def read(self) -> str:
        return self.text

    def write(self, text: str) -> None:
        if self.is_full:
            raise OSError("No space left on device")
        self.text = text

    def set_aside(self) -> None:
        self.aside.append(self.text)
        self.text = ""


def test_only_what_differs_is_kept_and_what_people_wrote_stays() -> None:
    paper = Paper('# mine\n"of.the.future" = 3\n')
    settings = Settings(paper)
    settings[THEME] = "dark"
    assert Settings(paper)[THEME] == "dark"
    settings[THEME] = "auto"
    assert paper.text == '# mine\n"of.the.future" = 3\n'


@pytest.mark.parametrize(
    "text",
    [
        'appearance.theme = "dark"\nappearance.text_size = 20\n',
        '[appearance]\ntheme = "dark"\ntext_size = 20\n',
        'appearance = {theme = "dark", text_size = 20}\n',
        '# mine\n[appearance] # all of it\ntheme = "dark"\nof_the_future = 3\ntext_size = 20\n',
    ],
)
def test_what_is_written_by_hand_as_tables_counts_and_can_be_changed(text: str) -> None:
    paper = Paper(text)
    settings = Settings(paper)
    assert (settings[THEME], settings[TEXT_SIZE]) == ("dark", 20)
    settings[THEME] = "light"
    assert (Settings(paper)[THEME], Settings(paper)[TEXT_SIZE]) == ("light", 20)
    settings[THEME] = "auto"
    settings[TEXT_SIZE] = 21
    assert (Settings(paper)[THEME], Settings(paper)[TEXT_SIZE]) == ("auto", 21)
    assert ("of_the_future = 3" in paper.text) == ("of_the_future" in text)
    assert ("# mine" in paper.text) == ("# mine" in text)
    assert paper.aside == []


def test_two_windows_keep_each_others_choices() -> None:
    paper = Paper()
    one, two = Settings(paper), Settings(paper)
    one[THEME] = "dark"
    two[TEXT_SIZE] = 20
    assert (Settings(paper)[THEME], Settings(paper)[TEXT_SIZE]) == ("dark", 20)


def test_choosing_what_the_other_window_has_chosen_takes_effect_here_too() -> None:
    paper, told = Paper(), []
    one, two = Settings(paper), Settings(paper)
    two.listen(told.append)
    one[THEME] = "dark"
    two[TEXT_SIZE] = 20
    two[THEME] = "dark"
    assert told == [TEXT_SIZE, THEME]


def test_whoever_listens_is_told_once_per_change() -> None:
    settings, told = Settings(Paper()), []
    settings.listen(told.append)
    settings[THEME] = "dark"
    settings[THEME] = "dark"
    assert told == [THEME]


def test_a_choice_the_disk_does_not_take_holds_and_is_kept_later() -> None:
    paper = Paper()
    settings = Settings(paper)
    paper.is_full = True
    with pytest.raises(OSError, match="No space"):
        settings[THEME] = "dark"
    paper.is_full = False
    settings[TEXT_SIZE] = 20
    assert (settings[THEME], Settings(paper)[THEME]) == ("dark", "dark")


def test_a_text_broken_meanwhile_is_put_aside_and_costs_no_choice() -> None:
    paper = Paper()
    settings = Settings(paper)
    settings[THEME] = "dark"
    paper.text = "[broken"
    settings[TEXT_SIZE] = 20
    assert paper.aside == ["[broken"]
    assert (Settings(paper)[THEME], Settings(paper)[TEXT_SIZE]) == ("dark", 20)


def test_nonsense_is_refused_and_nonsense_in_the_text_is_the_default() -> None:
    settings = Settings(Paper('"appearance.text_size" = "huge"\n"appearance.language" = "kl"'))
    assert (settings[TEXT_SIZE], settings[LANGUAGE]) == (TEXT_SIZE.default, "auto")
    with pytest.raises(InvalidValue):
        settings[TEXT_SIZE] = 400


ABOVE = Layer(Giver.ORGANISATION, {THEME.key: "dark"})
BESIDE = Layer(Giver.ENVIRONMENT, {THEME.key: "light", LANGUAGE.key: "zh_CN"})
BELOW = Layer(Giver.FILE, {TEXT_SIZE.key: 20})


def test_what_is_laid_down_goes_before_the_environment_and_both_before_the_person() -> None:
    settings = Settings(Paper('"appearance.theme" = "auto"\n"appearance.language" = "en"\n'), (ABOVE, BESIDE))
    assert (settings[THEME], settings[LANGUAGE]) == ("dark", "zh_CN")
    assert settings.held_by(THEME) is Giver.ORGANISATION
    assert settings.held_by(LANGUAGE) is Giver.ENVIRONMENT
    assert settings.held_by(TEXT_SIZE) is None


def test_what_is_held_stays_and_nothing_of_it_is_written() -> None:
    paper, told = Paper(), []
    settings = Settings(paper, (ABOVE,))
    settings.listen(told.append)
    settings[THEME] = "light"
    assert (settings[THEME], paper.text, told) == ("dark", "", [])
    assert not settings.is_changed(THEME)


def test_a_preset_counts_until_the_person_says_otherwise_and_again_when_they_take_it_back() -> None:
    paper = Paper()
    settings = Settings(paper, (), (BELOW,))
    assert (settings[TEXT_SIZE], settings.default_of(TEXT_SIZE)) == (20, 20)
    assert not settings.is_changed(TEXT_SIZE)
    settings[TEXT_SIZE] = TEXT_SIZE.default
    assert Settings(paper, (), (BELOW,))[TEXT_SIZE] == TEXT_SIZE.default
    assert settings.is_changed(TEXT_SIZE)
    settings[TEXT_SIZE] = 20
    assert paper.text == ""
