"""Notifications: tells people what happened to them, once, in their language, and says why."""
