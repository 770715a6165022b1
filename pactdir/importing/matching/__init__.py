"""The second step: find the existing object that each row of a file describes, if any."""
