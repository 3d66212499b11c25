"""What a person sees and does. PySide6 lives here and nowhere else."""
