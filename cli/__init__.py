"""The command line: Typer commands without any logic of their own."""
