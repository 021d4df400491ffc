"""Kinds of claim: what can hold a time in a space."""

from __future__ import annotations

BOOKING = "booking"
CLOSURE = "closure"
OFFER = "offer"
FALLBACK = "fallback"
CLAIM_KINDS = (BOOKING, CLOSURE, OFFER, FALLBACK)
