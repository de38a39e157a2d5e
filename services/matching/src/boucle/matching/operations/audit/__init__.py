"""Lists compared with a full recompute, lives' figures with their inputs."""
