"""Alembic migrations of park files; file names are the versions."""
