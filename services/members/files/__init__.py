"""Files that the members service makes: tables for people with Excel, packed dossiers."""
