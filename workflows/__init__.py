"""The field: authority, items, handling, calendar, people, notices. Knows no HTTP."""
