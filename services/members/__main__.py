"""Run members alone: `python -m services.members`."""

from shared.start import start_service

start_service("services.members.app")
