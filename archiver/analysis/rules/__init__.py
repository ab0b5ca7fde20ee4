"""The rules, one group of acts a file."""
