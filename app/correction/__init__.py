"""Words that may have been heard wrongly: marked, looked at, heard again and put right."""
