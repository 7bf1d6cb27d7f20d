"""Fakes, samples and assertions that users may import in their own tests."""
