"""HTTP of promotion: parse, call a use case, answer."""
