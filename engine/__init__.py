"""Runs BPMN 2.0.2 on SpiffWorkflow, or refuses it. Knows no park, no law, no web framework."""
