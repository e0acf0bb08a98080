"""What a chapter asks of the tables: the audit, the coding of the features, places, rights."""
