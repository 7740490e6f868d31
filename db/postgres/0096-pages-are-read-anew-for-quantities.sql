-- What is kept of a page was read before prices for several and prices per measure were told from the product's own. A page
-- without a mark of its version is fetched whole at the next crawl.
update crawl_pages set etag = null, last_modified = null;
