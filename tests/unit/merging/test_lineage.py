"""Heads, current revisions, gaps, conflicts and withdrawals, also against a naive reference."""

import hashlib
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from merging.lineage import (
    ConfirmedKeys,
    Lineage,
    RevisionHead,
    StoreState,
    common_ancestor,
    conflict_id,
    content_hash,
    head_of,
    official_state,
)
from merging.revision import Kind, read_revision
from support.revisions import HASH, assessment, payload_of, submission, withdrawal

PARK = ("G1", 2025)
KEYS = ConfirmedKeys({"park": frozenset({"G1"}), "other": frozenset({"G2"})}, frozenset({"office"}))


def sub(name: str, *parents: str, signer: str = "park") -> RevisionHead:
    return RevisionHead(name, Kind.SUBMISSION, *PARK, parents, signer=signer)


def judge(name: str, judges: str, *parents: str, signer: str = "office") -> RevisionHead:
    return RevisionHead(name, Kind.ASSESSMENT, *PARK, parents, judges=judges, signer=signer)


def settle(name: str, *parents: str, judges: str | None = None) -> RevisionHead:
    return RevisionHead(name, Kind.RESOLUTION, *PARK, parents, judges=judges, signer="office")


def withdraw(name: str, target: str, signer: str = "office") -> RevisionHead:
    return RevisionHead(name, Kind.WITHDRAWAL, *PARK, withdraws=target, signer=signer)


def state(*revisions: RevisionHead) -> StoreState:
    return official_state(revisions, KEYS)


def official(*revisions: RevisionHead) -> Lineage:
    return state(*revisions).official.get(PARK, Lineage())


class TestSubmissions:
    def test_the_only_head_is_current(self) -> None:
        assert official(sub("s1"), sub("s2", "s1")).submission == "s2"

    def test_two_heads_are_a_conflict_without_a_current_one(self) -> None:
        found = official(sub("s1"), sub("s3", "s1"), sub("s2", "s1"))
        assert found.submissions.heads == ("s2", "s3")
        assert found.submissions.is_conflict
        assert found.submission is None

    def test_a_resolution_settles_it_and_can_be_superseded(self) -> None:
        heads = [sub("s1"), sub("s2", "s1"), sub("s3", "s1"), settle("r1", "s2", "s3")]
        assert official(*heads).submission == "r1"
        assert official(*heads, sub("s4", "r1")).submission == "s4"

    def test_a_missing_parent_is_a_gap_and_the_revision_is_kept(self) -> None:
        found = official(sub("s2", "s1"))
        assert found.submission == "s2"
        assert found.submissions.gaps == {"s2": ("s1",)}
        assert official(sub("s2", "s1"), sub("s1")).submissions.gaps == {}

    def test_parks_and_years_do_not_mix(self) -> None:
        other = RevisionHead("x1", Kind.SUBMISSION, "G1", 2024, signer="park")
        assert state(sub("s1"), other).official.keys() == {("G1", 2024), ("G1", 2025)}


class TestAssessments:
    def test_used_when_it_judges_the_current_submission(self) -> None:
        found = official(sub("s1"), judge("a1", "s1"))
        assert (found.assessment, found.stale) == ("a1", ())

    def test_to_be_judged_again_after_a_newer_submission(self) -> None:
        found = official(sub("s1"), judge("a1", "s1"), sub("s2", "s1"))
        assert (found.assessment, found.stale) == (None, ("a1",))
        assert found.assessments.current == "a1"

    def test_judged_again(self) -> None:
        found = official(sub("s1"), judge("a1", "s1"), sub("s2", "s1"), judge("a2", "s2", "a1"))
        assert (found.assessment, found.stale) == ("a2", ())

    def test_two_heads_and_their_resolution(self) -> None:
        heads = [sub("s1"), judge("a1", "s1"), judge("a2", "s1")]
        assert official(*heads).assessments.is_conflict
        assert official(*heads).assessment is None
        assert official(*heads, settle("r1", "a1", "a2", judges="s1")).assessment == "r1"

    def test_a_conflict_of_submissions_leaves_none_in_use(self) -> None:
        found = official(sub("s1"), sub("s2"), judge("a1", "s1"))
        assert (found.assessment, found.stale) == (None, ("a1",))


