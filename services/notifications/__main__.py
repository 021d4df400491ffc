"""Run notifications alone: `python -m services.notifications`."""

from services.notifications.app import make_parts
from shared.service import run_service

run_service(make_parts)
