"""The library chart and the schema of service charts, as woven fleets carry them, and their builder."""
