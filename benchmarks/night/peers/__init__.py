"""What others do with the same file, each a program of its own: python -m night.peers.<name> FILE.

A peer prints one line of JSON with the versions of what it used, and `inside_s` when only a part of
its run is to be counted.
"""
