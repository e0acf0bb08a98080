"""What a chapter asks of the tables: audit, coding, places, rights, witnesses, the ledger."""
