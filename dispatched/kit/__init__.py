"""What a class needs beside the book, made from the chapters and the lesson plans."""
