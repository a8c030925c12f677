"""How customers buy and stop: models learnt from a whole book, asked about each customer."""

from muniment.warning.domain.models.asking import (
    alive,
    expected,
    gap_quantiles,
    gap_survival,
    log_likelihoods,
    silent,
)
from muniment.warning.domain.models.fitted import PARAMETERS, Fitted, Model
from muniment.warning.domain.models.fitting import GapsUnknown, NobodyCameBack, choose_k, fit
from muniment.warning.domain.models.histories import (
    Histories,
    HistoriesUnusable,
    histories,
    histories_of,
)

__all__ = [
    "PARAMETERS",
    "Fitted",
    "GapsUnknown",
    "Histories",
    "HistoriesUnusable",
    "Model",
    "NobodyCameBack",
    "alive",
    "choose_k",
    "expected",
    "fit",
    "gap_quantiles",
    "gap_survival",
    "histories",
    "histories_of",
    "log_likelihoods",
    "silent",
]
