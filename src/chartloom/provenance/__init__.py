"""Provenance: what emitted each scalar of each manifest, what flowed into it, and what decided that it is there."""
