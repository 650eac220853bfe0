"""Applications from the applicant's side: fill in, hand in, follow, supply, withdraw."""
