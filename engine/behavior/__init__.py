"""What all elements share: tokens, scopes, flows, joins, waits, errors, incidents, loops.

Nothing here knows a single BPMN element; ``engine.elements`` has one file for each.
"""
