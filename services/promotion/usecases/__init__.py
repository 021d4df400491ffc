"""What promotion does, one topic a file."""
