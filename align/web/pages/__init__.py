"""What the browser sees: `page` draws the templates, the `routes_*` answer its requests."""
