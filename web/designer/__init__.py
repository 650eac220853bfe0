"""The designer's desk: processes and drafts, editors, trial, comparison, review and publication."""
