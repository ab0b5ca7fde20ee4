"""Exports as they come in: opened, surveyed, and turned into the lines that analysis reads. Only counts are held."""
