"""Pages that bookings shows to people in a browser."""