class TestSigners:
    def test_unconfirmed_is_shown_and_not_official(self) -> None:
        found = state(sub("s1"), sub("s2", "s1", signer="stranger"))
        assert found.unconfirmed == {"s2"}
        assert found.shown[PARK].submission == "s2"
        assert found.official[PARK].submission == "s1"

    @pytest.mark.parametrize(
        "revision,counts",
        [
            (sub("x"), True),
            (sub("x", signer="other"), False),
            (sub("x", signer="office"), False),
            (judge("x", "s1"), True),
            (judge("x", "s1", signer="park"), False),
            (settle("x", "s1", "s2"), True),
            (withdraw("x", "s1", signer="park"), False),
        ],
    )
    def test_a_key_counts_only_for_its_kind_and_park(
        self, revision: RevisionHead, counts: bool
    ) -> None:
        assert KEYS(revision) is counts

    def test_an_unconfirmed_parent_is_no_gap(self) -> None:
        found = state(sub("s1", signer="stranger"), sub("s2", "s1"))
        assert found.official[PARK].submissions.gaps == {}
        assert found.official[PARK].submission == "s2"

    def test_an_unconfirmed_withdrawal_has_no_effect(self) -> None:
        found = state(sub("s1"), withdraw("w1", "s1", signer="park"))
        assert found.official[PARK].submission == "s1"
        assert found.hidden == frozenset()
        assert found.unconfirmed == {"w1"}


class TestWithdrawals:
    def test_the_earlier_one_is_current_again(self) -> None:
        found = state(sub("s1"), sub("s2", "s1"), withdraw("w1", "s2"))
        assert found.official[PARK].submission == "s1"
        assert found.hidden == {"s2"}
        assert found.effective == {"w1"}
        assert found.content_hash == content_hash(["s1"])

    def test_the_child_of_a_hidden_revision_shows_a_gap(self) -> None:
        found = official(sub("s1"), sub("s2", "s1"), withdraw("w1", "s1"))
        assert (found.submission, found.submissions.gaps) == ("s2", {"s2": ("s1",)})

    def test_an_assessment_of_a_hidden_submission_is_kept_and_not_used(self) -> None:
        found = official(sub("s1"), judge("a1", "s1"), withdraw("w1", "s1"))
        assert (found.assessment, found.stale) == (None, ("a1",))

    def test_a_withdrawn_withdrawal_has_no_effect(self) -> None:
        found = state(sub("s1"), withdraw("w1", "s1"), withdraw("w2", "w1"))
        assert found.official[PARK].submission == "s1"
        assert found.effective == {"w2"}
        assert found.hidden == {"w1"}

    def test_three_in_a_row(self) -> None:
        chain = [withdraw("w1", "s1"), withdraw("w2", "w1"), withdraw("w3", "w2")]
        assert state(sub("s1"), *chain).effective == {"w1", "w3"}

    def test_a_long_chain_needs_no_recursion(self) -> None:
        chain = [withdraw(f"w{n}", f"w{n - 1}") for n in range(1, 20_001)]
        assert len(state(withdraw("w0", "s1"), *chain).effective) == 10_001

    def test_it_may_arrive_before_what_it_withdraws(self) -> None:
        early = state(withdraw("w1", "s1"))
        assert early.official == {}
        assert early.hidden == {"s1"}


def test_head_of_each_kind() -> None:
    head = head_of(read_revision(payload_of(submission(parents=["0" * 64]))), "f")
    assert (head.kind, head.park, head.year) == (Kind.SUBMISSION, "G32001", 2025)
    assert (head.parents, head.signer, head.is_assessment) == (("0" * 64,), "f", False)
    assert head_of(read_revision(payload_of(assessment())), "f").judges == HASH
    assert head_of(read_revision(payload_of(withdrawal())), "f").withdraws == HASH
    parents = ["0" * 64, "1" * 64]
    resolution = assessment(kind="resolution", parents=parents)
    assert head_of(read_revision(payload_of(resolution)), "f").is_assessment


