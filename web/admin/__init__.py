"""管理: bodies, parks, posts, persons, appointments, grants, calendar; the administrator only."""
