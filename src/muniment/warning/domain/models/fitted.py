"""A model of repeat buying with its numbers, as it is kept and asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Model(StrEnum):
    """How customers are thought to buy and to stop.

    Between orders lie random gaps (Erlang-k: 1 is pure chance, more is a rhythm) whose speed
    differs between customers by a gamma law. NBD never stops. BG and MBG stop after an order,
    with a chance that differs by a beta law; MBG may stop after the very first. Pareto stops
    at any moment.

    Sources: NBD, Ehrenberg, Applied Statistics 8(1), 1959. Pareto/NBD, Schmittlein, Morrison and
    Colombo, Management Science 33(1), 1987. BG/NBD, Fader, Hardie and Lee, Marketing Science
    24(2), 2005. MBG/NBD, Batislam, Denizel and Filiztekin, IJRM 24(3), 2007. MBG/CNBD-k,
    Reutterer, Platzer and Schroeder, IJRM 38(2), 2021.
    """

    NBD = "nbd"
    BG_NBD = "bg_nbd"
    MBG_NBD = "mbg_nbd"
    PARETO_NBD = "pareto_nbd"
    MBG_CNBD = "mbg_cnbd"


PARAMETERS = {
    Model.NBD: ("r", "alpha"),
    Model.BG_NBD: ("r", "alpha", "a", "b"),
    Model.MBG_NBD: ("r", "alpha", "a", "b"),
    Model.PARETO_NBD: ("r", "alpha", "s", "beta"),
    Model.MBG_CNBD: ("r", "alpha", "a", "b"),
}


@dataclass(frozen=True, slots=True)
class Fitted:
    """What a book taught.

    Attributes:
        k: regularity; 1 for every model but MBG/CNBD-k.
        parameters: by name; `alpha` and `beta` in units of `unit_days` days. For k above 1,
            `r / alpha` is the speed of the stages, of which an order takes k.
        log_likelihood: of all customers, as a density over gaps in units; NaN if k is above 1
            and the gaps are unknown.
        customers: how many it was learnt from.
    """

    model: Model
    k: int
    parameters: Mapping[str, float]
    log_likelihood: float
    customers: int
    unit_days: float = 7

    @property
    def values(self) -> tuple[float, ...]:
        """Give the parameters in the order of `PARAMETERS`."""
        return tuple(self.parameters[name] for name in PARAMETERS[self.model])
