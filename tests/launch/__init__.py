"""The launch room: what is listed, what the listed transactions tell, who holds, who is what."""
