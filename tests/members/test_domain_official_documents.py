"""The states of official documents: no path but those that are drawn."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.members.domain import official_documents as rules
from services.members.domain.official_documents import MOVES, OPEN, OUT, STATUS, SignatureFacts
from services.members.regulations import document_rules

DRAWN = {
    ("drafted", "for_signature"),
    ("for_signature", "drafted"),
    ("for_signature", "signed"),
    ("signed", "issued"),
    ("drafted", "discarded"),
    ("for_signature", "discarded"),
    ("signed", "discarded"),
    ("issued", "corrected"),
    ("issued", "replaced"),
    ("issued", "annulled"),
    ("issued", "withdrawn"),
    ("corrected", "corrected"),
    ("corrected", "replaced"),
    ("corrected", "annulled"),
    ("corrected", "withdrawn"),
}
"""The arrows of the drawing in `domain.official_documents`."""


def test_the_moves_are_the_arrows_of_the_drawing():
    assert {(before, after) for move in MOVES.values() for before, after in move.items()} == DRAWN
    assert set(OPEN) | set(OUT) | {"discarded"} == set(STATUS)


@given(st.lists(st.sampled_from(sorted(MOVES)), max_size=20))
def test_no_order_of_acts_leads_along_an_arrow_that_is_not_drawn(acts):
    status, was_out = "drafted", False
    for act in acts:
        failures = rules.may(act, status)
        assert bool(failures) == (status not in MOVES[act])
        if failures:
            continue
        after = MOVES[act][status]
        assert (status, after) in DRAWN
        status, was_out = after, was_out or after in OUT
        assert not (was_out and status not in OUT), "what is out stays out"


@given(
    st.sampled_from(sorted(STATUS)),
    st.sampled_from(["valid", "unknown_signer", "none", "tampered"]),
    st.sampled_from(["uploaded", "paper"]),
    st.booleans(),
)
def test_a_signed_file_is_taken_only_whole_and_known_or_vouched_for(status, check, way, accepts):
    facts = SignatureFacts(way, check, None, None, matches_draft=False)
    taken = not rules.may_take_signed_file(status, facts, accepts)
    good = {
        "valid": True,
        "unknown_signer": accepts,
        "none": way == "paper",
        "tampered": False,
    }
    assert taken == (status == "for_signature" and good[check])


def test_a_refusal_to_seal_names_every_reason():
    failures = rules.may_sign_here("drafted", kind_allowed=False, ready=False, numbered=False)
    assert [one.code for one in failures] == [
        "wrong_status", "authority_signature_needed", "seal_not_set_up", "number_missing",
    ]  # fmt: skip


def test_numbers_are_written_with_the_symbols_of_kind_and_authority():
    assert document_rules.write_number("decision", "department", 7) == "07/QĐ-SVHTT"
    assert document_rules.write_number("decision", "department", 1234) == "1234/QĐ-SVHTT"
    assert document_rules.write_number("letter", "department", 12) == "12/SVHTT-TTĐP"
    for kind in document_rules.KINDS:
        assert document_rules.write_number(kind, document_rules.authority_of(kind), 1)
