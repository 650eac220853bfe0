"""文书: notices and decisions on paper, with date and gapless number."""
