"""The page of a case: where it stands, how it came there, under which authority."""
