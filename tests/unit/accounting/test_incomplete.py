"""What makes an inventory incomplete, in words."""

from accounting.incomplete import worded_places
from questionnaire.catalogue import Catalogue
from questionnaire.messages import render_text


def test_tables_are_named_with_their_rows_and_settings_by_label(catalogue: Catalogue) -> None:
    places = (
        "process_activities",
        "energy_carriers[a]",
        "grid_factor_policy",
        "energy_carriers[b]",
    )
    worded = [render_text(place, "en") for place in worded_places(places, catalogue)]
    fields = catalogue.fields
    assert worded == [
        fields["process_activities"].label.en,
        f"{fields['energy_carriers'].label.en} (2 rows)",
        fields["grid_factor_policy"].label.en,
    ]
