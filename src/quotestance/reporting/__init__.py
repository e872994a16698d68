"""Reports from saved results and records: terminal, Markdown, tables, article pages, ledger."""
