"""No words reach the public that only one person has seen: approving and correcting."""

from __future__ import annotations

import pytest

from shared.events.members import MemberLeftV1, MemberSuspendedV1
from shared.events.promotion import ItemCorrectedV1
from tests.promotion.making import act, booking, drafted, item_of, member, published

ANY = {"If-Match": "*"}


async def edit(promotion, item, sub, **body):
    path = f"/v1/items/{item['id']}"
    answer = await promotion.as_("editor", sub=sub).patch(path, json=body, headers=ANY)
    assert answer.status_code == 200, answer.text


async def ask(promotion, item, sub, name, **body):
    path = f"/v1/items/{item['id']}/{name}"
    answer = await promotion.as_("editor", sub=sub).post(path, json=body or None)
    return answer.status_code, answer.json()


def title(text):
    return {"title": {"vi": text}, "reason": "Sai tên"}


async def test_an_edit_by_another_does_not_make_the_first_author_a_stranger(promotion):
    _, item = await drafted(promotion)
    await edit(promotion, item, "first", title={"vi": "Một"})
    await edit(promotion, item, "second", summary={"vi": "Hai"})
    for sub in ("first", "second"):
        status, problem = await ask(promotion, item, sub, "approve")
        assert (status, problem["code"]) == (403, "author_may_not_approve")
    assert (await ask(promotion, item, "third", "approve"))[0] == 200


async def test_an_approval_that_was_withdrawn_frees_no_author(promotion):
    _, item = await drafted(promotion)
    await edit(promotion, item, "first", title={"vi": "Một"})
    await ask(promotion, item, "second", "approve")
    await ask(promotion, item, "second", "request-changes", reason="Viết lại")
    await ask(promotion, item, "first", "submit")
    status, problem = await ask(promotion, item, "first", "approve")
    assert (status, problem["code"]) == (403, "author_may_not_approve")


async def test_who_changes_no_words_is_no_author(promotion):
    event, item = await drafted(promotion)
    await edit(promotion, item, "first", kind="concert", license="cc-by-4.0")
    await promotion.deliver(booking(id=event.id))
    kept = await item_of(promotion, event.id)
    assert (kept["kind"], kept["authors"]) == ("concert", ["system"])
    assert (await ask(promotion, item, "first", "approve"))[0] == 200


async def test_the_author_of_a_published_text_does_not_correct_it(promotion):
    _, item = await drafted(promotion)
    await edit(promotion, item, "first", title={"vi": "Một"})
    await ask(promotion, item, "second", "approve")
    await ask(promotion, item, "second", "publish")
    status, problem = await ask(promotion, item, "first", "correct", **title("Khác"))
    assert (status, problem["code"]) == (403, "author_may_not_approve")
    assert "biên tập viên khác" in problem["detail"]
    assert await promotion.published(ItemCorrectedV1) == []
    assert (await ask(promotion, item, "second", "correct", **title("Khác")))[0] == 200


async def test_nobody_corrects_twice_in_a_row(promotion):
    item = await published(promotion)
    status, shown = await ask(promotion, item, "first", "correct", **title("Một"))
    assert (status, shown["actions"]["correct"]["allowed"]) == (200, False)
    status, problem = await ask(promotion, item, "first", "correct", **title("Hai"))
    assert (status, problem["code"]) == (403, "author_may_not_approve")
    assert (await ask(promotion, item, "second", "correct", **title("Hai")))[0] == 200
    assert len(await promotion.published(ItemCorrectedV1)) == 2


@pytest.mark.parametrize(
    ("kind", "status"), [(MemberSuspendedV1, "suspended"), (MemberLeftV1, "left")]
)
async def test_words_about_a_member_without_rights_are_not_corrected(promotion, kind, status):
    item = await published(promotion)
    await promotion.deliver(member(kind, status))
    code, problem = await ask(promotion, item, "first", "correct", **title("Một"))
    assert (code, problem["code"]) == (409, f"member_{status}")
    assert (await act(promotion, item, "retract", reason_code="other"))["status"] == "retracted"
