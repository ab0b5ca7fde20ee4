"""Dossier in, document bytes out; knows no QQ, no language, no store."""
