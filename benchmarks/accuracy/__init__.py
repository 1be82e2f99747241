"""Measures how well noctemg's labels fit nights whose truth is known. See accuracy.md."""
