"""NumPy studies on many parks: robustness, decomposition, scenarios, peaks, clusters, tiers."""
