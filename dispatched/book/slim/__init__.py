"""The same look with fewer bytes: drawings, style sheets, code and finished pages."""
