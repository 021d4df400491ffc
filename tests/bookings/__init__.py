"""Tests of the bookings service."""
