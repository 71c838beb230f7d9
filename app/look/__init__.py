"""One visual idea: colours, faces, icons and measures live here and nowhere else."""
