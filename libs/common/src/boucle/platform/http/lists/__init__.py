"""Give every list its pages, orders, filters, field selection and link to the feed."""
