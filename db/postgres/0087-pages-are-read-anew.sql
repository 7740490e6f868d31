-- What is kept of a page now holds its days as they are written there. A page without a mark of its version is fetched
-- whole at the next crawl, so that nothing is said again from what was kept in the older form.
update crawl_pages set etag = null, last_modified = null;
