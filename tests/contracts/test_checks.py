"""The checks themselves catch what they are for."""

from __future__ import annotations

import copy

import pytest

from deploy.checks.clock import OWN_CLOCKS, find_own_clocks
from deploy.openapi import breaks

DOCUMENT = {
    "paths": {
        "/v1/things": {
            "get": {
                "operationId": "list_things",
                "parameters": [{"name": "q", "required": False}],
                "responses": {"200": {}},
            }
        }
    },
    "components": {"schemas": {"ThingOut": {"title": "ThingOut", "properties": {"id": {}}}}},
}


@pytest.mark.parametrize(
    "line",
    [
        "select now()",
        "DEFAULT CURRENT_TIMESTAMP",
        "func.now()",
        "datetime.now(UTC)",
        "date.today()",
        "time.time()",
    ],
)
def test_an_own_clock_is_found(line):
    assert OWN_CLOCKS.search(line)


def test_the_shared_clock_is_not_mistaken_for_one():
    assert not OWN_CLOCKS.search("self.clock.now()")
    assert not OWN_CLOCKS.search("at = work.now")


def test_nobody_asks_another_clock():
    assert find_own_clocks() == ""


def test_an_unchanged_api_breaks_nothing():
    assert breaks("x", DOCUMENT, copy.deepcopy(DOCUMENT)) == []


def _without(change):
    changed = copy.deepcopy(DOCUMENT)
    change(changed)
    return breaks("x", DOCUMENT, changed)


def test_what_a_caller_would_miss_is_named():
    operation = ("paths", "/v1/things", "get")

    def at(document, *keys):
        for key in keys:
            document = document[key]
        return document

    assert _without(lambda d: d["paths"].pop("/v1/things")) == ["x: GET /v1/things is gone"]
    assert _without(lambda d: at(d, *operation)["parameters"].clear())
    assert _without(lambda d: at(d, *operation)["responses"].clear())
    assert _without(lambda d: at(d, *operation)["parameters"][0].update(required=True))
    assert _without(lambda d: at(d, *operation).update(operationId="x"))
    assert _without(lambda d: at(d, "components", "schemas", "ThingOut")["properties"].clear())
