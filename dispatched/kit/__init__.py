"""What a class needs beside the book: slides, sheets, cards."""
