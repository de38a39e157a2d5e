"""SQL, visible and named: lives as told, introductions, mails, meetings."""
