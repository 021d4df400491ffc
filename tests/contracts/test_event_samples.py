"""Every event type has one real sample, which its model accepts and does not change."""

from __future__ import annotations

import json

import pytest

from shared.events import REGISTRY
from shared.events.base import schema_url
from shared.events.contract import CURRENT
from shared.events.envelope import Envelope
from shared.events.samples import sample_envelopes


def read_sample(event_type: str) -> Envelope:
    path = CURRENT / f"{event_type}.sample.json"
    return Envelope.model_validate_json(path.read_text(encoding="utf-8"))


def test_every_event_type_has_a_sample() -> None:
    assert set(sample_envelopes()) == set(REGISTRY)


@pytest.mark.parametrize("event_type", sorted(REGISTRY))
def test_the_committed_sample_is_an_event_of_its_model(event_type: str) -> None:
    envelope = read_sample(event_type)
    event = envelope.event()
    assert type(event) is REGISTRY[event_type]
    assert envelope.subject == event.id
    assert envelope.source == f"/hcn/{event.TYPE.service}"
    assert envelope.dataschema == schema_url(event_type)
    assert envelope.id.version == 7


@pytest.mark.parametrize("event_type", sorted(REGISTRY))
def test_a_sample_survives_the_way_through_its_model(event_type: str) -> None:
    envelope = read_sample(event_type)
    written_again = json.loads(envelope.event().model_dump_json())
    assert written_again == envelope.data


@pytest.mark.parametrize("event_type", sorted(REGISTRY))
def test_a_reader_ignores_a_field_that_a_newer_producer_added(event_type: str) -> None:
    envelope = read_sample(event_type)
    newer = envelope.model_copy(update={"data": {**envelope.data, "added_later": "x"}})
    assert newer.event() == envelope.event()


def test_samples_of_one_aggregate_rise_in_sequence_with_their_time() -> None:
    by_aggregate: dict[str, list[Envelope]] = {}
    for envelope in sorted(sample_envelopes().values(), key=lambda one: one.time):
        by_aggregate.setdefault(envelope.aggregate_key, []).append(envelope)
    for envelopes in by_aggregate.values():
        sequences = [one.sequence for one in envelopes]
        assert sequences == sorted(set(sequences))
