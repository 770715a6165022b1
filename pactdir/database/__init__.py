"""How long the site waits for its database: `time_outs.py`, and who notices that it is silent."""
