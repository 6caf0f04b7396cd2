"""Charts drawn on the server as SVG: no script, nothing fetched, a title and a description for those who do not see."""
