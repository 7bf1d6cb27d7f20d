"""Charts that are not on this disk: where they are, which version is meant, and how they get here."""
