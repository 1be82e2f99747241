"""Measures whole programs on whole nights. See benchmarks/README.md."""
