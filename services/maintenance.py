"""Maintenance of a store: content hash, rebuilding the index."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from db.store import Store
from merging.revision import read_revision
from services.bootstrap import Product
from services.environment import OFFICE_AUTHOR, Environment
from services.revision_index import facts_of
from services.store_views import StoreView


def content_hash(product: Product, store: Store) -> str:
    """SHA-256 over the ids of all revisions that count (submissions.md, Merge)."""
    return StoreView(store, product.catalogue).state.content_hash


def rebuild_index(product: Product, environment: Environment, store: Store) -> int:
    """Make the index tables anew from the revisions; returns how many revisions there are."""
    revisions = [read_revision(item.payload) for item in store.revisions()]
    index = {
        revision.id: facts_of(product.catalogue, product.factors, revision).index
        for revision in revisions
    }
    store.rebuild(index, OFFICE_AUTHOR, environment.timestamp())
    return len(revisions)


def without_password(location: str) -> str:
    """A database URL without its password; a path as it is.

    >>> without_password("postgresql://staff:secret@host/parks")
    'postgresql://staff:***@host/parks'
    """
    if "://" not in location:
        return location
    parts = urlsplit(location)
    if parts.password is None:
        return location
    netloc = parts.netloc.replace(f":{parts.password}@", ":***@")
    return urlunsplit(parts._replace(netloc=netloc))
