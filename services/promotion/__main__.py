"""Run promotion alone: `python -m services.promotion`."""

from shared.start import start_service

start_service("services.promotion.app")
