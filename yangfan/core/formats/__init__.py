"""How dates and figures are written, where Django writes them otherwise than our readers do."""
