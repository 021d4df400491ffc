"""Members: calls, applications, ceremonies, member spaces, certificates, contacts and grants."""
