"""How pages look: small pictures that the README shows and tests compare, and contact sheets for people."""
