"""What was read, kept: how a reading is written down."""
