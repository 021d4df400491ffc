"""HTTP routes of the members service, one file for each resource."""
