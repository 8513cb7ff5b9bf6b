"""Pictures that a person attaches: where they come from, whether the model sees them, what is said of them.

It joins the composer with the models and prepares nothing itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from nextchat_desktop.core.capabilities import Capabilities
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import Model, ModelKind
from nextchat_desktop.core.messages import Message
from nextchat_desktop.core.parts import Picture
from nextchat_desktop.core.picture_options import UNKNOWN, picture_options
from nextchat_desktop.engine.models import Models
from nextchat_desktop.engine.setup import Setup
from nextchat_desktop.ui.chat.dropping import PictureDrop
from nextchat_desktop.ui.chat.forecast import Forecast
from nextchat_desktop.ui.composer.attachments import MOST, Attached, Attachments, Refusal
from nextchat_desktop.ui.composer.composer import Composer
from nextchat_desktop.ui.composer.fitting import MOST_READ, Unfit
from nextchat_desktop.ui.composer.incoming import SUFFIXES, Incoming, from_files
from nextchat_desktop.ui.files import Place, ask_which
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.transcript.gallery import Gallery
from nextchat_desktop.ui.transcript.pictures import KEPT
from nextchat_desktop.words.amounts import whole
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.sentences import listed, together

_MEGABYTE = 1024 * 1024
_NAMED = 3
"""So many names stand in a sentence; the others are counted."""


def attachments_of(gallery: Gallery) -> Attachments:
    """Those of a composer, which are prepared and kept with what the gallery has for that."""
    read = gallery.pictures.reader
    return gallery.attached or Attachments(gallery.decoder, gallery.keep, lambda blob: read(KEPT + blob))


class Attaching(QObject):
    """`told` says what was done, `warned` what could not be, `undoable` what was done and how it is undone."""

    told = Signal(str)
    warned = Signal(str)
    over = Signal(str)
    """What was warned of does not matter any more."""
    undoable = Signal(str, object)
    others_dropped = Signal(object)
    """The paths of files that are no pictures, and of folders."""
    opened = Signal(str, str)
    """The address of a picture that the person wants to see, and what it is called."""

    def __init__(
        self,
        words: Words,
        theme: Theme,
        composer: Composer,
        models: Models,
        setup: Setup,
        page: QWidget,
        size: Callable[[str], int],
    ) -> None:
        """`size` tells the bytes of a blob."""
        super().__init__(page)
        self._words = words
        self._forecast = Forecast(words, size)
        self._composer = composer
        self._models = models
        self._setup = setup
        self._page = page
        self._choice: ModelChoice | None = None
        self._blind = ""
        self._paints = False
        self._refusal = ""
        """What was said last of pictures that were not taken."""
        self._dropping = PictureDrop(page, theme)
        self._dropping.say_of_others(words("import.drop"))
        self._connect()

    @property
    def going(self) -> tuple[Picture, ...]:
        """The pictures that would be sent now."""
        return () if self._blind else self._composer.attachments.ready

    def forecast(self, before: Sequence[Message], text: str) -> str:
        """What would be sent now, in a line; `before` are the turns that were said. Empty where nothing can be."""
        if not text and (self._paints or not self.going):
            return ""
        return self._forecast.said(before, text, self.going, not self._blind, self._paints)

    @property
    def paints(self) -> bool:
        """Whether whoever answers makes pictures."""
        return self._paints

    def follow(self, choice: ModelChoice | None, name: str) -> None:
        """Who answers now; `name` is what the model is called."""
        self._choice = choice
        can = self._models.capabilities(choice) if choice is not None else Capabilities()
        is_blind = choice is not None and not sees(can, choice.model)
        self._blind = self._words("attach.blind", model=name) if is_blind else ""
        self._composer.set_blind(self._blind, self._words("attach.stays", model=name) if is_blind else "")
        self._dropping.say(self._blind or self._words("attach.drop"))
        self._paints = can.kind is ModelKind.PICTURES
        self._composer.set_needs_words(self._paints)
        model = self._model()
        options = picture_options(model.id) if self._paints and model is not None else UNKNOWN
        self._composer.pickers.show_options(options, model.options if model is not None else {})

    def attach(self, incoming: Sequence[Incoming]) -> None:
        """Takes them in, or says why not."""
        if self._blind:
            self.warned.emit(self._blind)
        else:
            self._composer.attachments.add(incoming)

    def clear(self, pictures: Sequence[Picture]) -> None:
        """The message was sent, with these."""
        if pictures:
            self._composer.attachments.clear()
        self.over.emit(self._refusal)

    def ask(self) -> None:
        """Opens the question which files; returns at once."""
        words = self._words
        pictures = " ".join(f"*.{suffix}" for suffix in SUFFIXES)
        filters = [f"{words('attach.filter')} ({pictures})", f"{words('attach.all_files')} (*)"]
        place = Place.PicturesLocation
        dialog = ask_which(self._page, "attachDialog", words("attach.title"), filters, many=True, place=place)
        dialog.filesSelected.connect(self._on_files_chosen)

    def _connect(self) -> None:
        composer, attachments = self._composer, self._composer.attachments
        composer.attach_button.clicked.connect(self.ask)
        composer.field.pasted.connect(self.attach)
        composer.chips.opened.connect(self._on_opened)
        composer.pickers.chosen.connect(self._on_option_chosen)
        attachments.removed.connect(self._on_removed)
        attachments.refused.connect(self._on_refused)
        self._dropping.dropped.connect(self.attach)
        self._dropping.others_dropped.connect(self.others_dropped)
        self._dropping.hovered.connect(composer.set_dropping)

    def _on_files_chosen(self, paths: list[str]) -> None:
        self.attach(from_files(paths))

    def _on_opened(self, picture: Picture) -> None:
        self.opened.emit(KEPT + picture.blob, self._name(picture.name))

    def _on_removed(self, attached: Attached, place: int) -> None:
        undo: Callable[[], None] = partial(self._composer.attachments.restore, attached, place)
        self.undoable.emit(self._words("attach.removed", name=self._name(attached.name)), undo)

    def _on_refused(self, refused: Sequence[Refusal]) -> None:
        names: dict[Unfit, list[str]] = {}
        for one in refused:
            names.setdefault(one.reason, []).append(self._name(one.name))
        self._refusal = "\n".join(self._why(reason, of_these) for reason, of_these in names.items())
        self.warned.emit(self._refusal)

    def _why(self, reason: Unfit, names: Sequence[str]) -> str:
        """Why these are not taken, in one sentence; of many names the first."""
        words, further = self._words, len(names) - _NAMED
        if further > 0:
            told = words("attach.and_more", names=listed(words, names[:_NAMED]), count=whole(words, further))
        else:
            told = together(words, names)
        most = {Unfit.TOO_LARGE: MOST_READ // _MEGABYTE, Unfit.ONE_TOO_MANY: MOST}.get(reason, 0)
        return words.plural(f"attach.unfit_{reason}", len(names), names=told, most=most)

    def _on_option_chosen(self, kind: str, value: str) -> None:
        """Becomes what the model's pictures begin with from now on."""
        connection = self._setup.get(self._choice.connection) if self._choice is not None else None
        model = self._model()
        if connection is None or model is None:
            return
        options = {name: kept for name, kept in model.options.items() if name != kind}
        changed = replace(model, options={**options, kind: value} if value else options)
        models = tuple(changed if each.id == model.id else each for each in connection.models)
        self._setup.save(replace(connection, models=models))

    def _model(self) -> Model | None:
        """The model that answers, as the person set it up."""
        connection = self._setup.get(self._choice.connection) if self._choice is not None else None
        return connection.model(self._choice.model) if connection is not None and self._choice is not None else None

    def _name(self, name: str) -> str:
        return name or self._words("attach.picture")


def sees(can: Capabilities, model: str) -> bool:
    """Whether a model is shown pictures; where nobody knows, it may be. One that paints changes those it takes."""
    if can.kind is ModelKind.PICTURES:
        return picture_options(model).edits and can.vision is not False
    return can.vision is not False
