"""Run notifications alone: `python -m services.notifications`."""

from shared.start import start_service

start_service("services.notifications.app")
