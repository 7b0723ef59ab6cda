"""Measures whether a language model tells the news right, and says who said it."""

__version__ = "0.1.0"
