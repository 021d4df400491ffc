"""Lists of members: taken over whole or not at all, again without effect, and out again."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from shared.errors import Invalid
from shared.events import members as events
from shared.tables.reading import Limits, read_table
from tests.members.lists import (
    PERSON,
    SPACE,
    as_csv,
    as_xlsx,
    counted,
    read_csv,
    read_xlsx,
    send,
    space,
    taken_over,
)
from tests.members.making import Network, at_once, done, refused

pytestmark = pytest.mark.asyncio


def outcomes(report):
    return [row["outcome"] for row in report["items"]]


async def test_a_list_makes_members_with_their_contacts(network):
    report = await taken_over(network, {**SPACE, **PERSON}, space("A-2", "Xưởng Mẫu"))
    assert (report["created"], report["changed"], report["unchanged"]) == (2, 0, 0)
    assert [row["row"] for row in report["items"]] == [2, 3]
    shown = done(await network.officer.get(f"/v1/members/{report['items'][0]['member_id']}"))
    assert (shown["fields"], shown["member_since"]) == (["design", "music"], "2025-12-10")
    assert shown["coordinates"] == {"latitude": 21.0285, "longitude": 105.8542}
    contact = done(await network.officer.get(f"/v1/contacts/{shown['private']['contact_id']}"))
    assert (contact["phone"], contact["email"]) == ("+84912345678", "lienhe@mau.example")
    assert done(await network.public.get("/v1/members?q=khong+gian+mau"))["items"]


async def test_who_was_a_member_before_is_told_as_known_and_its_contact_by_the_private_way(network):
    await taken_over(network, {**SPACE, **PERSON})
    (admitted,) = await network.service.published(events.MemberAdmittedV1)
    (linked,) = await network.service.published(events.MemberContactLinkedV1)
    (contact,) = await network.service.published(events.ContactChangedV1)
    assert linked.contact_ids == [contact.id]
    assert contact.member_id == admitted.id
    async with network.service.database.sessions() as session:
        told = await session.scalars(
            text("SELECT convert_from(envelope, 'UTF8')::json ->> 'hcnannounced' FROM journal")
        )
        assert sorted(told, key=str) == [None, None, "true"]
        rows = await session.scalar(text("SELECT rows::text FROM member_imports"))
    assert "Nguyễn" not in rows
    assert "lienhe@" not in rows


async def test_the_same_list_again_changes_nothing_and_tells_nobody(network):
    rows = [{**SPACE, **PERSON}, space("A-2", "Xưởng Mẫu", fields="")]
    await taken_over(network, *rows)
    async with network.service.database.sessions() as session:
        before = await session.scalar(text("SELECT count(*) FROM journal"))
    for content in (as_csv(*rows), as_csv(*rows, delimiter=";"), as_xlsx(*rows)):
        report = done(await send(network, content), 201)
        assert outcomes(report) == ["unchanged", "unchanged"]
    async with network.service.database.sessions() as session:
        assert await session.scalar(text("SELECT count(*) FROM journal")) == before


async def test_a_later_list_changes_what_differs_and_leaves_what_it_does_not_name(network):
    await taken_over(network, {**SPACE, **PERSON}, space("A-2", "Xưởng Mẫu"))
    report = await taken_over(
        network,
        {"external_key": "A-1", "website": "https://a.example", "contact_name": "Trần Văn Mẫu"},
        {"external_key": "A-2", "website": "", "contact_name": ""},
    )
    assert outcomes(report) == ["changed", "unchanged"]
    assert report["items"][0]["changed"] == ["website", "contact"]
    shown = done(await network.officer.get(f"/v1/members/{report['items'][0]['member_id']}"))
    assert shown["address"]["line"] == "Số 1 phố Mẫu"
    assert len(await network.service.published(events.MemberProfileChangedV1)) == 1
    contact = (await network.service.published(events.ContactChangedV1))[-1]
    assert (contact.name, contact.email) == ("Trần Văn Mẫu", "lienhe@mau.example")
    cleared = await taken_over(network, {"external_key": "A-1", "website": None, "fields": ""})
    assert cleared["items"][0]["changed"] == ["fields", "website"]


async def test_a_dry_run_says_what_would_be_and_keeps_nothing(network):
    answer = done(await send(network, as_csv(SPACE), dry_run=True))
    assert (answer["dry_run"], answer["would_answer"]) == (True, 201)
    assert outcomes(answer["result"]) == ["created"]
    assert done(await network.public.get("/v1/members"))["items"] == []
    assert done(await network.officer.get("/v1/members/imports"))["items"] == []
    wrong = await send(network, as_csv({**SPACE, "ward": ""}), dry_run=True)
    refused(wrong, 422, "field_missing", "address_to_publish_missing")


async def test_one_wrong_cell_keeps_all_rows_out_and_every_one_is_named(network):
    rows = [
        space("A-1", "Đúng"),
        space("A-1", "Hai lần", latitude="", ward="", address_public=""),
        space("A-3", "", kind="???", member_since="31/02/2025", latitude="95"),
        space("", "Không mã", ownership="", fields="design; ???", address_public="maybe"),
        space("A-5", "Mai sau", member_since="2026-11-24", contact_name="Nguyễn Thị Mẫu"),
        space("A-6", "Thư", contact_email="khong-phai-thu", contact_phone="12", website="ftp://x"),
    ]
    problem = done(await send(network, as_csv(*rows)), 422)
    found = {error["field"]: error["code"] for error in problem["errors"]}
    assert found == {
        "rows.3.external_key": "import_row_twice",
        "rows.3.ward": "field_missing",
        "rows.3.latitude": "field_missing",
        "rows.4.kind": "field_not_listed",
        "rows.4.member_since": "field_not_date",
        "rows.4.latitude": "field_too_large",
        "rows.5.fields.1": "field_not_listed",
        "rows.5.address_public": "field_not_boolean",
        "rows.6.member_since": "import_day_to_come",
        "rows.6.contact_email": "contact_unreachable",
        "rows.7.contact_email": "field_not_email",
        "rows.7.contact_phone": "field_not_phone",
        "rows.7.website": "field_not_web_address",
    }
    assert all(error["detail"] != error["code"] for error in problem["errors"])
    assert done(await network.public.get("/v1/members"))["items"] == []


async def test_a_row_without_a_key_or_what_a_new_member_needs_is_refused(network):
    row = space("", "Không mã", ownership=None)
    problem = done(await send(network, as_csv(row)), 422)
    assert [one["field"] for one in problem["errors"]] == ["rows.2.external_key"]
    row = space("A-1", "", ownership=None, member_since="")
    problem = done(await send(network, as_csv(row)), 422)
    fields = [one["field"] for one in problem["errors"]]
    assert fields == ["rows.2.name", "rows.2.ownership", "rows.2.member_since"]


async def test_a_member_of_the_same_name_is_taken_for_the_same_until_someone_says_otherwise(
    network,
):
    entry = await network.member()
    row = space("A-1", "KHÔNG GIAN SÁNG TẠO MẪU")
    problem = refused(await send(network, as_csv(row)), 422, "import_name_known")
    assert problem["errors"][0]["values"]["member"] == entry["member_id"]
    adopted = await taken_over(network, {**row, "member_id": entry["member_id"]})
    assert outcomes(adopted) == ["changed"]
    assert outcomes(await taken_over(network, row)) == ["unchanged"]
    other = space("A-2", "Không gian sáng tạo mẫu")
    assert outcomes(await taken_over(network, other, same_names=True)) == ["created"]
    crossed = {"external_key": "A-2", "member_id": entry["member_id"]}
    refused(await send(network, as_csv(crossed)), 422, "import_keys_differ")
    unknown = {"external_key": "A-9", "member_id": "00000000-0000-7000-8000-000000000001"}
    refused(await send(network, as_csv(unknown)), 422, "not_found")


async def test_who_has_left_stays_as_it_is(network):
    report = await taken_over(network, SPACE)
    done(await network.officer.post(f"/v1/members/{report['items'][0]['member_id']}/leave"))
    assert outcomes(await taken_over(network, SPACE)) == ["unchanged"]
    refused(await send(network, as_csv({**SPACE, "fields": "film"})), 422, "wrong_status")


async def test_an_old_list_brings_no_erased_person_back(network):
    report = await taken_over(network, {**SPACE, **PERSON})
    shown = done(await network.officer.get(f"/v1/members/{report['items'][0]['member_id']}"))
    done(await network.officer.post(f"/v1/contacts/{shown['private']['contact_id']}/erase"))
    refused(await send(network, as_csv({**SPACE, **PERSON})), 422, "contact_erased")
    assert outcomes(await taken_over(network, SPACE)) == ["unchanged"]


async def test_two_lists_at_once_make_each_member_once(network):
    rows = [space(f"A-{number}", f"Mẫu {number}") for number in range(20)]
    answers = await at_once(*(send(network, as_csv(*rows)) for _ in range(4)))
    reports = [done(answer, 201) for answer in answers]
    assert sorted(report["created"] for report in reports) == [0, 0, 0, 20]
    assert len(done(await network.public.get("/v1/members"))["items"]) == 20


@pytest.mark.parametrize("format", ["csv", "xlsx"])
async def test_what_goes_out_comes_in_again(network, format):
    await network.member()
    await taken_over(network, {**SPACE, **PERSON}, space("A-2", "=1+1"), same_names=True)
    answer = await network.officer.get(f"/v1/members/export?format={format}")
    rows = read_csv(answer) if format == "csv" else read_xlsx(answer)
    assert sorted(row["status"] for row in rows) == ["active"] * 3
    assert {row["contact_email"] or None for row in rows} == {"lienhe@mau.example", None}
    report = done(await send(network, answer.content), 201)
    assert outcomes(report) == ["unchanged"] * 3
    trail = done(await network.officer.get("/v1/audit"))["items"]
    assert [one["act"] for one in trail[:2]] == ["import_members", "export_members"]


async def test_only_an_officer_takes_lists_in_and_out(network):
    for who in (network.applicant, network.decider, network.operator, network.reviewers[0]):
        refused(await who.post("/v1/members/imports", content=b"x"), 403, "role_needed")
        refused(await who.get("/v1/members/export"), 403, "role_needed")
    counted_ = done(await network.officer.get("/v1/members/export?dry_run=true"))
    assert counted_["result"] == {"members": 0}


async def test_imports_are_listed_and_read_row_by_row(network, monkeypatch):
    report = await taken_over(network, SPACE)
    with counted(network, monkeypatch) as said:
        (listed,) = done(await network.officer.get("/v1/members/imports"))["items"]
    assert len([one for one in said if "member_imports" in one]) == 1
    assert listed["items"] is None
    assert done(await network.officer.get(f"/v1/members/imports/{report['id']}")) == report
    refused(await network.applicant.get("/v1/members/imports"), 403, "role_needed")


async def test_a_list_costs_a_fixed_number_of_reads_however_long(network, monkeypatch):
    reads = []
    await taken_over(network, SPACE)
    for count in (1, 40):
        rows = [space(f"{count}-{one}", f"Mẫu {count}-{one}", **PERSON) for one in range(count)]
        with counted(network, monkeypatch) as said:
            await taken_over(network, *rows)
        reads.append(sum(one.lstrip().startswith("SELECT") for one in said))
    assert reads[0] == reads[1]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "import_empty"),
        (b"name\r\n", "import_empty"),
        ("Tên không gian\n".encode("cp1258", "replace") + b"\xff\xfe\xfa", "import_not_unicode"),
        (b"PK\x03\x04 not a zip", "import_not_readable"),
        (b'name,kind\r\n"a', "import_not_readable"),
        (b"name,colour\r\na,b\r\n", "import_column_unknown"),
        (b"external_key,external_key\r\na,b\r\n", "import_column_twice"),
        (b"name,kind\r\na,b\r\n", "import_column_missing"),
        (b"external_key\r\na,b\r\n", "import_row_too_long"),
        (b"\xff\xfe" + "name\n\ud800".encode("utf-16-le", "surrogatepass"), "import_not_unicode"),
    ],
)
async def test_what_is_no_list_is_refused_with_a_sentence(network, content, code):
    answer = await send(network, content)
    codes = {error["code"] for error in done(answer, 422)["errors"]}
    assert code in codes, answer.text


async def test_columns_may_have_labels_and_the_file_may_come_in_a_form(network):
    row = {"Mã trong danh sách": "A-1", "TÊN KHÔNG GIAN": "Mẫu", "Loai hinh": "Bảo tàng"}
    row |= {"Ownership": "Công lập", "Thành viên từ ngày": "1-2-2026"}
    content = as_csv(row, delimiter="\t", encoding="utf-16")
    form = {"file": ("danh sách.csv", content, "text/csv")}
    report = done(await network.officer.post("/v1/members/imports", files=form), 201)
    assert report["file_name"] == "danh sách.csv"
    shown = done(await network.public.get(f"/v1/members/{report['items'][0]['member_id']}"))
    assert (shown["kind"], shown["ownership"]) == ("museum", "public")
    assert shown["member_since"] == "2026-02-01"


async def test_limits_hold(running):
    async with running("members", import_max_rows=2, import_max_unpacked_bytes=1_000_000) as one:
        network = Network(one)
        rows = [space(f"A-{number}", f"Mẫu {number}") for number in range(3)]
        refused(await send(network, as_csv(*rows)), 422, "import_too_long")
        refused(await send(network, as_xlsx(*rows)), 422, "import_too_long")
        done(await send(network, as_csv(*rows[:2])), 201)
        bomb = io.BytesIO()
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("xl/workbook.xml", b"0" * 2_000_000)
        refused(await send(network, bomb.getvalue()), 422, "import_too_large")


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)), st.booleans())
async def test_any_bytes_are_read_or_refused(content, packed):
    with suppress(Invalid):
        read_table((b"PK\x03\x04" if packed else b"") + content, Limits(10, 1_000_000))
