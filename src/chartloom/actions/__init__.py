"""What Chartloom can do, one module for each use: plain functions that take options and return results."""
