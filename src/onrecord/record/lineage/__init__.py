"""Lineage as it is kept and told."""
