"""Tests of the book, one file for each promise."""
