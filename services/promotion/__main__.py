"""Run promotion alone: `python -m services.promotion`."""

from services.promotion.app import make_parts
from shared.service import run_service

run_service(make_parts)
