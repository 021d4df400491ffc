"""HTTP of notifications, one file for each resource."""
