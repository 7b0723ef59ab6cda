"""Ways to break the shipped gold, which the check of gold must find."""

from gold_breaks import of_questions, of_sources_and_summaries
from gold_breaks.ways import WAYS, Item, Way, World

__all__ = ["WAYS", "Item", "Way", "World", "of_questions", "of_sources_and_summaries"]
