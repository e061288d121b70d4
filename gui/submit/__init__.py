"""Check and submit: from the list of problems to the file that is sent."""
