"""From spoken words to written text: signs, capitals, numbers, spoken commands."""
