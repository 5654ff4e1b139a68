"""Pure text functions, shared by all programs. Standard library only, Python 3.10 syntax."""
