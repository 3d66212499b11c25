"""The shape of the ground: shade, slope, contours, profiles and lines of sight."""
