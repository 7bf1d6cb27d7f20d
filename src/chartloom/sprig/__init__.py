"""The Sprig functions that Helm offers to templates: one module per chapter of the Sprig manual.

``catalogue`` lists them; nothing else is imported before a template calls for it.
"""
