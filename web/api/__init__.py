"""``/api/v1``: what the pages do, for programs. Same rights, same commands, same one way in."""
