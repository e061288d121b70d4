"""Demonstration data says so wherever it goes (submissions.md, Revision)."""

import json
from dataclasses import replace
from pathlib import Path

from services.assessments import assess
from services.bootstrap import load_product
from services.environment import local_environment
from services.merges import merge_files
from services.office import withdraw
from services.parks import fill_park, new_park
from services.subjects import find_subject, open_store
from services.submissions import submit
from support.command import example


def test_a_park_file_of_the_demonstration_stays_marked_outside_it(tmp_path: Path) -> None:
    product, mine = load_product(), local_environment()
    park, sent, place = (tmp_path / name for name in ("park.parkdb", "s.parkdb", "store.db"))
    made_by = replace(mine, demonstration=True)
    new_park(product, made_by, park, code="TEST0001", name="合成园区甲", year=2025)
    fill_park(product, mine, park, example()["inputs"])
    submit(product, mine, park, sent)
    with open_store(str(place), create=True) as store:
        merge_files(product, mine, store, [sent])
        judged = assess(product, mine, store, "TEST0001", 2025, {"marks": {}})
        taken_back = withdraw(product, mine, store, judged.revision.id, "示例撤回")
    assert find_subject(product, str(sent)).demonstration
    for revision in (judged.revision, taken_back):
        assert json.loads(revision.payload)["demonstration"] is True
