"""Turn due mails into messages, send them and record what follows."""
