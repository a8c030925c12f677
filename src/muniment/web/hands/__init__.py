"""Pages of the same hands: companies with the same people behind them, over all cases."""
