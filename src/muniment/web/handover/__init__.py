"""Pages of hand-overs: the plan, the board, the look-back, and what came after."""
