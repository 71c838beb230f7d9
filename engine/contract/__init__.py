"""What window and engine say to each other: plain types, errors and messages. Standard library only."""
