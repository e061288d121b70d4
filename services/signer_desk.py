"""The signers of a store for the window: who has signed for which park, confirm, revoke."""

from __future__ import annotations

from dataclasses import dataclass

from db.records import SignerStatus
from services.environment import Environment
from services.office import confirm_signer, revoke_signer
from services.subjects import open_store


@dataclass(frozen=True, slots=True)
class SignerView:
    """A key of a store.

    Attributes:
        counts_for: park code that it is confirmed for; None for none or an office key.
        parks: codes of the parks whose submissions it has signed.
    """

    fingerprint: str
    name: str
    state: SignerStatus
    office: bool
    counts_for: str | None
    parks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignerDesk:
    """Opens the store for each question, so that no window holds it."""

    location: str
    environment: Environment

    def signers(self) -> tuple[SignerView, ...]:
        """All keys, those that wait for a decision first."""
        with open_store(self.location) as store:
            signed: dict[str, set[str]] = {}
            for head in store.heads():
                signed.setdefault(head.signer, set()).add(head.park)
            found = [
                SignerView(
                    record.fingerprint,
                    record.name,
                    record.status,
                    record.office,
                    record.park,
                    tuple(sorted(signed.get(record.fingerprint, ()))),
                )
                for record in store.signers()
            ]
        return tuple(sorted(found, key=lambda item: (item.state != "unconfirmed", item.name)))

    def confirm(self, fingerprint: str, park: str | None) -> None:
        """Confirm a key for a park, or as an office key when `park` is None.

        Raises:
            GreenparkError: there is no such key, or the store cannot be written.
        """
        with open_store(self.location) as store:
            confirm_signer(self.environment, store, fingerprint, park=park, office=park is None)

    def revoke(self, fingerprint: str, reason: str) -> None:
        """Let a key count no longer.

        Raises:
            GreenparkError: there is no such key, or the store cannot be written.
        """
        with open_store(self.location) as store:
            revoke_signer(self.environment, store, fingerprint, reason)
