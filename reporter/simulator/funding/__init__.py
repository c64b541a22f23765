"""Ways in which a group's money can arrive: each a short declaration over pipes that record what truly happened."""
