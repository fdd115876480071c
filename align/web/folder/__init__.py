"""A folder of bitexts, the worst first (`listing`, `finding_counts`); the open ones (`open_bitexts`)."""
