"""What is true: records, rules and use cases. Knows no store, no paper and no window."""
