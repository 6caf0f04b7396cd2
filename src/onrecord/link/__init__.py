"""Findings of many pages, lined up: which pages tell of one occasion."""
