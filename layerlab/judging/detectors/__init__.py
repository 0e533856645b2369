"""Causes that any exercise can meet, told from plain data alone; `search` asks them all."""
