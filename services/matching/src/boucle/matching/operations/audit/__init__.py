"""Lists and groups compared with a full recompute, lives' figures with their inputs."""
