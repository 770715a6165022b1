"""Where things are on a day: divisions, reorganisations, places, doubtful postcodes."""
