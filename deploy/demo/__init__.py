"""`hcn demo`: a season of the network, played through its public HTTP only.

`city.py` is how a scene talks to the services, `acts.py` what people do, `scenes/` the season in
order, `promises.py` what was promised and what was seen, `watching.py` the events as they pass.
"""
