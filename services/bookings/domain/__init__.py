"""Rules of spaces, times and bookings: pure, without framework, database or clock."""
