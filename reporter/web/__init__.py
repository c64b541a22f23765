"""The pages a browser shows. Every number on them comes from the report document."""
