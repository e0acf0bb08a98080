"""What a chapter asks of the tables: audit, coding of the features, places, rights, witnesses."""
