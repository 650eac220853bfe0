"""工作日: legal days, working days and the counting of limits."""
