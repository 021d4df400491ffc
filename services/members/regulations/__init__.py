"""What law, the network's rules and the city set: data with source and date, checked when read."""
