"""What `actions` say is what the routes do: every action of a row is tried by whoever sees it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shared.ids import new_id
from tests.members.making import done, path

pytestmark = pytest.mark.asyncio

REASON = {"reason": "Lý do"}


def callers_of(network, member=None):
    """Made anew after the clock has moved: a token does not last for ever."""
    service = network.service
    people = {
        "nobody": service.http,
        "someone": service.as_(sub="someone"),
        "applicant": service.as_(sub="applicant"),
        "officer": service.as_("officer"),
        "operator": service.as_("operator"),
        "auditor": service.as_("auditor"),
        "decider": service.as_("decider"),
        "reviewer": service.as_("reviewer", sub="reviewer-1"),
        "own judge": service.as_("reviewer", "decider", sub="applicant"),
    }
    return people | ({"member": service.as_("member", member=member)} if member else {})


async def try_actions(url, callers, routes):
    """Try each action without keeping it; returns `(who, action, codes)` of all."""
    tried = []
    for who, client in callers.items():
        seen = await client.get(url)
        if seen.status_code in (401, 404):
            continue
        shown = seen.json()
        assert shown["actions"].keys() == routes.keys()
        for name, (method, tail, body) in routes.items():
            target = tail if tail.startswith("/v1") else url + tail
            answer = await client.request(
                method,
                f"{target}?dry_run=true",
                json=body,
                headers={"If-Match": f'"{shown["version"]}"'},
            )
            action = shown["actions"][name]
            said = sorted(failure["code"] for failure in action["failing"])
            told = sorted(error["code"] for error in answer.json().get("errors", ()))
            assert (who, name, said) == (who, name, told), answer.text
            assert action["allowed"] == (answer.status_code == 200), answer.text
            tried.append((who, name, said))
    return tried


def found_in(tried):
    return {code for _who, _name, codes in tried for code in codes}


def allowed_in(tried):
    return {(who, name) for who, name, codes in tried if not codes}


async def test_the_actions_of_calls_are_what_the_routes_do(network):
    scheduled = await network.call(opens_at=network.instant(days=1))
    opened = await network.call()
    closed = await network.call()
    done(await network.officer.post(f"/v1/calls/{closed['id']}/close"))
    archived = await network.call()
    for act in ("close", "archive"):
        done(await network.officer.post(f"/v1/calls/{archived['id']}/{act}"))
    draft = await network.call(draft=True)
    more = {"subject": "someone", "until": network.instant(days=99), **REASON}
    tried = []
    for call in (scheduled, opened, closed, archived, draft):
        application = {"call_id": call["id"], "applicant": {"name": "Không gian mới"}}
        routes = {
            "change": ("PATCH", "", {"title": {"vi": "Đợt khác"}}),
            "publish": ("POST", "/publish", None),
            "close": ("POST", "/close", None),
            "archive": ("POST", "/archive", None),
            "replace_form": ("PUT", "/form", {"documents": ["profile"]}),
            "extend_deadline": ("POST", "/extensions", more),
            "change_review_rules": ("PATCH", "", {"review": {"sealed": False}}),
            "apply": ("POST", "/v1/applications", application),
        }
        tried += await try_actions(f"/v1/calls/{call['id']}", callers_of(network), routes)
    assert found_in(tried) == {
        *("sign_in", "role_needed", "wrong_status"),
        *("call_closed", "call_not_open_yet", "call_archived"),
    }
    assert {("someone", "apply"), *(("officer", name) for name in set(routes) - {"apply"})} <= (
        allowed_in(tried)
    )


APPLICATION_ROUTES = {
    "change": ("PATCH", "", {"applicant": {"fields": ["music"]}}),
    "submit": ("POST", "/submit", None),
    "resubmit": ("POST", "/resubmit", None),
    "withdraw": ("POST", "/withdraw", None),
    "request_supplement": ("POST", "/supplement-requests", {"fields": ["address"], **REASON}),
    "review": ("POST", "/reviews", {"scores": {"creativity": 1, "community": 1}}),
    "decide": ("POST", "/decision", {"outcome": "approve"}),
    "issue_take_over_code": ("POST", "/take-over-codes", None),
}


async def test_the_actions_of_applications_are_what_the_routes_do(network):
    call = await network.call()
    bare = await network.draft(call["id"], name="Mới bắt đầu", kind=None, contact=None)
    draft = await network.draft(call["id"], name="Bản nháp đủ")
    submitted = await network.submitted(call["id"])
    reviewed = await network.submitted(call["id"])
    for number in (0, 1):
        done(await network.review(reviewed, number), 201)
    waiting = await network.submitted(call["id"])
    asked = {"fields": ["address"], **REASON}
    done(await network.officer.post(f"{path(waiting)}/supplement-requests", json=asked))
    paper = await network.on_paper(call["id"])
    rows = [paper, bare, draft, submitted, reviewed, waiting, await network.approved(call["id"])]
    tried = []
    for _ in ("while the call is open", "afterwards"):
        for row in rows:
            tried += await try_actions(path(row), callers_of(network), APPLICATION_ROUTES)
        network.clock.advance(timedelta(days=30))
    assert {"role_needed", "applicant_only", "own_application", "call_closed"} <= found_in(tried)
    assert {"part_missing", "quorum_not_reached", "already_reviewed"} <= found_in(tried)
    people = {"request_supplement": "officer", "review": "reviewer", "decide": "decider"}
    people["issue_take_over_code"] = "officer"
    expected = {(people.get(name, "applicant"), name) for name in APPLICATION_ROUTES}
    assert expected <= allowed_in(tried)


async def test_the_actions_of_ceremonies_are_what_the_routes_do(network):
    call = await network.call()
    empty = await network.ceremony()
    full = await network.ceremony(await network.approved(call["id"]))
    first, second = await network.approved(call["id"]), await network.approved(call["id"])
    begun = await network.ceremony(first, second)
    await network.award(begun, application_ids=[first["id"]])
    held = await network.ceremony(await network.approved(call["id"]))
    await network.award(held)
    off = await network.ceremony()
    done(await network.officer.post(f"/v1/ceremonies/{off['id']}/cancel"))
    routes = {
        "change": ("PATCH", "", {"place": "Nơi khác"}),
        "cancel": ("POST", "/cancel", None),
        "prepare": ("POST", "/prepare", None),
        "award": ("POST", "/award", None),
    }
    tried = []
    for row in (empty, full, begun, held, off):
        tried += await try_actions(f"/v1/ceremonies/{row['id']}", callers_of(network), routes)
    assert {"sign_in", "ceremony_empty", "ceremony_has_awards", "wrong_status"} <= found_in(tried)
    assert {("officer", name) for name in routes} | {("decider", "award")} <= allowed_in(tried)


async def test_the_actions_of_members_are_what_the_routes_do(network):
    active, suspended, left, removed = await network.members("Mẫu A", "Mẫu B", "Mẫu C", "Mẫu D")
    suspension = {**REASON, "reason_code": "report_missing"}
    url = "/v1/members/{member_id}"
    done(await network.officer.post(f"{url.format(**suspended)}/suspend", json=suspension))
    done(await network.officer.post(f"{url.format(**left)}/leave"))
    done(await network.decider.post(f"{url.format(**removed)}/remove", json=suspension))
    routes = {
        "change": ("PATCH", "", {"website": "https://mau.example"}),
        "suspend": ("POST", "/suspend", suspension),
        "reinstate": ("POST", "/reinstate", REASON),
        "remove": ("POST", "/remove", suspension),
        "annul_removal": ("POST", "/annul-removal", REASON),
        "close": ("POST", "/close", {**REASON, "document": {"title": "Thông báo"}}),
        "renew": ("POST", "/renew", {**REASON, "until": "2030-12-31"}),
        "leave": ("POST", "/leave", None),
    }
    tried = []
    for row in (active, suspended, left, removed):
        callers = callers_of(network, member=row["member_id"])
        callers["another member"] = network.service.as_("member", member=new_id())
        tried += await try_actions(url.format(**row), callers, routes)
    assert {"sign_in", "role_needed", "member_not_yours", "wrong_status"} <= found_in(tried)
    assert {("officer", name) for name in routes} | {("member", "leave")} <= allowed_in(tried)


async def test_the_actions_of_contacts_and_grants_are_what_the_routes_do(network):
    routes = {"change": ("PATCH", "", {"locale": "en"}), "erase": ("POST", "/erase", None)}
    tried = []
    for erased in (False, True):
        application = await network.submitted()
        shown = done(await network.applicant.get(path(application)))
        url = f"/v1/contacts/{shown['applicant']['contact']['id']}"
        if erased:
            done(await network.officer.post(f"{url}/erase"))
        tried += await try_actions(url, callers_of(network), routes)
    assert found_in(tried) == {"role_needed", "contact_erased"}

    body = {"subject": "someone", "role": "host", "reason": "x", "host_id": application["id"]}
    grant = done(await network.operator.post("/v1/grants", json=body), 201)
    url, routes = f"/v1/grants/{grant['id']}", {"end": ("POST", "/end", None)}
    tried = await try_actions(url, callers_of(network), routes)
    done(await network.operator.post(f"{url}/end"))
    tried += await try_actions(url, callers_of(network), routes)
    assert found_in(tried) == {"role_needed", "grant_ended"}
    assert allowed_in(tried) == {("operator", "end")}
