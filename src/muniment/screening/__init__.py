"""Government lists of denied parties, and the question whether somebody is on one."""
