"""Service accounts and the tokens by which their programs speak to the API."""
