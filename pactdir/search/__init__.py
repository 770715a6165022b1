"""Search: one index of everything public, the same on both databases."""
