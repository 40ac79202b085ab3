"""Japanese: figures in groups of three."""

THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
