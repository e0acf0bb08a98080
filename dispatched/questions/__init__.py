"""What a chapter asks of the tables: the audit, the features of the models, places, rights."""
