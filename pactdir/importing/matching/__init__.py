"""The second step: each row of a file with the object of ours that it is about, if there is one."""
