"""Many exports at once: walk, find the talks, work on each, and one overview of all."""
