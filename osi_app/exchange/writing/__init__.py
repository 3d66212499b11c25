"""Shapes out to other programs' files: checked first, written whole or not at all."""
