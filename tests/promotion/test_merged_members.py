"""Items of a member that merged are about its successor; what was taken back stays as it was."""

from __future__ import annotations

from shared.events.base import Reference
from shared.events.members import MemberMergedV1, MemberRemovedV1
from shared.events.promotion import ItemCorrectedV1
from shared.ids import new_id
from tests.promotion.making import MEMBER, OTHER_MEMBER, act, member, published


async def test_drafts_and_published_items_go_over(promotion):
    item = await published(promotion)
    gone = await published(promotion, id=new_id())
    await act(promotion, gone, "retract", reason_code="privacy", reason="Có tên người")
    heir = Reference(id=OTHER_MEMBER, name="Xưởng Lớn Mẫu")
    await promotion.deliver(member(id=OTHER_MEMBER, name=heir.name))
    await promotion.deliver(member(MemberMergedV1, "merged", successor=heir))
    editor = promotion.as_("editor")
    shown = (await editor.get(f"/v1/items/{item['id']}")).json()
    assert shown["member_id"] == str(OTHER_MEMBER)
    kept = (await editor.get(f"/v1/items/{gone['id']}")).json()
    assert kept["member_id"] == str(MEMBER)
    (event,) = await promotion.published(ItemCorrectedV1)
    assert (event.member.id, event.member.name) == (OTHER_MEMBER, heir.name)


async def test_a_removed_member_is_promoted_no_more(promotion):
    await promotion.deliver(member(), member(MemberRemovedV1, "removed"))
    item = {
        "title": {"vi": "Tin mới"},
        "summary": {"vi": "Một câu."},
        "kind": "news",
        "member_id": str(MEMBER),
    }
    made = await promotion.as_("editor").post("/v1/items", json=item)
    if made.status_code == 201:
        url = f"/v1/items/{made.json()['id']}"
        submitted = await promotion.as_("editor", sub="other").post(f"{url}/approve")
        made = submitted
    assert made.status_code == 409, made.text
    assert "member_left" in made.text
