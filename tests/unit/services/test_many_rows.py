"""Many rows come into being without searches for garbage, also not through all of them at once."""

import gc

from services.many_rows import without_collections


def test_what_was_made_counts_as_old() -> None:
    with without_collections():
        made = [[number] for number in range(20_000)]
        assert not gc.isenabled()
    assert gc.isenabled()
    young = gc.get_objects(generation=0) + gc.get_objects(generation=1)
    assert len(young) < len(made) / 2
    assert gc.get_freeze_count() == 0


def test_it_may_be_nested() -> None:
    with without_collections():
        with without_collections():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
