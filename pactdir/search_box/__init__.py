"""What the one search box understands, and what it suggests while one types."""
