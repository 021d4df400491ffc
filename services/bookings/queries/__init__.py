"""Reads of the bookings service."""
