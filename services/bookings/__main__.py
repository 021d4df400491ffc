"""Run bookings alone: `python -m services.bookings`."""

from shared.start import start_service

start_service("services.bookings.app")