class TestContentHash:
    def test_sorted_ids_joined_by_line_feeds(self) -> None:
        expected = hashlib.sha256(b"a\nb").hexdigest()
        assert content_hash(["b", "a"]) == expected
        assert state(sub("b"), sub("a", signer="stranger"), withdraw("w", "x")).content_hash == (
            expected
        )

    def test_of_an_empty_store(self) -> None:
        assert content_hash([]) == hashlib.sha256(b"").hexdigest()


class TestCommonAncestor:
    def ancestor(self, first: str, second: str, *revisions: RevisionHead) -> str | None:
        return common_ancestor({head.id: head for head in revisions}, first, second)

    def test_nearest(self) -> None:
        heads = [sub("s0"), sub("s1", "s0"), sub("s2", "s1"), sub("s3", "s1")]
        assert self.ancestor("s2", "s3", *heads) == "s1"

    def test_none(self) -> None:
        assert self.ancestor("s1", "s2", sub("s1"), sub("s2")) is None
        assert self.ancestor("s1", "s2", sub("s1", "lost"), sub("s2", "lost")) is None

    def test_one_descends_from_the_other(self) -> None:
        assert self.ancestor("s1", "s2", sub("s1"), sub("s2", "s1")) == "s1"

    def test_criss_cross_takes_the_smallest_of_the_nearest(self) -> None:
        heads = [sub("o"), sub("p", "o"), sub("q", "o"), sub("x", "p", "q"), sub("y", "p", "q")]
        assert self.ancestor("y", "x", *heads) == "p"

    def test_a_short_cut_does_not_make_an_older_one_nearer(self) -> None:
        heads = [sub("o"), sub("p", "o"), sub("x", "o", "p"), sub("y", "o", "p")]
        assert self.ancestor("x", "y", *heads) == "p"


def test_the_name_of_a_conflict_does_not_depend_on_order() -> None:
    assert conflict_id("G1", 2025, ["a", "b"]) == conflict_id("G1", 2025, ["b", "a"])
    assert conflict_id("G1", 2025, ["a", "b"]) != conflict_id("G1", 2024, ["a", "b"])
    assert conflict_id("G1", 2025, ["a", "b"]) != conflict_id("G1", 2025, ["a", "c"])


# The naive reference: the sentences of submissions.md (Merge, Lineage) word for word, as slow as
# they read.


def naive_effective(store: set[RevisionHead], name: str) -> bool:
    """Effective if its signer is an office key and no effective withdrawal withdraws it."""
    (head,) = [head for head in store if head.id == name]
    return head.signer == "office" and not any(
        naive_effective(store, other.id) for other in store if other.withdraws == name
    )


def naive_visible(store: set[RevisionHead]) -> set[RevisionHead]:
    """What is neither a withdrawal nor hidden by an effective one."""
    withdrawals = [head for head in store if head.kind == "withdrawal"]
    hidden = {head.withdraws for head in withdrawals if naive_effective(store, head.id)}
    return {head for head in store if head.kind != "withdrawal" and head.id not in hidden}


def naive_trusted(head: RevisionHead) -> bool:
    if head.kind == "submission":
        return (head.signer, head.park) in {("park", "G1"), ("other", "G2")}
    return head.signer == "office"


def naive_official(store: set[RevisionHead]) -> dict[tuple[str, int], object]:
    """By park and year: heads of both graphs, submission and assessment in use, gaps."""
    visible = naive_visible(store)
    trusted = {head for head in visible if naive_trusted(head)}
    found: dict[tuple[str, int], object] = {}
    for key in {(head.park, head.year) for head in trusted}:
        here = [head for head in trusted if (head.park, head.year) == key]
        graphs = [[h for h in here if not h.judges], [h for h in here if h.judges]]
        heads = [
            sorted(h.id for h in graph if not any(h.id in child.parents for child in graph))
            for graph in graphs
        ]
        current = heads[0][0] if len(heads[0]) == 1 else None
        used = heads[1][0] if len(heads[1]) == 1 else None
        judged = [h.judges for h in here if h.id == used]
        in_use = used if current is not None and judged == [current] else None
        gaps = {
            (h.id, parent)
            for h in here
            for parent in h.parents
            if parent not in {other.id for other in visible}
        }
        found[key] = (heads[0], heads[1], current, in_use, gaps)
    return found


