"""What every service does at its HTTP door, seen through the garden."""

from __future__ import annotations

import asyncio

import pytest

from shared.database.backbone import AuditRow
from tests.shared.conftest import Garden

pytestmark = pytest.mark.asyncio


async def plant(garden: Garden, **headers: str) -> dict:
    gardener = garden[0].as_("member", sub="gardener")
    answer = await gardener.post("/v1/plants", json={"name": "Sen"}, headers=headers)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def test_creating_answers_201_with_etag_and_actions(garden):
    gardener = garden[0].as_("member", sub="gardener")
    answer = await gardener.post("/v1/plants", json={"name": "Sen"})
    assert answer.status_code == 201
    assert answer.headers["etag"] == '"1"'
    assert answer.json()["actions"] == {"grow": {"allowed": True, "failing": []}}
    assert answer.headers["x-correlation-id"]


async def test_without_a_token_one_is_told_to_sign_in_in_vietnamese(garden):
    answer = await garden[0].http.post("/v1/plants", json={"name": "Sen"})
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "sign_in"
    assert "đăng nhập" in answer.json()["detail"]


async def test_the_callers_language_is_answered(garden):
    answer = await garden[0].http.get(
        "/v1/me", headers={"Accept-Language": "fr, en;q=0.8, vi;q=0.5"}
    )
    assert answer.json()["detail"].startswith("Sign in")


