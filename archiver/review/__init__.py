"""Decisions of people: asked in the shell, given as options, or filled into a spreadsheet."""
