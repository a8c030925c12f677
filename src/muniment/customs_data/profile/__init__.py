"""The buyer profile: what the loaded customs records say of one buyer, with its coverage."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from muniment.core.config import Config
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.customs_data import engine, store
from muniment.customs_data.domain.codes import CodeInvalid, hs_codes
from muniment.customs_data.domain.profile import Profile, as_json
from muniment.customs_data.profile.building import Wanted, build
from muniment.customs_data.profile.buyers import Resolution, resolve

__all__ = [
    "BuyerNameless",
    "CodeInvalid",
    "NoCustomsData",
    "Profile",
    "Resolution",
    "as_json",
    "customs_profile",
    "hs_codes",
]


class NoCustomsData(MunimentError):
    """No customs data is loaded: nothing can be said, good or bad."""

    code = "customs_data.profile.no_data"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("No customs data is loaded, so nothing is known of this buyer.")
    next_step = gettext_noop("Load a provider's export first: “muniment customs load FILE”.")


class BuyerNameless(MunimentError):
    """The name has nothing to compare: only signs, or only a legal form."""

    code = "customs_data.profile.nameless"
    kind = ErrorKind.INVALID
    title = gettext_noop("This is not a name that can be looked up.")
    next_step = gettext_noop("Write the buyer's name as its papers write it.")


def customs_profile(
    *,
    name: str,
    country: str = "",
    our_codes: Iterable[str] = (),
    also: Iterable[str] = (),
    near: bool = True,
    files: Sequence[Path] | None = None,
    config: Config | None = None,
) -> Profile:
    """Profile one buyer over everything that is loaded.

    Args:
        name: of the buyer; also: other spellings that a person has accepted as the same.
        country: ISO alpha-2 to count only there, "" for everywhere.
        our_codes: HS codes that we sell, two digits or more.
        near: whether to look for similar names too.
        files: Parquet files to read instead of every load.

    Raises:
        NoCustomsData: nothing is loaded. BuyerNameless, CodeInvalid: see there.
    """
    codes = hs_codes(our_codes)
    files = store.paths() if files is None else files
    if not files:
        raise NoCustomsData
    backend = engine.connect(config)
    found = resolve(backend, files, name, also=also, near=near)
    if not found.keys:
        raise BuyerNameless
    wanted = Wanted(name, found.keys, country.strip().upper(), codes, found.near)
    return build(backend, files, wanted)