async def test_a_forged_token_is_refused(garden):
    headers = {"Authorization": "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0."}
    answer = await garden[0].http.get("/v1/me", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (401, "token_not_valid")


async def test_a_token_ends(garden):
    gardener = garden[0].as_("member")
    garden[0].clock.advance(__import__("datetime").timedelta(days=366))
    answer = await gardener.get("/v1/me")
    assert (answer.status_code, answer.json()["code"]) == (401, "token_expired")


async def test_a_wrong_role_is_refused_with_the_roles_that_may(garden):
    created = await plant(garden)
    answer = await garden[0].as_("editor").post(f"/v1/plants/{created['id']}/grow")
    assert (answer.status_code, answer.json()["code"]) == (403, "role_needed")
    assert answer.json()["errors"][0]["values"]["roles"] == ["officer", "member"]


async def test_what_one_may_not_read_does_not_exist(garden):
    created = await plant(garden)
    stranger = garden[0].as_("member", sub="stranger")
    for answer in (
        await stranger.get(f"/v1/plants/{created['id']}"),
        await stranger.post(f"/v1/plants/{created['id']}/grow"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert (await stranger.get("/v1/plants")).json()["items"] == []


async def test_wrong_bodies_name_every_field(garden):
    gardener = garden[0].as_("member")
    answer = await gardener.post("/v1/plants", json={"name": 5})
    assert (answer.status_code, answer.json()["code"]) == (422, "field_not_text")
    assert answer.json()["errors"][0]["field"] == "name"
    broken = await gardener.post(
        "/v1/plants", content=b'{"name":', headers={"Content-Type": "application/json"}
    )
    assert (broken.status_code, broken.json()["code"]) == (400, "body_not_json")


async def test_an_unknown_address_and_method_are_problems_too(garden):
    answer = await garden[0].http.get("/v1/nowhere")
    assert (answer.status_code, answer.json()["code"]) == (404, "route_not_found")
    answer = await garden[0].http.put("/v1/plants")
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")


async def test_an_oversized_body_is_413_whether_or_not_it_says_its_length(garden):
    async def endless():
        for _ in range(12):
            yield b"x" * 1_000_000

    gardener = garden[0].as_("member")
    for content in (b"x" * 11_000_000, endless()):
        answer = await gardener.post("/v1/plants", content=content)
        assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


async def test_a_defect_shows_a_sentence_and_an_id_but_nothing_of_the_inside(garden):
    answer = await garden[0].http.get("/v1/broken")
    assert (answer.status_code, answer.json()["code"]) == (500, "internal_error")
    assert "defect" not in answer.text


async def test_an_edit_needs_if_match_and_the_current_version(garden):
    created = await plant(garden)
    gardener = garden[0].as_("member", sub="gardener")
    path = f"/v1/plants/{created['id']}"
    assert (await gardener.patch(path)).status_code == 428
    first = await gardener.patch(path, headers={"If-Match": '"1"'})
    assert (first.status_code, first.headers["etag"]) == (200, '"2"')
    stale = await gardener.patch(path, headers={"If-Match": '"1"'})
    assert (stale.status_code, stale.json()["code"]) == (412, "stale_version")
    assert stale.json()["current"]["height"] == 1


async def test_a_dry_run_shows_the_result_and_keeps_nothing(garden):
    created = await plant(garden)
    gardener = garden[0].as_("member", sub="gardener")
    tried = await gardener.post(f"/v1/plants/{created['id']}/grow?dry_run=true")
    assert tried.json()["dry_run"] is True
    assert tried.json()["result"]["height"] == 1
    assert (await gardener.get(f"/v1/plants/{created['id']}")).json()["height"] == 0


async def test_the_same_key_gets_the_same_answer_once(garden):
    first = await plant(garden, **{"Idempotency-Key": "k1"})
    second = await plant(garden, **{"Idempotency-Key": "k1"})
    assert first == second
    officer = garden[0].as_("officer")
    assert len((await officer.get("/v1/plants")).json()["items"]) == 1
    gardener = garden[0].as_("member", sub="gardener")
    other = await gardener.post(
        "/v1/plants", json={"name": "Mai"}, headers={"Idempotency-Key": "k1"}
    )
    assert (other.status_code, other.json()["code"]) == (422, "key_with_other_body")


async def test_twins_with_one_key_make_one_plant(garden):
    gardener = garden[0].as_("member", sub="gardener")
    answers = await asyncio.gather(
        *(
            gardener.post("/v1/plants", json={"name": "Sen"}, headers={"Idempotency-Key": "k"})
            for _ in range(8)
        )
    )
    assert {answer.status_code for answer in answers} <= {201, 409}
    listed = await garden[0].as_("officer").get("/v1/plants")
    assert len(listed.json()["items"]) == 1


async def test_pages_neither_skip_nor_repeat(garden):
    gardener = garden[0].as_("member", sub="gardener")
    for name in "edcba":
        await gardener.post("/v1/plants", json={"name": name})
    seen, cursor = [], ""
    while cursor is not None:
        query = {"sort": "name", "limit": 2} | ({"cursor": cursor} if cursor else {})
        page = (await gardener.get("/v1/plants", params=query)).json()
        seen += [item["name"] for item in page["items"]]
        cursor = page["next_cursor"]
    assert seen == list("abcde")
    wrong = await gardener.get("/v1/plants?sort=colour")
    assert (wrong.status_code, wrong.json()["code"]) == (422, "sort_unknown")
    assert (await gardener.get("/v1/plants?cursor=zzz")).json()["code"] == "cursor_not_readable"


async def test_every_write_leaves_one_audit_entry_and_a_failed_one_none(garden):
    created = await plant(garden)
    gardener = garden[0].as_("member", sub="gardener")
    await gardener.post(f"/v1/plants/{created['id']}/grow")
    await gardener.patch(f"/v1/plants/{created['id']}", headers={"If-Match": '"9"'})
    trail = (await garden[0].as_("auditor").get("/v1/audit")).json()["items"]
    assert [entry["act"] for entry in trail] == ["grow", "plant_seed"]
    assert trail[0]["subject_id"] == created["id"]
    assert trail[0]["actor"].endswith("|gardener")
    assert AuditRow.__tablename__ == "audit"
    assert (await gardener.get("/v1/audit")).status_code == 403


async def test_changes_are_streamed_to_those_who_may_read(garden):
    service, _ = garden
    created = await plant(garden)
    from shared.auth.caller import Caller
    from shared.http.changes import _after

    async def seen(caller):
        found = await service.database.read(lambda s: _after(s, caller=caller, position=(0, 0)))
        return [(str(one.aggregate_id), one.version) for one in found]

    assert await seen(Caller("x", "y", roles=frozenset({"officer"}))) == [(created["id"], 1)]
    assert await seen(Caller("x", "y")) == []


async def test_a_database_that_is_away_is_503_with_retry_after(garden, postgres):
    service, _ = garden
    gardener = service.as_("member", sub="gardener")
    await postgres.drop(service.service.parts.settings.database_url.get_secret_value())
    answer = await gardener.post("/v1/plants", json={"name": "Sen"})
    assert (answer.status_code, answer.json()["code"]) == (503, "database_away")
    assert answer.headers["retry-after"]


async def test_documents_and_vocabulary_are_there(garden):
    http = garden[0].http
    openapi = (await http.get("/openapi.json")).json()
    assert openapi["paths"]["/v1/plants"]["get"]["operationId"] == "list_plants"
    assert (await http.get("/v1/vocabulary")).json()["height"]["low"] == {"vi": "Thấp", "en": "Low"}
    assert (await http.get("/docs")).status_code == 200
    asyncapi = (await http.get("/asyncapi")).json()
    assert asyncapi["asyncapi"].startswith("3")
    assert (await http.get("/metrics")).status_code == 200


async def test_a_character_that_cannot_be_stored_is_refused(garden):
    answer = await garden[0].as_("member").post("/v1/plants", json={"name": "Sen\u0000"})
    assert (answer.status_code, answer.json()["code"]) == (422, "value_not_storable")


async def test_a_committed_event_wakes_the_relay_at_once(garden):
    service, _ = garden
    woken = []
    service.database.wake_relay = lambda: woken.append(True)
    await plant(garden)
    assert woken == [True]
    await service.as_("member", sub="gardener").post(
        "/v1/plants?dry_run=true", json={"name": "Sen"}
    )
    assert woken == [True]
