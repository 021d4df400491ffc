"""The adapters through which items reach the public."""
