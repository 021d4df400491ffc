"""No input makes a service answer 500, and every refusal is a problem."""

from __future__ import annotations

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.generation import GenerationMode

from deploy.demo.city import City
from deploy.nats.topology import SERVICES
from tests.system.conftest import RunningNetwork

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("story")]

EXAMPLES = 250
ENDLESS = "/v1/changes"
PAGES = ("/certificates/{number}", "/v1/items/{item_id}/page")
"""For people: what is not there is said as a page too."""


@pytest.mark.parametrize("service", SERVICES)
def test_no_input_is_answered_with_500(network: RunningNetwork, service: str):
    with httpx.Client() as http:
        city = City.of(network.folder, http)  # type: ignore[arg-type]
    url = city.services[service]
    headers = {
        "Authorization": f"Bearer {city.token(city.someone('officer', 'officer', 'editor'))}"
    }
    schema = schemathesis.openapi.from_url(f"{url}/openapi.json")
    schema.config.generation.update(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE])

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=schema.exclude(path=ENDLESS).as_strategy())
    def try_everything(case: schemathesis.Case) -> None:
        answer = case.call(headers={**headers, "If-Match": '"1"'}, timeout=20)
        assert answer.status_code < 500, answer.text
        if answer.status_code >= 400 and case.path not in PAGES:
            assert answer.headers["content-type"] == ["application/problem+json"]

    try_everything()
