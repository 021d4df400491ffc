"""What law, the city and the network's rules set: data with source and date, checked when read."""
