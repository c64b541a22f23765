"""Pictures of a report for the pages, pure: what to draw in, options of a chart out."""
