"""授权: who may do what for whom, from when until when, by which instrument."""
