"""From an analysis to a Dossier: every statement led by the words it rests on."""
