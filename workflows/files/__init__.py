"""Files by content: the row stands in the transaction, the bytes under their hash."""
