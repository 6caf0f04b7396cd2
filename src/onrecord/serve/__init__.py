"""Answers from a record: what commands, the app and other programs ask."""
