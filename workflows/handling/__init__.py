"""办件: applications, their parties, materials and decisions."""
