"""事项: the catalogue of items and its versions."""
