"""How long each regular expression of the code takes over 100,000 characters of one class."""
