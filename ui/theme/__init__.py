"""How it looks: colours, palette, the few lines of style sheet, shapes and icons."""
