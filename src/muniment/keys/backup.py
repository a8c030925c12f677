"""A copy of the key folder that may leave the house: locked by a passphrase, in one file.

The database's backup holds no key, so whoever finds one of the two reads nothing. Keep them
apart. Without this copy a lost key folder makes every sealed value unreadable for good.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from muniment.core.canonical import NotCanonical, b64, unb64
from muniment.core.clock import rfc3339
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.core.files import write_durably
from muniment.keys.domain import keyring
from muniment.keys.domain.keyring import KeyRingLocked

SHORTEST = 12  # characters of a passphrase
SIGNER_STATE = "ledger.state"
_FORMAT = "muniment_key_backup"
_PASSING = (".new", ".lock")  # files that are no part of the keys


class PassphraseTooShort(MunimentError):
    """Somebody who finds the copy could guess the passphrase; nothing was written."""

    code = "keys.backup.passphrase_too_short"
    kind = ErrorKind.INVALID
    title = gettext_noop("The passphrase is too short.")
    next_step = gettext_noop("Use at least {least} characters, for example five random words.")


class NoKeysYet(MunimentError):
    """There is nothing to copy."""

    code = "keys.backup.no_keys"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("There are no keys in {folder} yet.")
    next_step = gettext_noop("Start Muniment once with “muniment up”, or name the data folder.")


class BackupUnreadable(MunimentError):
    """The file is no key backup, was damaged, or the passphrase is wrong; nothing was written."""

    code = "keys.backup.unreadable"
    kind = ErrorKind.INVALID
    title = gettext_noop("The key backup cannot be opened.")
    next_step = gettext_noop("Check the file and type the passphrase again.")


class OtherKeysPresent(MunimentError):
    """Restoring would replace keys that may still be needed; nothing was written."""

    code = "keys.restore.other_keys_present"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("{folder} already holds other keys.")
    next_step = gettext_noop(
        "If they are not needed, run the command again with --replace; they are kept aside."
    )


def bundle(data: Path, passphrase: str, *, at: datetime) -> bytes:
    """Make the file's bytes: every key file of a data folder, locked. Costs half a second.

    Raises:
        PassphraseTooShort: fewer than 12 characters.
        NoKeysYet: the folder holds no key.
    """
    if len(passphrase) < SHORTEST:
        raise PassphraseTooShort(least=SHORTEST)
    files = _key_files(data / "keys")
    if not files:
        raise NoKeysYet(folder=str(data))
    body = json.dumps({name: b64(content) for name, content in files.items()}).encode()
    told = {_FORMAT: 1, "made_at": rfc3339(at), "locked": keyring.lock(body, passphrase)}
    return json.dumps(told, indent=1).encode()


def unbundle(backup: bytes, passphrase: str) -> dict[str, bytes]:
    """Open a copy: contents by file name.

    Raises:
        BackupUnreadable: no key backup, damaged, or a wrong passphrase.
    """
    try:
        told = json.loads(backup)
        if told[_FORMAT] != 1:
            raise BackupUnreadable
        body = json.loads(keyring.unlock(told["locked"], passphrase))
        files = {str(name): unb64(content) for name, content in body.items()}
    except (ValueError, KeyError, TypeError, AttributeError, NotCanonical, KeyRingLocked):
        raise BackupUnreadable from None
    if any(name != Path(name).name or name.startswith(".") for name in files):
        raise BackupUnreadable
    return files


def restore(
    data: Path, backup: bytes, passphrase: str, *, at: datetime, replace: bool = False
) -> list[str]:
    """Put the keys of a copy back into a data folder; give the names of the files written.

    The signer's memory of what it signed is never set back: the one in the folder is newer.

    Args:
        replace: put other keys aside instead of refusing.

    Raises:
        BackupUnreadable: see `unbundle`.
        OtherKeysPresent: the folder holds keys that differ, and `replace` was not asked.
    """
    files, folder = unbundle(backup, passphrase), data / "keys"
    present = _key_files(folder)
    other = {name for name in files if name != SIGNER_STATE and present.get(name) not in
             (None, files[name])}  # fmt: skip
    if other and not replace:
        raise OtherKeysPresent(folder=str(folder))
    if other:
        folder.rename(data / f"keys.before-{at:%Y%m%dT%H%M%S}")
    elif SIGNER_STATE in present:
        files.pop(SIGNER_STATE, None)
    return _write(folder, files)


def _key_files(folder: Path) -> dict[str, bytes]:
    if not folder.is_dir():
        return {}
    found = (path for path in sorted(folder.iterdir()) if path.is_file())
    return {
        path.name: path.read_bytes()
        for path in found
        if not path.name.startswith(".") and path.suffix not in _PASSING
    }


def _write(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    for name, content in files.items():
        write_durably(folder / name, content)
    folder.chmod(0o700)
    return sorted(files)
