"""Jobs that survive the process: a desk on a database, and the workers that run what lies there."""
