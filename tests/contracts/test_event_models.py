"""The models keep the rules of the published language: one state, no persons, one literal each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from shared.events import REGISTRY
from shared.events.base import Event, EventType
from shared.events.bookings import BookingConfirmedV1
from shared.events.catalogue import catalogue
from shared.events.contract import event_schema
from shared.events.samples import sample_envelopes
from shared.events.values import Instant

ROOT = Path(__file__).parents[2]
PUBLIC = {text: model for text, model in REGISTRY.items() if model.TYPE.audience == "public"}
PERSONAL_TYPES = {text for text, model in REGISTRY.items() if model.TYPE.audience == "personal"}
NOT_PERSONAL = {text: model for text, model in REGISTRY.items() if text not in PERSONAL_TYPES}

PERSONAL_WORD = re.compile(
    r"e_?mail|phone|contact|person|subject|issuer|birth|gender|applicant|granted|locale"
)
OFFICERS_WORD = re.compile(r"reason|comment|note|remark")


def fields_of(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every field of a body and of the parts that it is made of."""
    for part in (schema, *schema.get("$defs", {}).values()):
        yield from part.get("properties", {}).items()


def test_all_public_events_of_one_aggregate_have_the_same_body() -> None:
    bodies = defaultdict(set)
    for model in PUBLIC.values():
        schema = event_schema(model)
        shape = repr([schema["properties"], schema["required"], schema.get("$defs")])
        bodies[model.TYPE.service, model.TYPE.aggregate].add(shape)
    assert bodies
    assert {aggregate for aggregate, shapes in bodies.items() if len(shapes) > 1} == set()


@pytest.mark.parametrize("event_type", sorted(PUBLIC))
def test_a_public_event_carries_its_whole_state_and_leaves_nothing_out(event_type: str) -> None:
    schema = event_schema(PUBLIC[event_type])
    assert set(schema["required"]) == set(schema["properties"])


NO_DISCLOSURE = {("award", "person"), ("award", "granted_on")}
"""Who was rewarded is named only while the recorded consent stands; the other is a date."""


@pytest.mark.parametrize("event_type", sorted(PUBLIC))
def test_a_public_event_has_no_field_for_a_person_or_an_officers_words(event_type: str) -> None:
    aggregate = PUBLIC[event_type].TYPE.aggregate
    for name, _ in fields_of(event_schema(PUBLIC[event_type])):
        if (aggregate, name) in NO_DISCLOSURE:
            continue
        assert not PERSONAL_WORD.search(name), name
        assert not OFFICERS_WORD.search(name), name


def test_the_search_for_personal_fields_finds_them_where_they_are() -> None:
    found = {
        name
        for event_type in PERSONAL_TYPES
        for name, _ in fields_of(event_schema(REGISTRY[event_type]))
        if PERSONAL_WORD.search(name)
    }
    assert {"email", "phone", "subject", "granted_by"} <= found


@pytest.mark.parametrize("event_type", sorted(NOT_PERSONAL))
def test_addresses_to_write_to_travel_only_in_personal_events(event_type: str) -> None:
    names = {name for name, _ in fields_of(event_schema(NOT_PERSONAL[event_type]))}
    assert names.isdisjoint({"email", "phone", "subject", "issuer"})


@pytest.mark.parametrize("event_type", sorted(REGISTRY))
def test_every_field_says_what_it_is(event_type: str) -> None:
    silent = [
        name
        for name, field in fields_of(event_schema(REGISTRY[event_type]))
        if not field.get("description")
    ]
    assert silent == []


@pytest.mark.parametrize("event_type", sorted(REGISTRY))
def test_the_class_is_named_after_the_type(event_type: str) -> None:
    kind = EventType.parse(event_type)
    words = f"{kind.aggregate}_{kind.name}".title().replace("_", "")
    assert REGISTRY[event_type].__name__ == f"{words}V{kind.version}"


def test_class_names_are_unique_so_that_a_search_finds_one_model() -> None:
    names = [row.event_class for row in catalogue()]
    assert len(names) == len(set(names)) == len(REGISTRY)


def test_every_row_of_the_catalogue_says_what_happened() -> None:
    assert [row.type for row in catalogue() if row.doc in ("", Event.__doc__)] == []


def test_an_event_type_is_written_exactly_once_in_the_code() -> None:
    texts = [
        path.read_text(encoding="utf-8")
        for folder in ("services", "shared", "deploy")
        for path in (ROOT / folder).rglob("*.py")
    ]
    for event_type in REGISTRY:
        places = sum(len(re.findall(rf"{re.escape(event_type)}(?![\w])", text)) for text in texts)
        assert places == 1, event_type


def test_a_booking_without_a_public_activity_cannot_name_its_member() -> None:
    whole = sample_envelopes()[BookingConfirmedV1.TYPE.text].data
    BookingConfirmedV1.model_validate({**whole, "activity": None, "member": None})
    with pytest.raises(ValidationError, match="must not name the member"):
        BookingConfirmedV1.model_validate({**whole, "activity": None})


def test_an_instant_is_aware_and_becomes_utc() -> None:
    instants: TypeAdapter[datetime] = TypeAdapter(Instant)
    there = instants.validate_python("2027-03-06T09:00:00+07:00")
    assert instants.dump_json(there) == b'"2027-03-06T02:00:00Z"'
    with pytest.raises(ValidationError):
        instants.validate_python("2027-03-06T09:00:00")


@pytest.mark.parametrize("wrong", ["a.b", "hcn.secret.a.b.c.v1", "hcn.public.a.b.c.1", "hcn"])
def test_a_type_off_the_pattern_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"is not hcn|must end in v<N>"):
        EventType.parse(wrong)


def test_a_type_cannot_be_given_twice() -> None:
    with pytest.raises(TypeError, match="already the type of BookingConfirmedV1"):

        class Again(Event, event=BookingConfirmedV1.TYPE.text):
            pass
