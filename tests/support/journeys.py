"""A park on its way into a store, built once and copied for each test; and revisions like its own.

Revisions that the program would not write itself (older ones, hostile ones) are made from the JSON
of a real one and signed with a key of the test.
"""

import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from db.records import StoredEvidence, StoredRevision, StoredSigner
from db.store import Store
from db.submission_file import read_submission, write_submission
from questionnaire.canonical_json import encode, sha256_hex
from services.bootstrap import load_product
from services.environment import Environment
from services.keys import KeyRing, SigningKey
from services.merges import MergeOutcome, merge_files
from services.office import confirm_signer
from services.parks import fill_park, new_park
from services.signing import ALGORITHM
from services.submissions import submit
from support.command import example

CODE, NAME, YEAR = "TEST0001", "合成园区甲", 2025
PARK, SUBMISSION, KEYS = "park.parkdb", "submission.parkdb", "keys"
STORE, EMPTY_STORE = "province.db", "empty.db"
META = {"format": "1", "program": "greenpark", "created_at": "2026-03-01T08:00:00Z"}


def machine(home: Path) -> Environment:
    """The machine of one user, whose keys lie in `home`."""
    return Environment(
        home=home,
        now=lambda: datetime.now(UTC),
        new_id=lambda: str(uuid4()),
        keys=KeyRing(home / KEYS),
    )


@dataclass(frozen=True)
class Prepared:
    """Files that are there before a test begins; they are copied, never used themselves.

    Attributes:
        folder: holds a park file with the worked example, its submission, a store that has merged
            it and confirmed its key, an empty store, and the keys.
        revision: id of the submitted revision.
        fingerprint: of the key that signed it.
    """

    folder: Path
    revision: str
    fingerprint: str

    def copy(self, name: str, target: Path) -> Path:
        """A copy of one of the files, or of the folder of keys."""
        source = self.folder / name
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
        else:
            shutil.copyfile(source, target)
        return target


def prepare(folder: Path) -> Prepared:
    """Take the worked example from an empty folder into a store."""
    product, environment = load_product(), machine(folder)
    new_park(product, environment, folder / PARK, code=CODE, name=NAME, year=YEAR)
    fill_park(product, environment, folder / PARK, example())
    submitted = submit(product, environment, folder / PARK, folder / SUBMISSION)
    with Store.open(folder / STORE, create=True) as store:
        merge_files(product, environment, store, [folder / SUBMISSION])
        confirm_signer(environment, store, submitted.fingerprint, park=CODE)
    Store.open(folder / EMPTY_STORE, create=True).close()
    return Prepared(folder, submitted.revisions[YEAR], submitted.fingerprint)


def merged(environment: Environment, location: str | Path, *paths: Path) -> MergeOutcome:
    """Merge files into a store, which is made when it is not there."""
    with Store.open(location, create=True) as store:
        return merge_files(load_product(), environment, store, paths)


def documents_of(path: Path) -> list[dict[str, Any]]:
    """The revisions in a file, as JSON documents."""
    with read_submission(path) as content:
        return [json.loads(item.payload) for item in content.revisions()]


def like(document: Mapping[str, Any], **changes: Any) -> dict[str, Any]:
    """A document with some keys changed; `answers` takes single values; None takes a key away."""
    values = changes.pop("answers", {})
    changed = {**document, **changes}
    if "answers" in document:
        known = document["answers"]
        answers = {code: {**known[code], "value": value} for code, value in values.items()}
        changed["answers"] = {**known, **answers}
    return {key: item for key, item in changed.items() if item is not None}


def of_park(document: Mapping[str, Any], park: str, year: int = YEAR) -> dict[str, Any]:
    """The same submission, but of another park or year."""
    yearly = {"park_code": park, "assessment_year": str(year)}
    return like(document, park=park, year=str(year), answers=yearly)


def rated_in_its_year(document: Mapping[str, Any]) -> dict[str, Any]:
    """A document with the rows of the worked example's year in its own, so that it is rated."""
    tables = {
        table: {
            key: {**row, "year": document["year"]} if row.get("year") == str(YEAR) else row
            for key, row in rows.items()
        }
        for table, rows in document["tables"].items()
        if table != "peak_plan"
    }
    return {**document, "tables": tables}


def identity(document: Mapping[str, Any]) -> str:
    """Id of the revision that a document makes."""
    return sha256_hex(encode(dict(document)))


def signed_payload(payload: bytes, key: SigningKey, **columns: Any) -> StoredRevision:
    """A payload as it stands in a file; single columns may be given otherwise."""
    try:
        document = json.loads(payload)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        document = {}
    name = sha256_hex(payload)
    row = StoredRevision(
        id=name,
        kind=str(document.get("kind")),
        park=str(document.get("park")),
        year=str(document.get("year")),
        payload=payload,
        signature=key.sign(bytes.fromhex(name)),
        signer=key.fingerprint,
        alg=ALGORITHM,
    )
    return row._replace(**columns)


def signer_of(key: SigningKey) -> StoredSigner:
    """The public part of a key."""
    return StoredSigner(key.fingerprint, key.public_key, "")


def write_revisions(
    path: Path,
    revisions: Iterable[StoredRevision],
    keys: Iterable[SigningKey],
    evidence: Iterable[StoredEvidence] = (),
) -> Path:
    """A file with these revisions."""
    write_submission(path, list(revisions), list(evidence), [signer_of(key) for key in keys], META)
    return path


def send(path: Path, key: SigningKey, *documents: Mapping[str, Any]) -> Path:
    """A file with the revisions that these documents make, signed by one key."""
    rows = [signed_payload(encode(dict(document)), key) for document in documents]
    return write_revisions(path, rows, [key])
