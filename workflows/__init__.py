"""The field: authority, items, handling, calendar, people, notices. Knows law and parks, no HTTP."""
