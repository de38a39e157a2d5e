"""Run the parts beside the services: Postgres, Kafka on a Java, Caddy, a browser for tests."""
