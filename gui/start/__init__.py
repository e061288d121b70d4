"""The start page: recent files, and the ways into the program."""
