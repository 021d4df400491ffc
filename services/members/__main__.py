"""Run members alone: `python -m services.members`."""

from services.members.app import make_parts
from shared.service import run_service

run_service(make_parts)