def naive_hash(store: set[RevisionHead]) -> str:
    ids = sorted(head.id for head in naive_visible(store))
    return hashlib.sha256("\n".join(ids).encode()).hexdigest()


def as_naive(found: StoreState) -> dict[tuple[str, int], object]:
    """The official part of a state in the terms of the reference."""
    return {
        key: (
            list(lineage.submissions.heads),
            list(lineage.assessments.heads),
            lineage.submission,
            lineage.assessment,
            {
                (name, parent)
                for graph in (lineage.submissions, lineage.assessments)
                for name, missing in graph.gaps.items()
                for parent in missing
            },
        )
        for key, lineage in found.official.items()
    }


def random_history(seed: int) -> list[RevisionHead]:
    """A history in which any revision may follow, judge or withdraw any earlier one."""
    dice = random.Random(seed)
    made: list[RevisionHead] = []
    for number in range(dice.randint(1, 14)):
        name = f"{dice.randrange(10**6):06}-{number}"
        park, year = dice.choice(["G1", "G1", "G2"]), dice.choice([2025, 2025, 2024])
        signer = dice.choice(["park", "other", "office", "office", "stranger"])
        earlier = [head for head in made if (head.park, head.year) == (park, year)]
        plain = [head for head in earlier if head.kind != "withdrawal" and not head.judges]
        judging = [head for head in earlier if head.judges]
        kind = dice.choice(["submission"] * 3 + ["assessment", "withdrawal", "resolution"])
        if kind == "withdrawal" and made:
            target = dice.choice(made).id
            made.append(
                RevisionHead(name, Kind.WITHDRAWAL, park, year, withdraws=target, signer=signer)
            )
            continue
        judges = None
        if plain and (kind == "assessment" or (kind == "resolution" and dice.random() < 0.5)):
            judges = dice.choice(plain).id
        pool = [head.id for head in (judging if judges else plain)]
        parents = tuple(sorted(dice.sample(pool, min(len(pool), dice.choice([0, 1, 1, 2])))))
        real = Kind(kind) if judges or kind == "resolution" else Kind.SUBMISSION
        made.append(RevisionHead(name, real, park, year, parents, judges, None, signer))
    return made


@settings(max_examples=400)
@given(st.integers(0, 2**32), st.randoms(use_true_random=False))
def test_any_order_grouping_and_repetition_agree_with_the_naive_reference(
    seed: int, dice: random.Random
) -> None:
    history = random_history(seed)
    arriving = history + dice.choices(history, k=3)
    dice.shuffle(arriving)
    lost = {head.id for head in dice.sample(history, dice.randint(0, len(history)) // 3)}
    arriving = [head for head in arriving if head.id not in lost]
    found = official_state(arriving, KEYS)
    assert as_naive(found) == naive_official(set(arriving))
    assert found.content_hash == naive_hash(set(arriving))
    assert official_state(set(arriving), KEYS) == found


@settings(max_examples=300)
@given(st.integers(0, 2**32), st.randoms(use_true_random=False))
def test_after_a_withdrawal_the_store_shows_what_it_would_without_the_revision(
    seed: int, dice: random.Random
) -> None:
    history = random_history(seed)
    for number in range(3):
        target = dice.choice(history)
        history.append(withdraw(f"last-{number}", target.id))
        with_it = official_state(history, KEYS)
        without = official_state((head for head in history if head.id != target.id), KEYS)
        assert with_it.shown == without.shown
        assert with_it.official == without.official
        assert with_it.content_hash == without.content_hash
