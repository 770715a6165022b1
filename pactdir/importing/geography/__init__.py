"""Geography on a date: municipal divisions, reorganisations, places and doubtful postcodes."""
