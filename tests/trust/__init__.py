"""What the book is put through, so that one may trust it: changed tables, code and outputs, odd
inputs, faults, other browsers.
"""
