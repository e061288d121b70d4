"""The province's side: signing key of the office, withdrawals, assessments, signers."""

from __future__ import annotations

import json

from db.records import ReceivedFile, ReceivedRevision, SignerRecord, StoredRevision, StoredSigner
from db.store import Store
from merging.compose import withdrawal_payload
from merging.lineage import head_of
from merging.revision import Revision, read_revision
from questionnaire.messages import msg
from services.bootstrap import Product
from services.environment import OFFICE_AUTHOR, Environment
from services.errors import ServiceError, UnknownItem
from services.keys import SigningKey
from services.revision_index import facts_of, is_demonstration
from services.store_views import StoreView
from services.submissions import signed

SHOWN_DIGITS = 16
"""Digits by which a fingerprint may be named."""


def office_key(environment: Environment, store: Store) -> SigningKey:
    """The key that signs for this store; the first one used on it becomes the store's own.

    A key that does not count is made known to the store, unconfirmed, so that it can be confirmed.

    Raises:
        ServiceError: the store has, or had, another office key, or this one was revoked.
    """
    key = environment.keys.office()
    records = {record.fingerprint: record for record in store.signers()}
    known = records.get(key.fingerprint)
    if known is not None and known.status == "confirmed" and known.office:
        return key
    store.add_signer(StoredSigner(key.fingerprint, key.public_key, OFFICE_AUTHOR))
    if _had_office_key(store):
        raise ServiceError(
            msg(
                "The office key {key} of this computer does not count in this store.",
                key=key.fingerprint[:SHOWN_DIGITS],
            ),
            msg(
                "Use the key of the office, or confirm this one: "
                "greenpark store keys STORE --confirm {key} --office.",
                key=key.fingerprint[:SHOWN_DIGITS],
            ),
        )
    store.confirm(key.fingerprint, OFFICE_AUTHOR, environment.timestamp(), office=True)
    return key


def _had_office_key(store: Store) -> bool:
    """Whether an office key was ever confirmed here; a revoked one does not come back by itself."""
    return any(
        entry.action == "confirm" and json.loads(entry.details).get("office") is True
        for entry in store.audit()
    )


def add_office_revision(
    product: Product, environment: Environment, store: Store, payload: bytes, key: SigningKey
) -> Revision:
    """Sign a revision of the office and put it into the store."""
    stored = signed(payload, key)
    revision = read_revision(payload)
    store.add_files([_own(product, environment, stored, revision, key)])
    return revision


def withdraw(
    product: Product, environment: Environment, store: Store, name: str, reason: str
) -> Revision:
    """Take a revision back out of what the store shows; nothing is erased.

    Args:
        product: the shipped data.
        environment: clock, keys and new ids.
        store: open for writing.
        name: id of the revision, or its beginning (at least 12 digits).
        reason: why; it is kept in the withdrawal.

    Raises:
        UnknownItem: there is no such revision.
        ServiceError: the reason is empty.
    """
    if not reason.strip():
        raise ServiceError(msg("A withdrawal needs a reason."), msg("Give it with --why."))
    view = StoreView(store, product.catalogue)
    head = view.heads[find_revision(view, name)]
    key = office_key(environment, store)
    payload = withdrawal_payload(
        park=head.park,
        year=head.year,
        withdraws=head.id,
        reason=reason,
        author=OFFICE_AUTHOR,
        created_at=environment.timestamp(),
        demonstration=environment.demonstration or is_demonstration(view.revision(head.id)),
    )
    return add_office_revision(product, environment, store, payload, key)


LEAST_DIGITS = 12


def find_revision(view: StoreView, name: str) -> str:
    """The full id of the revision that `name` begins.

    Raises:
        UnknownItem: none, or several, begin so.
    """
    found = [item for item in view.heads if len(name) >= LEAST_DIGITS and item.startswith(name)]
    if len(found) != 1:
        raise UnknownItem(
            msg("The store has no single revision {name}.", name=name),
            msg("Give the id, or at least its first {n} digits.", n=LEAST_DIGITS),
        )
    return found[0]


def find_signer(store: Store, name: str) -> SignerRecord:
    """The signer with this fingerprint, or with these first 16 digits of it.

    Raises:
        UnknownItem: none, or several, are called so.
    """
    found = [
        record
        for record in store.signers()
        if record.fingerprint == name
        or (len(name) >= SHOWN_DIGITS and record.fingerprint.startswith(name))
    ]
    if len(found) != 1:
        raise UnknownItem(
            msg("The store has no signer {name}.", name=name),
            msg("`greenpark store keys STORE` lists them."),
        )
    return found[0]


def confirm_signer(
    environment: Environment,
    store: Store,
    name: str,
    *,
    park: str | None = None,
    office: bool = False,
) -> SignerRecord:
    """Confirm a key for the submissions of a park, or as an office key.

    Raises:
        UnknownItem: there is no such signer, or it has signed nothing of the park.
        ServiceError: neither or both of park and office are named.
    """
    if office == (park is not None):
        raise ServiceError(
            msg("Say what the key counts for."), msg("Give either --park CODE or --office.")
        )
    record = find_signer(store, name)
    if park is not None:
        _refuse_foreign_park(store, record, park)
    store.confirm(
        record.fingerprint, OFFICE_AUTHOR, environment.timestamp(), park=park, office=office
    )
    return find_signer(store, record.fingerprint)


def _refuse_foreign_park(store: Store, record: SignerRecord, park: str) -> None:
    signed_for = {head.park for head in store.heads() if head.signer == record.fingerprint}
    if park not in signed_for:
        raise UnknownItem(
            msg(
                "The key {key} has signed nothing of park {park}.",
                key=record.fingerprint[:SHOWN_DIGITS],
                park=park,
            ),
            msg("It has signed for: {parks}.", parks=", ".join(sorted(signed_for)) or "–"),
        )


def revoke_signer(environment: Environment, store: Store, name: str, reason: str) -> SignerRecord:
    """Let a key count no longer; all its revisions are unconfirmed from then on.

    Raises:
        UnknownItem: there is no such signer.
        ServiceError: the reason is empty.
    """
    if not reason.strip():
        raise ServiceError(msg("A revocation needs a reason."), msg("Give it with --why."))
    record = find_signer(store, name)
    store.revoke(record.fingerprint, OFFICE_AUTHOR, environment.timestamp(), reason)
    return find_signer(store, record.fingerprint)


def signer_json(record: SignerRecord) -> dict[str, object]:
    """A signer in the shape of `store keys --json`."""
    return {
        "fingerprint": record.fingerprint,
        "name": record.name,
        "park": record.park,
        "office": record.office,
        "state": record.status,
    }


def _own(
    product: Product,
    environment: Environment,
    stored: StoredRevision,
    revision: Revision,
    key: SigningKey,
) -> ReceivedFile:
    rows = facts_of(product.catalogue, product.factors, revision).index
    return ReceivedFile(
        name=revision.kind.value,
        sha256=revision.id,
        sender=revision.author,
        author=OFFICE_AUTHOR,
        time=environment.timestamp(),
        revisions=[ReceivedRevision(stored, head_of(revision, key.fingerprint), rows)],
        signers=[StoredSigner(key.fingerprint, key.public_key, OFFICE_AUTHOR)],
    )
