"""What every stage runs on: the log, the stage runner, the database, settings, telemetry, errors."""
