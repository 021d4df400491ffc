"""Promotion: what the network tells the public, edited, approved by a second person, on channels."""
