"""What every list takes: pages, orders, filters, chosen fields, the way to the feed."""
