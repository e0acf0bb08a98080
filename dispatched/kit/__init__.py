"""What a class needs beside the book: slides, sheets, cards."""
"""What a class needs beside the book, made from the chapters and the lesson plans."""
