"""How dates and times are written here where Django's Dutch formats differ."""
