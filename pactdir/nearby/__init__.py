"""What is near a postcode: its region, the schools by distance, what comes, what lies beyond."""
