"""The database: SQLite on one machine, PostgreSQL by URL; the same code and tests for both."""
