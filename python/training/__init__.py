"""Makes the model that noctemg ships with: nights, features, fit, file. See README.md."""
