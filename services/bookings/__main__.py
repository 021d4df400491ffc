"""Run bookings alone: `python -m services.bookings`."""

from services.bookings.app import make_parts
from shared.service import run_service

run_service(make_parts)
