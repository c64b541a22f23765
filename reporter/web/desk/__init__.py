"""The journalist's desk: questions over several stored reports."""
