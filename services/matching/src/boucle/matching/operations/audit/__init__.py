"""Lists and groups compared with those made from nothing, lives' figures with their inputs."""
