"""事项清单: what can be done in which park, by whom, within which time, under which law."""
