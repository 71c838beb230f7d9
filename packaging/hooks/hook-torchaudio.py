"""torchaudio is used for its mel filters, which are pure torch: its compiled part stays out."""

module_collection_mode = "pyz+py"
