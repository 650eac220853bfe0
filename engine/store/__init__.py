"""Rows: tables, types, the transaction and the hot statements. Knows no BPMN."""
