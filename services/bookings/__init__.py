"""Bookings: venues, spaces, who may use them when, closures, and the public calendar."""
