"""The private keys of this machine: one for each park that submits, one for the office.

Keys lie in a folder of their own, `park-CODE.pem` and `office.pem`, PKCS#8, readable by the owner
alone; they are made at first use (submissions.md, Keys). A private key never leaves this module but
encrypted with a passphrase, or inside the key folder.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import stat
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from merging.shapes import PARK_CODE
from questionnaire.messages import msg
from services import signing
from services.errors import EnvironmentFailed, ServiceError

OFFICE = "office"
MIN_PASSPHRASE_LENGTH = 8
"""Fewest characters of the passphrase of an exported key (建议值)."""

_DEMONSTRATION_LABEL = "greenpark demonstration key"
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_HAS_MODES = os.name == "posix"


class BadKey(ServiceError):
    """A key that cannot be used."""

    code = "bad-key"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key that can sign; its `repr` shows nothing of it."""

    _private_key: Ed25519PrivateKey = field(repr=False)

    @property
    def public_key(self) -> bytes:
        """The 32 bytes of the public key."""
        return signing.public_bytes(self._private_key)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the public key, 64 hex digits."""
        return signing.fingerprint(self.public_key)

    def sign(self, digest: bytes) -> bytes:
        """Signature of 64 bytes over `digest`."""
        return signing.sign(self._private_key, digest)

    def to_pem(self, encryption: KeySerializationEncryption) -> bytes:
        """The key as PKCS#8 PEM; only for the key folder and encrypted exports."""
        return self._private_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption)


def park_key_name(park: str) -> str:
    """Name of the key of a park.

    Raises:
        BadKey: when `park` is no park code (so no path can be smuggled in).

    >>> park_key_name("G32001")
    'park-G32001'
    """
    if not PARK_CODE.fullmatch(park):
        raise BadKey(msg("{park} is no park code.", park=repr(park)[:40]))
    return f"park-{park}"


class KeyRing:
    """The keys of one folder.

    Attributes:
        folder: made with the first key, for the owner alone.
    """

    def __init__(self, folder: Path, seed: str | None = None) -> None:
        self.folder = folder
        self._seed = seed

    @classmethod
    def seeded(cls, folder: Path, seed: int | str) -> KeyRing:
        """A ring for the demonstration: every key follows from the seed and its name.

        Such keys are no secret; a store of the demonstration alone may confirm them.
        """
        return cls(folder, str(seed))

    def park(self, code: str) -> SigningKey:
        """The key that signs submissions of the park `code`; made when there is none."""
        return self._use(park_key_name(code))

    def office(self) -> SigningKey:
        """The key that signs assessments, resolutions, withdrawals and cards."""
        return self._use(OFFICE)

    def export(self, name: str, passphrase: str) -> bytes:
        """The key `name` (`office` or `park-CODE`) as PKCS#8 PEM, encrypted with the passphrase.

        Raises:
            BadKey: when there is no such key, or the passphrase is shorter than 8 characters.
        """
        if len(passphrase) < MIN_PASSPHRASE_LENGTH:
            raise BadKey(
                msg("The passphrase has fewer than {n} characters.", n=MIN_PASSPHRASE_LENGTH),
                hint=msg("Choose a longer passphrase."),
            )
        key = self._read(self._path(name))
        return key.to_pem(BestAvailableEncryption(passphrase.encode("utf-8")))

    def replace(self, name: str, pem: bytes | None = None, passphrase: str = "") -> SigningKey:
        """Put another key in the place of `name`: an exported one, or a new one without `pem`.

        The key that was there is kept beside it as `NAME.FINGERPRINT.old`. A store has to confirm
        the new key before it counts.

        Raises:
            BadKey: when `pem` is no Ed25519 key or the passphrase is wrong.
        """
        key = self._new(name) if pem is None else _load(pem, passphrase, name)
        path = self._path(name)
        if path.exists():
            old = self._read(path)
            path.rename(path.with_suffix(f".{old.fingerprint[:16]}.old"))
        self._store(path, key)
        return key

    def _use(self, name: str) -> SigningKey:
        path = self._path(name)
        if not path.exists():
            self._store(path, self._new(name))
        key = self._read(path)
        if self._seed is not None and key.fingerprint != self._new(name).fingerprint:
            raise BadKey(
                msg("The key {file} does not follow from the seed.", file=str(path)),
                hint=msg("Choose another folder for the demonstration."),
            )
        return key

    def _path(self, name: str) -> Path:
        if name != OFFICE:
            park_key_name(name.removeprefix("park-"))
        return self.folder / f"{name}.pem"

    def _new(self, name: str) -> SigningKey:
        if self._seed is None:
            return SigningKey(Ed25519PrivateKey.generate())
        text = f"{_DEMONSTRATION_LABEL} {self._seed} {name}"
        digest = hashlib.sha256(text.encode("utf-8")).digest()
        return SigningKey(Ed25519PrivateKey.from_private_bytes(digest))

    def _read(self, path: Path) -> SigningKey:
        if not path.exists():
            raise BadKey(
                msg("There is no key {file}.", file=str(path)),
                hint=msg("Name office or park-CODE of a key that was used before."),
            )
        if path.is_symlink():
            raise BadKey(
                msg("{path} is a link to another place.", path=str(path)),
                hint=msg("Put the key itself into the folder."),
            )
        _close_to_others(path)
        return _load(path.read_bytes(), "", str(path))

    def _store(self, path: Path, key: SigningKey) -> None:
        """Write a key that appears complete or not at all; a key made meanwhile is kept."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _close_to_others(self.folder)
            temporary = path.with_suffix(f".{secrets.token_hex(8)}.tmp")
            try:
                _write_for_owner(temporary, key.to_pem(NoEncryption()))
                os.link(temporary, path)
            except FileExistsError:
                return
            finally:
                temporary.unlink(missing_ok=True)
            _sync_folder(self.folder)
        except OSError as error:
            raise EnvironmentFailed(
                msg(
                    "The key {file} cannot be written: {reason}",
                    file=str(path),
                    reason=error.strerror,
                ),
                hint=msg("Make room, or choose a folder of your own with GREENPARK_HOME."),
            ) from error


def _load(pem: bytes, passphrase: str, name: str) -> SigningKey:
    password = passphrase.encode("utf-8") if passphrase else None
    try:
        key = load_pem_private_key(pem, password)
    except (ValueError, TypeError) as error:
        raise BadKey(
            msg("The key {file} cannot be read.", file=name),
            hint=msg("Check the passphrase, or take an unchanged copy of the key."),
        ) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise BadKey(msg("The key {file} is no Ed25519 key.", file=name))
    return SigningKey(key)


def _close_to_others(path: Path) -> None:
    """Take the rights of group and others away; refuse what stays open.

    Windows has no such modes; there the user's profile folder is closed to others.
    """
    if not _HAS_MODES:
        return
    if not path.stat().st_mode & _OTHERS:
        return
    with contextlib.suppress(OSError):
        path.chmod(path.stat().st_mode & ~_OTHERS)
    if path.stat().st_mode & _OTHERS:
        raise BadKey(
            msg("Others may read {path}, and this cannot be changed.", path=str(path)),
            hint=msg("Move the keys to a folder of your own and set GREENPARK_HOME to it."),
        )


def _write_for_owner(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the new name durable; only POSIX lets a folder be synchronised."""
    if not _HAS_MODES:
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
