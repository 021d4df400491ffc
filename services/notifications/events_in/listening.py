"""The list that every topic's handlers join."""

from __future__ import annotations

from shared.messaging.subscriptions import Subscriptions

subscriptions = Subscriptions("notifications")
