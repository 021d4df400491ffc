"""What bookings can do: each function is one act, in a transaction that its caller ends."""
