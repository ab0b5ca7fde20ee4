"""The labelled corpus: cases as people wrote and labelled them, and the exports they can be rendered to."""
