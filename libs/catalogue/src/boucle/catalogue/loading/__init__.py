"""These modules read and check the package's data files once per process."""
