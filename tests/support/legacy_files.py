"""Makes the files of tests/data/legacy: one of each kind, in the format of this version.

Run once for each released format: `PYTHONPATH=.:tests python tests/support/legacy_files.py FOLDER`.
They are never made again: later versions must open and upgrade the files that were released.
"""

import sys
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from db.edits import EditGroup, changes
from db.park_file import ParkFile
from db.records import IndexRows, ReceivedFile
from db.store import Store
from db.submission_file import write_submission
from support.park_samples import (
    CATALOGUE,
    SIGNER,
    TIME,
    received,
    sample_set,
    stored,
    value_answer,
)

META = {"format": "1", "program": "greenpark", "created_at": TIME}
PROOF = b"%PDF-1.7"
ANSWERS = sample_set(
    2025,
    {"gdp": value_answer(Decimal(680)), "park_name": value_answer("示范园区")},
    {"r1": {"carrier": "heat", "amount": Decimal("12.5")}, "r2": {"carrier": "coal"}},
    3,
)
INDEX = IndexRows(
    "示范园区",
    [("gdp", "value", "680")],
    [("energy", "r1", '{"carrier":"heat"}')],
    [("inventory.total_tce", "12.5")],
)


def make_files(folder: Path) -> None:
    """Write park-1.parkdb, submission-1.parkdb and store-1.db into `folder`."""
    revision = stored(1)
    with ParkFile.create(folder / "park-1.parkdb", CATALOGUE, created_at=TIME) as park:
        park.apply(EditGroup("陈工", TIME, "键入", changes(None, ANSWERS, CATALOGUE)))
        park.undo("陈工", TIME)
        park.redo("陈工", TIME)
        park.add_revisions([revision], [SIGNER])
        proof = park.add_evidence(PROOF, "application/pdf")
    write_submission(folder / "submission-1.parkdb", [revision], [proof], [SIGNER], META)
    with Store.open(folder / "store-1.db", create=True) as store:
        store.add_files(
            [
                ReceivedFile(
                    name="submission-1.parkdb",
                    sha256=sha256(PROOF).hexdigest(),
                    sender="陈工",
                    author="省厅",
                    time=TIME,
                    revisions=[received(revision, INDEX)],
                    evidence=[proof],
                    signers=[SIGNER],
                )
            ]
        )
        store.confirm(SIGNER.fingerprint, "省厅", TIME, park="320594")


if __name__ == "__main__":
    make_files(Path(sys.argv[1]))
