"""After a restore or a doubt: the log read again, tables rebuilt and compared."""
