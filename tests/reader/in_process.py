"""The tree of a window as Qt has it ready for screen readers, read in the same process."""

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QWidget

from reader.heard import Heard

_Role = QAccessible.Role
ROLES: dict[QAccessible.Role, str] = {
    _Role.Button: "push button",
    _Role.ButtonMenu: "push button",
    _Role.ButtonDropDown: "push button",
    _Role.CheckBox: "check box",
    _Role.RadioButton: "radio button",
    _Role.ComboBox: "combo box",
    _Role.EditableText: "text",
    _Role.SpinBox: "spin button",
    _Role.Slider: "slider",
    _Role.PageTab: "page tab",
    _Role.MenuItem: "menu item",
    _Role.PopupMenu: "popup menu",
    _Role.List: "list",
    _Role.ListItem: "list item",
    _Role.Table: "table",
    _Role.Row: "table row",
    _Role.Cell: "table cell",
    _Role.ColumnHeader: "column header",
    _Role.Tree: "tree",
    _Role.TreeItem: "tree item",
    _Role.Link: "link",
    _Role.Graphic: "image",
    _Role.Heading: "heading",
    _Role.Paragraph: "paragraph",
    _Role.StaticText: "label",
    _Role.Dialog: "dialog",
    _Role.Window: "frame",
    _Role.ProgressBar: "progress bar",
    _Role.ScrollBar: "scroll bar",
}
_STATES = ("focusable", "checkable", "checked", "disabled", "expandable", "expanded", "pressed", "busy", "selected")


def windows() -> list[QWidget]:
    """Those that are open, the last one first."""
    return [one for one in reversed(QApplication.topLevelWidgets()) if one.isVisible()]


def read(widget: QWidget) -> Heard:
    return _heard(QAccessible.queryAccessibleInterface(widget))


def _heard(node: QAccessibleInterface) -> Heard:
    """Without what is not shown."""
    state, text, actions = node.state(), node.textInterface(), node.actionInterface()
    below = (node.child(index) for index in range(node.childCount()))
    return Heard(
        ROLES.get(node.role(), node.role().name.lower()),
        node.text(QAccessible.Text.Name),
        node.text(QAccessible.Text.Description),
        frozenset(name for name in _STATES if getattr(state, name)),
        text.text(0, text.characterCount()) if text else "",
        tuple(actions.actionNames()) if actions else (),
        tuple(label.text(QAccessible.Text.Name) for label, _ in node.relations(QAccessible.RelationFlag.Label)),
        tuple(_heard(child) for child in below if child is not None and not child.state().invisible),
    )
