"""What the members service makes for people to hold or read: certificate and its public page."""
