"""What turns messages into messages: stages, the runner that drives them, outbox and dead letters."""
