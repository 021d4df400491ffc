"""What the routes answer with: one `XOut` and `show_x` for each resource."""
