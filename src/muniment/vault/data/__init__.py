"""Lists and sheets that come with the vault; `README.md` names their sources."""
