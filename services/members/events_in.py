"""What the members service listens to.

It owns the grants, so it keeps its own copy in the granting transaction
(`usecases/give_grants.py`). To hear its own `grant.changed` again would put an older state in
place of a newer one for a moment.
"""

from __future__ import annotations

from services.members.usecases.prove_erasures import confirm_erasure
from shared.database.work import Work
from shared.events.notifications import ContactSuppressedV1
from shared.messaging.subscriptions import Subscriptions

subscriptions = Subscriptions("members")


@subscriptions.on(ContactSuppressedV1)
async def on_contact_suppressed(work: Work, event: ContactSuppressedV1) -> None:
    await confirm_erasure(work, event.id, event.reason_code)
