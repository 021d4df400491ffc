"""What is out changes only by another document, and actions say what the routes do."""

from __future__ import annotations

import pytest

from services.members.domain.official_documents import MEANS
from tests.members.documents import PAPER, REASON, SIGNER
from tests.members.making import at_once, done, if_match, refused

pytestmark = pytest.mark.asyncio


async def test_only_staff_see_a_draft_and_those_it_is_for_what_is_out(desk, network):
    draft = await desk.draft()
    url = f"/v1/documents/{draft['id']}"
    for path in (url, f"{url}.pdf"):
        refused(await network.stranger.get(path), 404, "not_found")
    assert done(await network.stranger.get("/v1/documents"))["items"] == []
    assert done(await network.decider.get(url))["id"] == draft["id"]


@pytest.mark.parametrize(
    ("act", "after"),
    [
        ("correct", "corrected"),
        ("replace", "replaced"),
        ("annul", "annulled"),
        ("withdraw", "withdrawn"),
    ],
)
async def test_what_is_out_changes_only_by_another_document(desk, act, after):
    issued = await desk.issued()
    later = await desk.do(issued, act, 201, **REASON)
    assert later["kind"] == ("letter" if act == "correct" else "decision")
    assert later["succeeds"]["document_id"] == issued["id"]
    assert later["succeeds"]["means"]["code"] == act
    assert "01/QĐ-SVHTT" in str(later["page"]) + str(later["title"])
    assert (await desk.get(issued))["status"] == "issued"
    refused(await desk.tried(issued, "annul", **REASON), 409, "successor_in_work")
    await desk.do(await desk.do(await desk.do(later, "for-signature", **SIGNER), "sign"), "issue")
    changed = await desk.get(issued)
    assert (changed["status"], changed["ended_by_id"]) == (after, later["id"])
    assert changed["actions"]["correct"]["allowed"] == (act == "correct")
    if act != "correct":
        refused(await desk.tried(issued, "correct", **REASON), 409, "wrong_status")


async def test_a_discarded_successor_leaves_the_document_in_force(desk):
    issued = await desk.issued()
    later = await desk.do(issued, "annul", 201, **REASON)
    await desk.do(later, "discard", reason="Không cần nữa")
    assert (await desk.get(issued))["status"] == "issued"
    answers = await at_once(*(desk.tried(issued, "replace", **REASON) for _ in range(3)))
    assert sorted(one.status_code for one in answers) == [201, 409, 409]


async def test_every_act_says_whether_it_is_allowed_and_a_dry_run_changes_nothing(desk):
    draft = await desk.draft()
    assert draft["actions"]["change"]["allowed"] is True
    assert draft["actions"]["issue"]["allowed"] is False
    url = f"/v1/documents/{draft['id']}/for-signature"
    tried = done(await desk.officer.post(url, params={"dry_run": True}, json=SIGNER))
    assert tried["result"]["number"] == "01/QĐ-SVHTT"
    assert (await desk.get(draft))["status"] == "drafted"
    assert (await desk.numbers())["last"] == 0


ROUTES = {
    "change": ("PATCH", "", {"title": {"vi": "Khác"}}),
    "send_for_signature": ("POST", "/for-signature", SIGNER),
    "take_back": ("POST", "/take-back", None),
    "sign": ("POST", "/sign", None),
    "upload_signed_file": ("POST", "/signed-file", PAPER),
    "issue": ("POST", "/issue", None),
    "discard": ("POST", "/discard", REASON),
    **{means: ("POST", f"/{means}", REASON) for means in MEANS},
}


async def test_the_actions_of_documents_are_what_the_routes_do(desk, network):
    in_work = await desk.issued()
    await desk.do(in_work, "replace", 201, **REASON)
    gone = await desk.do(await desk.draft(), "discard", **REASON)
    rows = [await desk.draft(), await desk.sent(), await desk.signed(), await desk.issued()]
    allowed = set()
    for row in [*rows, in_work, gone]:
        url = f"/v1/documents/{row['id']}"
        for who in ("officer", "decider", "auditor"):
            client = network.service.as_(who)
            shown = done(await client.get(url))
            assert shown["actions"].keys() == ROUTES.keys()
            for name, (method, tail, body) in ROUTES.items():
                sent = {"content": body} if isinstance(body, bytes) else {"json": body}
                answer = await client.request(
                    method,
                    url + tail,
                    params={"dry_run": True, **({"on_paper": True} if "content" in sent else {})},
                    headers=if_match(shown),
                    **sent,
                )
                told = sorted(error["code"] for error in answer.json().get("errors", ()))
                said = sorted(one["code"] for one in shown["actions"][name]["failing"])
                if "role_needed" in told:
                    assert "role_needed" in said
                else:
                    assert (who, name, said) == (who, name, told)
                allowed |= set() if said else {(who, name)}
    assert {("officer", name) for name in ROUTES} | {("decider", "sign")} == allowed
