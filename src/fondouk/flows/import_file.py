"""A file at the operator's own hand: opened, started and carried to its end at once.

stored file -> an unfinished import of it, or a new one -> run to the end in this process
"""

from dataclasses import replace

from fondouk.catalogue import commands as catalogue
from fondouk.catalogue import queries
from fondouk.flows.import_products import HUB, Clock, Told, run_import
from fondouk.flows.name_suppliers import habits_of


def import_file_now(
    *,
    company_id: str | None,
    sha256: str,
    file_name: str,
    options: queries.Options,
    now: Clock,
    told: Told,
) -> queries.ImportView:
    """Import a stored file without the worker. One that was killed with the same options goes
    on where it stopped. Refuses what the reader and the mapping refuse as a whole.
    """
    if options.mapping is None:
        suggested = queries.suggest_for_feed(sha256, habits_of(company_id))
        options = replace(options, mapping=suggested)
    view = queries.find_unfinished_import(HUB, company_id, sha256, options)
    if view is None:
        import_id = catalogue.open_import(
            actor=HUB, company_id=company_id, sha256=sha256, file_name=file_name, at=now()
        )
        catalogue.prepare_import(actor=HUB, import_id=import_id, options=options, at=now())
        view = catalogue.start_import(actor=HUB, import_id=import_id, at=now())
    return run_import(view.id, now=now, told=told)
