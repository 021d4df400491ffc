"""What notifications does: keep contacts, write letters, send them, answer for them."""
