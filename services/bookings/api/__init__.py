"""HTTP routes of the bookings service: parse, call a use case, answer."""
