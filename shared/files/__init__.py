"""Files that people send in: told by their bytes, scanned, stored under their sha256."""
