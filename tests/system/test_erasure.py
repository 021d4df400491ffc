"""An erased contact is gone from the stream of personal events, too."""

from __future__ import annotations

from uuid import UUID

import pytest

from deploy.demo import acts
from deploy.demo.cast import cast
from deploy.demo.city import City
from deploy.installation import Installation
from deploy.nats.admin import connect_admin
from deploy.waiting import wait_until
from shared.events.base import Event
from shared.events.members import ContactChangedV1, ContactErasedV1
from tests.system.conftest import RunningNetwork

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("story")]


async def test_erasure_purges_what_the_stream_kept(
    network: RunningNetwork, city: City, season: str
):
    officer = city.someone("officer", "officer")
    call = await acts.open_call(city, officer)
    [applicant] = cast(season)[:1]
    installation = Installation.load(network.folder.path)
    async with connect_admin(installation.nats_url, installation.keys) as admin:

        async def subjects(event: type[Event]) -> set[str]:
            wanted = {"subjects_filter": event.TYPE.filter}
            info = await admin.api("HCN", "STREAM.INFO.PERSONAL", wanted)
            return set(info["state"].get("subjects") or {})

        before = await subjects(ContactChangedV1)
        await acts.apply(city, call, applicant)

        async def new_contact() -> set[str]:
            return await subjects(ContactChangedV1) - before

        [subject] = await wait_until(new_contact)
        contact_id = subject.rpartition(".")[2]
        path = f"/v1/contacts/{contact_id}/erase"
        await officer.post("members", path, {"reason": "Người liên hệ yêu cầu xóa."})

        async def gone() -> bool:
            erased = ContactErasedV1.TYPE.subject_of(UUID(contact_id))
            return erased in await subjects(ContactErasedV1) and not await new_contact()

        await wait_until(gone)
