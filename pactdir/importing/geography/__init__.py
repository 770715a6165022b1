"""What lies where on a day: divisions, reorganisations, places, and postcodes in doubt."""
