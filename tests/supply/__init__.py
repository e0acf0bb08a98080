"""What the book is made with and what it carries: pinned, licensed, listed, alive."""
