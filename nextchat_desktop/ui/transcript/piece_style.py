"""The style sheet of the widgets that lie over the transcript; it knows their names only."""

from .look import Look


def piece_style(look: Look) -> str:
    p = look.palette
    small, label = f"font-size: {look.scaled(12)}px;", f"font-size: {look.scaled(13)}px;"
    body = f"font-size: {look.scaled(14)}px;"
    mono = ", ".join(f"'{family}'" for family in look.mono.families())
    clear = "background: transparent; border: 1px solid transparent; border-radius: 6px; min-width: 0; min-height: 0;"
    bare = "background: transparent; border: none;"
    rules = (
        ("QLabel", f"{bare} color: {p.text};"),
        ("QToolButton", f"{clear} color: {p.text_3}; padding: 3px 7px; {small}"),
        ("QToolButton:hover", f"background: {p.hover}; color: {p.text_2};"),
        ("QToolButton:pressed", f"background: {p.selected};"),
        ("QToolButton:focus", f"border: 1px solid {p.accent};"),
        ("#copyCode", f"color: {p.text_2};"),
        ("#copyCode:hover", f"background: {p.selected};"),
        ("#reasoningChip", f"color: {p.text_2}; border: 1px solid {p.line}; padding: 2px 10px 2px 6px; {label}"),
        ("#reasoningChip:focus", f"border: 1px solid {p.accent};"),
        ("#latest", f"background: {p.raised}; color: {p.text_2}; border: 1px solid {p.edge}; padding: 5px 12px 5px 8px;"
         f" border-radius: 15px; {label}"),
        ("#latest:hover", f"background: {p.hover};"),
        ("#caption", f"color: {p.text_3}; {small}"),
        ("#notice QLabel", f"color: {p.text_3}; {small}"),
        ("#notice QToolButton", f"color: {p.accent};"),
        ("#noticeLine", f"background: {p.line}; border: none;"),
        ("#failureCard", f"background: {p.raised}; border: 1px solid {p.line}; border-radius: 10px;"),
        ('#failureCard[tone="bad"]', f"border-left: 3px solid {p.bad};"),
        ('#failureCard[tone="warn"]', f"border-left: 3px solid {p.warn};"),
        ("#cardTitle", f"{body} font-weight: 600;"),
        ("#cardMeaning", f"{body} color: {p.text_2};"),
        ("#cardDetails", f"background: {p.code}; color: {p.text_2}; border-radius: 8px; padding: 8px 10px;"
         f" margin-top: 4px; font-family: {mono}; {small}"),
        ("#failureCard QPushButton", f"{clear} {body} font-weight: 500; border-radius: 8px; padding: 5px 14px;"),
        ('#failureCard QPushButton[role="primary"]', f"background: {p.accent}; color: {p.on_accent};"),
        ('#failureCard QPushButton[role="primary"]:hover', f"background: {p.accent_hover};"),
        ('#failureCard QPushButton[role="primary"]:focus', f"border: 2px solid {p.accent_soft}; padding: 4px 13px;"),
        ('#failureCard QPushButton[role="link"]', f"color: {p.accent}; background: transparent;"),
        ('#failureCard QPushButton[role="link"]:hover', f"background: {p.accent_soft};"),
        ('#failureCard QPushButton[role="link"]:focus', f"border: 2px solid {p.accent}; padding: 4px 13px;"),
        ("#sideBar", "background: transparent; border: none; height: 8px; margin: 0;"),
        ("#sideBar::handle", f"background: {p.edge}; border-radius: 2px; margin: 2px 0; min-width: 32px;"),
        ("#sideBar::add-line, #sideBar::sub-line", "width: 0; height: 0; border: none; background: none;"),
        ("#sideBar::add-page, #sideBar::sub-page", "background: none;"),
    )
    return "\n".join(f"{selector} {{ {body_} }}" for selector, body_ in rules)
