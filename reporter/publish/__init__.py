"""What others may check without trusting this installation: signing keys, signed badges, and what owners of wallets dispute."""
