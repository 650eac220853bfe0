"""机构、岗位、人员、任期: bodies, posts, persons and their appointments."""
