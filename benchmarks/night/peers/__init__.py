"""What others do with the same file, each a program of its own: python -m night.peers.NAME FILE."""
