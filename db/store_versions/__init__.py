"""Alembic migrations of stores; file names are the versions."""
