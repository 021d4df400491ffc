"""What the members service listens to: nothing yet.

It owns the grants, so it keeps its own copy in the granting transaction
(`usecases/give_grants.py`). To hear its own `grant.changed` again would put an older state in
place of a newer one for a moment.
"""

from __future__ import annotations

from shared.messaging.subscriptions import Subscriptions

subscriptions = Subscriptions("members")
