"""The designer's desk: drafts of diagrams, tables and forms; trial, check, review, publication."""
