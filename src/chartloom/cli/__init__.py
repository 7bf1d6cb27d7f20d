"""The command line: flags in, an action called, its result printed."""
