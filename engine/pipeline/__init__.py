"""The one write path: load, ask, run, project, commit. One module per group of commands."""
