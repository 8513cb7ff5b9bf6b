"""Asks with the system's dialog on which printer, and which pages. Where printing is missing it says so."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from nextchat_desktop.words.catalogue import Words

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

Chosen = Callable[["QPrinter", frozenset[int]], object]
"""Is told the printer, and the numbers of the pages that are wanted; none for all."""


def ask_printer(parent: QWidget, words: Words, title: str, chosen: Chosen) -> str:
    """Opens the question and returns at once; a sentence for people where nobody can be asked."""
    try:
        from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter  # only who prints needs it
    except ImportError:
        return words("drawn.no_printing")
    from nextchat_desktop.ui.sharing.drawn.paper import page_layout, usual_page

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(page_layout(usual_page()))
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    dialog.setObjectName("printDialog")
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, True)
    dialog.finished.connect(dialog.deleteLater)
    dialog.accepted.connect(lambda: chosen(printer, wanted(printer)))
    dialog.setModal(True)
    dialog.show()
    return ""


def wanted(printer: "QPrinter") -> frozenset[int]:
    """The pages that were chosen in the dialog."""
    from PySide6.QtPrintSupport import QPrinter

    if printer.printRange() != QPrinter.PrintRange.PageRange:
        return frozenset()
    ranges = [(each.from_, each.to) for each in printer.pageRanges().toRangeList()]
    ranges = ranges or [(printer.fromPage(), printer.toPage())]
    return frozenset(page for first, last in ranges for page in range(first, last + 1) if page > 0)
