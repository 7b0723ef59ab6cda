"""Pure verdict logic: whether an answer is right, a fact stated, a sentence supported, a speaker credited."""
