"""The documentation page of the HTTP interface, drawn from the OpenAPI document without any script."""
