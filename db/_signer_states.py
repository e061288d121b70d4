"""Keys of a store: known, confirmed, revoked. The states are local and never travel."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, delete, insert, select

from db._tables_store import METADATA
from db.records import SignerRecord, SignerStatus

SIGNER = METADATA.tables["signer"]
STATE = METADATA.tables["signer_state"]


def read_signer_records(connection: Connection) -> Iterator[SignerRecord]:
    """All keys by fingerprint; one without a state is unconfirmed."""
    query = (
        select(SIGNER, STATE).join_from(SIGNER, STATE, isouter=True).order_by(SIGNER.c.fingerprint)
    )
    for fingerprint, key, name, known, state, park, office, time, reason in connection.execute(
        query
    ):
        if known is None:
            yield SignerRecord(fingerprint, key, name or "")
        else:
            yield SignerRecord(
                fingerprint, key, name or "", state, park, bool(office), time, reason
            )


def set_state(connection: Connection, record: SignerRecord, status: SignerStatus) -> None:
    """Replace the state of a key by that of `record`, with this status."""
    connection.execute(delete(STATE).where(STATE.c.fingerprint == record.fingerprint))
    connection.execute(
        insert(STATE),
        {
            "fingerprint": record.fingerprint,
            "state": status,
            "park": record.park,
            "office": int(record.office),
            "time": record.time,
            "reason": record.reason,
        },
    )
