"""Promotion: what the network tells the public, edited and approved by a second person."""
