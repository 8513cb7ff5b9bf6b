"""NextChat's files: backups of every age, single conversations, masks and prompts. It opens none itself."""
