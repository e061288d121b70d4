"""What several test modules share; importable as `support` (see pyproject.toml, pytest)."""
