"""Sign-in, sessions and who somebody is today."""
