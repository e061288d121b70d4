"""Tables, engine, unit of work, queries and migrations for SQLite and PostgreSQL."""
