"""How real simulated nights are: measures them, and writes datasets/REALISM.md and its pictures."""
