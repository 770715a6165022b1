"""Partners: companies and organisations that take part in a region."""
