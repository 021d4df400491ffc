"""The installation of deploy/compose.yaml, from `up` to `down`, as operators and people meet it."""

from __future__ import annotations

import json
import ssl
from pathlib import Path

import nats
import pytest

from deploy.demo import acts
from deploy.demo.cast import cast
from deploy.embedded.seed import SAMPLES
from deploy.waiting import wait_until
from tests.containers.conftest import SERVICES, STANDING, ContainerCity, until_healthy
from tests.containers.installation import ContainerInstallation, run

pytestmark = [pytest.mark.containers, pytest.mark.xdist_group("containers")]

JOBS = {"keys", "databases", "provision"}


async def test_it_comes_up_healthy_and_the_doctor_finds_nothing(
    installation: ContainerInstallation,
):
    await until_healthy(installation)
    states = installation.states()
    assert {states[job]["ExitCode"] for job in JOBS} == {0}
    assert "✓" in installation.hcn("doctor")


async def test_the_first_operator_is_made_by_one_command(
    installation: ContainerInstallation, city: ContainerCity
):
    installation.hcn("grant", "add", "lan", "--role", "operator", "--reason", "Người đầu tiên")
    lan = city.someone("lan")

    async def is_operator() -> bool:
        return "operator" in (await lan.get("bookings", "/v1/me"))["roles"]

    await city.until("bookings knows the operator", is_operator)
    assert "create_grant" in installation.hcn("audit")


async def offer_a_space(city: ContainerCity) -> None:
    """A venue and a space of the samples that any member may book."""
    samples = json.loads(SAMPLES.read_text())
    officer = city.someone("officer", "officer", "host")
    venue = {**samples["venues"][0]}
    space = next(one for one in samples["spaces"] if "parent" not in one)
    made = await officer.post("bookings", "/v1/venues", _without_keys(venue), 201)
    body = {**_without_keys(space), "venue_id": made["id"], "parent_id": None}
    await officer.post("bookings", "/v1/spaces", body, 201)


def _without_keys(sample: dict) -> dict:
    return {name: value for name, value in sample.items() if name not in ("key", "venue", "parent")}


async def test_the_story_through_the_one_host_name(
    installation: ContainerInstallation, city: ContainerCity, tmp_path: Path
):
    await offer_a_space(city)
    officer = city.someone("officer", "officer", "host")
    call = await acts.open_call(city, officer)
    [member] = await acts.admit(city, officer, call, cast("containers")[:1])
    await acts.wait_for_rights(member, ("bookings", "promotion"))
    start = acts.tomorrow_at(city, 2, days=30)
    [space, *_] = await acts.bookable_spaces(member, start, 2)
    booking = await acts.request_booking(member, space, start, 2, "Ngày hội gốm")
    await officer.post("bookings", f"/v1/bookings/{booking['id']}/confirm")
    item = await acts.publish_item(city.someone("editor", "editor"), booking)

    await the_certificate_can_be_checked(city, member)
    await the_feed_leads_to_the_page(city, item)
    await letters_have_come(city, member)
    await another_system_sees_it(installation, item, tmp_path)


async def the_certificate_can_be_checked(city: ContainerCity, member: acts.Member) -> None:
    """Every address that we hand out begins with the one host name and works."""
    shown = await city.passer_by.get("members", f"/v1/certificates/{member.certificate}")
    assert shown["verify_url"].startswith(f"{city.services['members']}/certificates/")
    assert (await city.http.get(shown["verify_url"])).status_code == 200
    pdf = await member.person.ask("GET", "members", f"/v1/certificates/{member.certificate}.pdf")
    assert pdf.content.startswith(b"%PDF")


async def the_feed_leads_to_the_page(city: ContainerCity, item: dict) -> None:
    feed = await city.passer_by.get("promotion", "/v1/feeds/feed.json")
    assert feed["feed_url"].startswith(f"{city.services['promotion']}/v1/feeds/feed.json")
    [entry] = [one for one in feed["items"] if item["id"] in one["id"]]
    assert entry["url"].startswith(city.services["promotion"])
    assert (await city.http.get(entry["url"])).status_code == 200


