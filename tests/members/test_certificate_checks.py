"""Checking a certificate: signed offline, its status online and no more, anew after a new name."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jws
from joserfc.errors import BadSignatureError
from joserfc.jwk import OKPKey
from pydantic import ValidationError
from sqlalchemy import select

from services.members.domain import certificate_numbers as numbers
from services.members.domain.states import CERTIFICATE_NUMBER_STATUS
from services.members.models import Certificate
from services.members.settings import Settings
from services.members.signing import NAME_LETTERS, Statement, check_url, keys_of
from shared.events import members as events
from shared.settings import SettingsError
from tests.members.making import Network, done, if_match, refused

REISSUE = {"reason_code": "name_changed", "reason": "Đổi tên theo đề nghị"}


async def token_of(network, number) -> str:
    query = select(Certificate.token).where(Certificate.number == number)
    async with network.service.database.sessions() as session:
        return (await session.scalars(query)).one()


async def status_of(network, number):
    return done(await network.public.get(f"/v1/certificates/{number}/status"))


def read_statement(token, keys):
    key = OKPKey.import_key(keys[0])
    return json.loads(jws.deserialize_compact(token, key, algorithms=["Ed25519"]).payload)


@pytest.mark.asyncio
async def test_the_code_is_a_statement_that_the_published_key_confirms(network):
    number = (await network.member())["certificate_number"]
    token = await token_of(network, number)
    keys = done(await network.public.get("/v1/certificate-keys"))["keys"]
    assert all("d" not in key for key in keys)
    statement = read_statement(token, keys)
    assert statement == {"n": number, "s": "Không gian sáng tạo Mẫu", "i": "2026-11-23"}
    head, _, signature = token.split(".")
    forged = base64.urlsafe_b64encode(b'{"n":"KGST-HN-2026-0999"}').decode().rstrip("=")
    with pytest.raises(BadSignatureError):
        read_statement(f"{head}.{forged}.{signature}", keys)
    assert json.loads(base64.urlsafe_b64decode(head + "=="))["kid"] == keys[0]["kid"]


@pytest.mark.asyncio
async def test_the_page_checks_offline_by_its_own_script_and_sends_the_code_to_nobody(network):
    page = await network.public.get("/certificates/check")
    policy = page.headers["content-security-policy"]
    (script,) = re.findall(r"<script>(.*)</script>", page.text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    (content,) = re.findall(r'id="content">(.*?)</script>', page.text, re.DOTALL)
    known = json.loads(content)
    assert known["keys"] == done(await network.public.get("/v1/certificate-keys"))["keys"]
    assert "Đã được cấp" in known["words"]["issued"]
    english = (await network.public.get("/certificates/check?lang=en")).text
    assert '"issued": "Issued"' in english
    for text in (page.text, english):
        assert "not revoked" not in text
        assert "chưa bị thu hồi" not in text
    assert page.headers["referrer-policy"] == "no-referrer"


@pytest.mark.asyncio
async def test_online_it_says_valid_suspended_revoked_or_unknown_and_no_more(network):
    entry = await network.member()
    number, member = entry["certificate_number"], f"/v1/members/{entry['member_id']}"
    assert await status_of(network, "KGST-HN-2026-9999") == {"status": "unknown"}
    assert await status_of(network, number) == {"status": "valid"}
    body = {"reason": "x", "reason_code": "other"}
    done(await network.officer.post(f"{member}/suspend", json=body))
    assert await status_of(network, number) == {"status": "suspended"}
    done(await network.officer.post(f"{member}/leave"))
    assert await status_of(network, number) == {"status": "revoked"}


@pytest.mark.asyncio
async def test_who_checks_too_often_is_told_to_wait(running):
    async with running("members", certificate_checks_per_minute=3) as service:
        url = "/v1/certificates/KGST-HN-2026-0001/status"
        answers = [(await service.http.get(url)).status_code for _ in range(4)]
        assert answers == [200, 200, 200, 429]
        answer = await service.http.get(url)
        problem = refused(answer, 429, "too_many_tries")
        seconds = problem["errors"][0]["values"]["seconds"]
        assert answer.headers["retry-after"] == str(seconds)
        service.clock.advance(timedelta(seconds=seconds))
        assert (await service.http.get(url)).status_code == 200


@pytest.mark.asyncio
async def test_after_a_change_of_name_a_new_paper_replaces_the_old_one(network):
    entry = await network.member()
    old, member = entry["certificate_number"], f"/v1/members/{entry['member_id']}"
    url = f"/v1/certificates/{old}/reissue"
    refused(await network.officer.post(url, json=REISSUE), 409, "name_not_changed")
    refused(await network.applicant.post(url, json=REISSUE), 403, "role_needed")
    shown = done(await network.public.get(member))
    done(
        await network.officer.patch(
            member, json={"name": "Không gian Tên Mới"}, headers=if_match(shown)
        )
    )
    network.clock.advance(timedelta(days=1))
    network.officer = network.service.as_("officer")
    new = done(await network.officer.post(url, json=REISSUE), 201)
    assert (new["number"], new["space"]) == ("KGST-HN-2026-0002", "Không gian Tên Mới")
    assert (new["status"], new["issued_on"]) == ("valid", "2026-11-24")
    before = done(await network.public.get(f"/v1/certificates/{old}"))
    assert (before["status"], before["replaced_by"]) == ("revoked", new["number"])
    assert await status_of(network, old) == {"status": "revoked"}
    again = refused(await network.officer.post(url, json=REISSUE), 409, "certificate_replaced")
    assert again["errors"][0]["values"]["number"] == new["number"]
    (event,) = await network.service.published(events.CertificateReissuedV1)
    assert (event.number, event.status.code) == (new["number"], "valid")
    (revoked,) = await network.service.published(events.CertificateRevokedV1)
    assert revoked.number == old
    changed = (await network.service.published(events.MemberProfileChangedV1))[-1]
    assert changed.certificate_number == new["number"]
    answer = await network.officer.get("/v1/certificate-numbers/account?year=2026")
    assert done(answer)["used"] == 2


@pytest.mark.asyncio
async def test_a_lost_paper_is_made_anew_but_not_for_who_has_left(network):
    entry = await network.member()
    number, member = entry["certificate_number"], f"/v1/members/{entry['member_id']}"
    body = {"reason_code": "lost", "reason": "Mất khi chuyển nhà"}
    new = done(await network.officer.post(f"/v1/certificates/{number}/reissue", json=body), 201)
    done(await network.officer.post(f"{member}/leave"))
    answer = await network.officer.post(f"/v1/certificates/{new['number']}/reissue", json=body)
    refused(answer, 409, "wrong_status", "certificate_revoked")
    unknown = await network.officer.post("/v1/certificates/KGST-HN-2026-0777/reissue", json=body)
    refused(unknown, 404, "not_found")


@pytest.mark.asyncio
async def test_keys_rotate_and_old_papers_stay_checkable(running, tmp_path):
    path = tmp_path / "keys.json"
    first, second = (OKPKey.generate_key("Ed25519").as_dict(private=True) for _ in range(2))
    path.write_text(json.dumps({"keys": [first | {"kid": "2026"}]}))
    async with running("members", certificate_keys=path) as service:
        network = Network(service)
        token = await token_of(network, (await network.member())["certificate_number"])
        kept = {name: first[name] for name in ("kty", "crv", "x")} | {"kid": "2026"}
        path.write_text(json.dumps({"keys": [second | {"kid": "2027"}, kept]}))
        keys = done(await network.public.get("/v1/certificate-keys"))["keys"]
        assert [key["kid"] for key in keys] == ["2027", "2026"]
        assert read_statement(token, keys[1:])["n"] == "KGST-HN-2026-0001"
        other = await network.member(who=service.as_(sub="another"), name="Mẫu Khác")
        later = await token_of(network, other["certificate_number"])
        assert read_statement(later, keys)["s"] == "Mẫu Khác"


@pytest.mark.parametrize("content", ["", "{}", '{"keys": []}', '{"keys": [{"kty": "oct"}]}', "[]"])
def test_keys_that_cannot_sign_stop_the_service_with_a_sentence(tmp_path, content):
    path = tmp_path / "keys.json"
    path.write_text(content)
    with pytest.raises(SettingsError, match="HCN_CERTIFICATE_KEYS"):
        keys_of(Settings(certificate_keys=path))


def test_a_key_is_made_once_and_for_its_owner_alone(tmp_path):
    settings = Settings(files_dir=tmp_path / "files")
    first, second = keys_of(settings).public(), keys_of(settings).public()
    assert first == second
    path = tmp_path / "files" / "certificate-keys.json"
    assert path.stat().st_mode & 0o077 == 0
    assert [one.name for one in path.parent.iterdir()] == [path.name]


@given(st.text(min_size=1, max_size=300))
def test_whatever_the_name_the_code_stays_readable(name):
    statement = Statement("KGST-HN-2026-0001", name, date(2026, 11, 23), date(2031, 11, 22))
    said = json.loads(statement.payload())["s"]
    assert said == name if len(name) <= NAME_LETTERS else said.endswith("…")
    assert len(said) <= NAME_LETTERS


def test_an_old_code_without_a_signature_opens_the_old_page():
    page = "https://hcn.example/members/certificates/KGST-1"
    assert check_url(page, "abc") == f"{page}?token=abc"
    assert check_url(page, "a.b.c") == "https://hcn.example/members/certificates/check#a.b.c"


@given(st.lists(st.sampled_from([*numbers.MOVES])))
def test_no_path_leads_a_number_where_the_drawing_has_none(acts):
    drawn = {
        (None, "reserved"),
        (None, "used"),
        ("reserved", "used"),
        ("reserved", "void"),
    }
    status = None
    for act in acts:
        try:
            after = numbers.move(status, act)
        except ValueError:
            continue
        assert (status, after) in drawn
        status = after
    assert status is None or status in CERTIFICATE_NUMBER_STATUS


def test_only_a_reserved_number_is_given_up():
    allowed = [status for status in CERTIFICATE_NUMBER_STATUS if not numbers.may_void(status)]
    assert allowed == ["reserved"]


def test_a_setting_for_checks_must_allow_some():
    with pytest.raises(ValidationError):
        Settings(certificate_checks_per_minute=0)
