"""The dialects of the wire, pure and blind to each other, and the table of services that speak them."""