async def letters_have_come(city: ContainerCity, member: acts.Member) -> None:
    async def received() -> bool:
        letters = (await city.http.get(f"{city.mail}/letters")).json()
        return any(member.applicant.email in one["to"] for one in letters)

    await city.until("the member has a letter", received)


async def another_system_sees_it(
    installation: ContainerInstallation, item: dict, folder: Path
) -> None:
    """Through the published port, with its own credentials and the installation's authority."""
    creds, authority = folder / "tourism.creds", folder / "ca.pem"
    creds.write_text(installation.hcn("subscribers", "add", "tourism", "--out", "-"))
    authority.write_text(installation.compose("exec", "-T", "nats", "cat", "/access/nats/ca.pem"))
    client = await nats.connect(
        installation.nats_url,
        user_credentials=str(creds),
        inbox_prefix="_INBOX_tourism",
        tls=ssl.create_default_context(cafile=str(authority)),
    )
    bucket = await client.jetstream().key_value("CITY_NOW")
    entry = await wait_until(
        lambda: bucket.get(f"promotion.item.{item['id']}"),
        away=(nats.js.errors.KeyNotFoundError,),
    )
    assert json.loads(entry.value)["data"]["id"] == item["id"]
    await client.close()


@pytest.mark.parametrize(
    "path", ["metrics", "readyz", "livez", "docs", "openapi.json", "asyncapi", "v1/..%2fmetrics"]
)
async def test_what_is_not_public_does_not_exist(city: ContainerCity, path: str):
    for url in city.services.values():
        answer = await city.http.get(f"{url}/{path}", headers={"Accept-Language": "en"})
        assert answer.status_code == 404
        assert answer.json()["code"] == "no_such_address"


async def test_nothing_but_the_proxy_and_the_chosen_port_is_published(
    installation: ContainerInstallation,
):
    ids = installation.compose("ps", "-q").split()
    for one in json.loads(run("docker", "inspect", *ids)):
        service = one["Config"]["Labels"]["com.docker.compose.service"]
        published = {port for port, hosts in one["NetworkSettings"]["Ports"].items() if hosts}
        allowed = {"proxy": {"8080/tcp", "8443/tcp"}, "nats": {"4222/tcp"}, "outside": {"8443/tcp"}}
        assert published <= allowed.get(service, set()), service


async def test_a_service_sees_no_key_but_its_own(installation: ContainerInstallation):
    for service in SERVICES:
        seen = installation.compose("exec", "-T", service, "find", "/access", "-type", "f")
        own = f"/access/{service}"
        assert sorted(seen.split()) == [f"{own}/ca.pem", f"{own}/nats.creds"]
        user = installation.compose("exec", "-T", service, "id", "-u")
        assert user.strip() == "10001"


async def test_a_service_cannot_enter_another_database(installation: ContainerInstallation):
    """Not even with its own right password, and the superuser not without one."""
    program = (
        "import asyncio, asyncpg, os; "
        "url = os.environ['HCN_DATABASE_URL'].replace('/members?', '/{}?')"
        ".replace('//members:', '//{}:'); "
        "asyncio.run(asyncpg.connect(url))"
    )
    for database, user in (
        ("bookings", "members"),
        ("postgres", "members"),
        ("postgres", "postgres"),
    ):
        code = program.format(database, user)
        command = ("exec", "-T", "members", "python", "-c", code)
        with pytest.raises(Exception, match=r"InvalidAuthorization|InvalidPassword"):
            installation.compose(*command)


async def test_it_stops_gracefully_and_goes_on_with_the_same_data(
    installation: ContainerInstallation, city: ContainerCity
):
    officer = city.someone("officer", "officer")
    call = await acts.open_call(city, officer)
    installation.compose("stop")
    codes = {name: state["ExitCode"] for name, state in installation.states().items()}
    assert {codes[name] for name in STANDING - {"nats"}} == {0}, codes
    assert codes["nats"] in (0, 1)  # how nats-server ends on a signal
    installation.compose("up", "-d")
    await until_healthy(installation)
    assert (await city.passer_by.get("members", f"/v1/calls/{call['id']}"))["id"] == call["id"]
    assert "✓" in installation.hcn("doctor")
