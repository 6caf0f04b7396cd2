"""How the shipped models were made: runnable, and not part of the installed package."""
