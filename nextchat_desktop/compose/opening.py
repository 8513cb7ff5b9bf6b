"""What happens before anything is opened: who else is here, where the data lie, and what was left to be done then."""

import os
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from nextchat_desktop.compose.cannot_start import CannotStart
from nextchat_desktop.core.carried_out import CarriedOut
from nextchat_desktop.storage.database import Driver
from nextchat_desktop.storage.paths import Paths, ensure
from nextchat_desktop.storage.presence import Presence
from nextchat_desktop.storage.whereabouts import (
    DataGone,
    Pointer,
    at,
    left_behind,
    located,
    order_file,
    point,
    pointer,
    pointer_file,
)

if TYPE_CHECKING:
    from nextchat_desktop.storage.backups.orders import Moving, Order


class Opening:
    """`usual` is where everything would lie had nobody moved the data."""

    def __init__(self, driver: Driver, usual: Paths) -> None:
        self.usual = usual
        self.presence = Presence(usual.config / "running")
        self._driver = driver

    def enter(self) -> tuple[Paths, CarriedOut]:
        """Where the data are, and what was done. Raises CannotStart, OSError."""
        ensure(self.usual.config)
        with ExitStack() as held:
            with suppress(OSError):  # a disk that takes nothing more is no reason not to read what is there
                held.enter_context(self.presence.gate())
            try:
                done = self._carried_out()
                here = self._located()
            except DataGone as gone:
                raise CannotStart("start.data_gone", gone.path, begin_anew=self._begin_anew) from None
            self.presence.enter()
        return here, done

    def _begin_anew(self) -> None:
        """Where the data were before, if they still are, or in the usual folder. Whoever finds the other one again has
        all that is in it."""
        from nextchat_desktop.storage.backups import orders  # hardly any start needs them, nor what follows

        now = pointer(self.usual)
        before = left_behind(self.usual, now) if now is not None else None
        if before is not None and before.database.is_file():
            point(self.usual, Pointer(data=str(before.data), proven=True))
        else:
            pointer_file(self.usual).unlink(missing_ok=True)
        orders.done(self.usual)

    def _located(self) -> Paths:
        """Where they did not arrive they stay where they were; where they did, what is said from now on is there."""
        here, said = located(self.usual), pointer(self.usual)
        if said is not None and Path(said.data) != here.data:
            point(self.usual, Pointer(data=str(here.data), proven=True))
        elif said is not None and not (said.used or said.proven):
            with suppress(OSError):
                point(self.usual, Pointer(data=said.data, before=said.before, used=True))
        return here

    def _carried_out(self) -> CarriedOut:
        if not os.path.exists(order_file(self.usual)):
            return CarriedOut()
        from nextchat_desktop.storage.backups import orders

        order = orders.given(self.usual)
        others = self.presence.others if order is not None else False
        if order is None or (others and isinstance(order, orders.Copying)):  # that is what they do
            return CarriedOut()
        if others:
            raise CannotStart("start.others", self.usual.config)
        try:
            return self._obeyed(order)
        except OSError as error:
            raise CannotStart("start.not_finished", self.usual.data, str(error)) from error

    def _obeyed(self, order: "Order") -> CarriedOut:
        from nextchat_desktop.storage.backups import orders

        if isinstance(order, orders.Erasing):
            self._erase()
            return CarriedOut()
        here = located(self.usual)
        match order:
            case orders.Restoring(made=made, undo=undo):
                orders.carry_out(self.usual, orders.restoring(self._driver, here, order))
                return CarriedOut(restored=made, undo=undo)
            case orders.Copying():
                self._take_back(here, order.to, order.made)
                return CarriedOut()
            case orders.Moving():
                return self._moved(here, order)

    def _erase(self) -> None:
        """Wherever the data are or were; a start before may have erased the database already. Raises DataGone."""
        from nextchat_desktop.storage.backups import orders

        now, places = pointer(self.usual), [self.usual]
        if now is not None:
            if not Path(now.data).is_dir():
                raise DataGone(Path(now.data))
            before = left_behind(self.usual, now)
            places = [at(self.usual, Path(now.data)), *([before] if before is not None else []), self.usual]
        steps = [step for place in places for step in orders.erasing(place)]
        last = ("forget where they were", lambda: pointer_file(self.usual).unlink(missing_ok=True))
        orders.carry_out(self.usual, [*steps, last])

    def _moved(self, here: Paths, order: "Moving") -> CarriedOut:
        """Where that fails everything stays as it was."""
        from nextchat_desktop.core.data_folder import CannotMove
        from nextchat_desktop.storage.backups import orders
        from nextchat_desktop.storage.moving import arriving

        try:
            orders.carry_out(self.usual, arriving(self._driver, self.usual, here, order))
        except (OSError, CannotMove) as error:
            if located(self.usual) == here:
                self._take_back(here, order.to, order.made)
            orders.done(self.usual)
            return CarriedOut(not_moved=str(error) or type(error).__name__)
        return CarriedOut(moved=order.to)

    def _take_back(self, here: Paths, to: str, made: bool) -> None:
        """What was copied for a move that came to nothing."""
        from nextchat_desktop.storage.backups import orders
        from nextchat_desktop.storage.moving import forget

        target = at(self.usual, Path(to))
        if target.data != here.data:
            forget(target, made)
        orders.done(self.usual)
