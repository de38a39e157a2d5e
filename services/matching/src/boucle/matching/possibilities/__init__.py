"""What a flow could become, told without telling of anybody: by family, sector and distance."""
