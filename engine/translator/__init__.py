"""English to Spanish and back: network, search, guards, glossary, completion of a begun translation."""
