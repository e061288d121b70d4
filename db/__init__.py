"""Files and databases: park files, submissions and stores, with their faults put into words."""
