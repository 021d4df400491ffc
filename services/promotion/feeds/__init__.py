"""The network's own feeds: Atom with tombstones, JSON Feed, iCalendar."""
