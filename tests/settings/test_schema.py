"""Every setting is one row of the table."""

from nextchat_desktop.settings.schema import OPTIONS


def test_every_setting_can_stand_among_others_in_a_set() -> None:
    assert len(frozenset(OPTIONS)) == len(OPTIONS)
