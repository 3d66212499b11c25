"""States, rule values as overridden, and the register of issued documents."""
