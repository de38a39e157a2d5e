"""What a flow could become, without telling of anybody: by family, sector and distance."""
