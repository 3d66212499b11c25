"""A light layer over ReportLab's canvas: measured text, tables with page breaks, recorded boxes."""
