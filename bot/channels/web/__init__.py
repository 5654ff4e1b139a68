"""Web chat: HTTP interface, event stream and the page."""
