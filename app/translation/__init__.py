"""The column beside the sheet: the same text in the other language, sentence level with sentence."""
