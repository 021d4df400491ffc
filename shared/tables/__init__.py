"""Tables as people keep them: CSV and XLSX, read row by row with everything that is wrong."""
