"""Sentences become claims: what states do and promise, each claim with the words that say it."""
