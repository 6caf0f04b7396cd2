"""The shipped model files, each in a folder with its card."""
